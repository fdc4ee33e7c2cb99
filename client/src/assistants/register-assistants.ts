import {
  Disposable,
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  chat,
  lm,
  workspace,
  type CancellationToken,
} from 'vscode';
import type { Services } from '../services.ts';
import { assistantTools, type AssistantTool } from './assistant-tools.ts';
import { answerChat } from './participant.ts';

type Input = Readonly<Record<string, unknown>>;

/** Offers the tools to language models, and the participant @qlsql to people who chat; nothing in editors without either. */
export function registerAssistants(services: Services): Disposable {
  // Editors made of the same sources may leave these parts out.
  const models = lm as typeof lm | undefined;
  const chats = chat as typeof chat | undefined;
  const tools = models
    ? assistantTools.map((tool) => models.registerTool<Input>(tool.name, asked(services, tool)))
    : [];
  const participant = chats?.createChatParticipant('qlsql.assistant', answerChat);
  return Disposable.from(...tools, ...(participant ? [participant] : []));
}

function asked(services: Services, tool: AssistantTool) {
  return {
    prepareInvocation: ({ input }: { readonly input: Input }) => {
      const confirmation = tool.confirmation?.(input);
      return {
        invocationMessage: tool.doing,
        ...(confirmation && {
          confirmationMessages: {
            title: confirmation.title,
            message: new MarkdownString(confirmation.message),
          },
        }),
      };
    },
    invoke: async ({ input }: { readonly input: Input }, token: CancellationToken) => {
      const text = workspace.isTrusted
        ? await tool.answer(services, input, signalOf(token))
        : 'Statements run only in a trusted workspace.';
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
