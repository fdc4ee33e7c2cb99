import {
  ChatResponseMarkdownPart,
  LanguageModelChatMessage,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
  lm,
  type CancellationToken,
  type ChatContext,
  type ChatRequest,
  type ChatRequestTurn,
  type ChatResponseStream,
  type ChatResponseTurn,
  type LanguageModelToolResult,
} from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';
import { assistantTools } from './assistant-tools.ts';

/** Rounds of tools before an answer has to come. */
const mostRounds = 8;

/** What the slash commands of package.json ask, before what the person wrote. */
const openings: Readonly<Record<string, string>> = {
  pools: 'How do the connection pools stand? Name what needs care first, with the figures.',
  alerts:
    'Explain the alerts of the pools that are raised: what happened, the likely cause, and the ALTER that helps.',
  sql: 'Write one QLSQL statement for this, look up the collections first, and check it with the compile tool:',
};

const manner = `You help people who run applications on MongoDB and think in SQL. QLSQL is PostgreSQL's dialect of SQL over MongoDB collections,
with statements for connection pools: CREATE CONNECTION_POOL name WITH (maxPoolSize = 50), ALTER, DROP, PAUSE, RESUME, CLEAR, and
SELECT … FROM CONNECTION_POOLS(). Use the tools for every fact about pools, alerts, collections and results; never guess them. You cannot
change anything: propose statements in \`\`\`qlsql blocks for the person to run.`;

/** Answers in the chat with the model that the person chose, which may use the tools of QLSQL and no others. */
export async function answerChat(
  request: ChatRequest,
  context: ChatContext,
  stream: ChatResponseStream,
  token: CancellationToken,
): Promise<void> {
  const opening = request.command ? (openings[request.command] ?? '') : '';
  const messages = [
    LanguageModelChatMessage.User(manner),
    ...context.history.map(earlier),
    LanguageModelChatMessage.User(`${opening}\n${request.prompt}`.trim()),
  ];
  const own = new Set(assistantTools.map(({ name }) => name));
  const tools = lm.tools.filter(({ name }) => own.has(name));
  for (let round = 0; round < mostRounds && !token.isCancellationRequested; round++) {
    const response = await request.model.sendRequest(messages, { tools }, token);
    const said: (LanguageModelTextPart | LanguageModelToolCallPart)[] = [];
    for await (const part of response.stream) {
      if (part instanceof LanguageModelTextPart) stream.markdown(part.value);
      if (part instanceof LanguageModelTextPart || part instanceof LanguageModelToolCallPart) said.push(part);
    }
    const calls = said.filter((part) => part instanceof LanguageModelToolCallPart);
    if (calls.length === 0) return;
    messages.push(LanguageModelChatMessage.Assistant(said));
    const results: LanguageModelToolResultPart[] = [];
    for (const { callId, name, input } of calls) {
      const { toolInvocationToken } = request;
      results.push(new LanguageModelToolResultPart(callId, await answerOf(name, input, toolInvocationToken)));
    }
    messages.push(LanguageModelChatMessage.User(results));
  }
  if (!token.isCancellationRequested)
    stream.markdown(
      `\n\nNo answer came after ${mostRounds} rounds of looking things up: ask for less at once.`,
    );

  /** What a tool says; that it was declined, or failed, is for the model to know too. */
  async function answerOf(
    name: string,
    input: object,
    toolInvocationToken: ChatRequest['toolInvocationToken'],
  ): Promise<LanguageModelToolResult['content']> {
    try {
      return (await lm.invokeTool(name, { input, toolInvocationToken }, token)).content;
    } catch (error) {
      const why = redactUris(error instanceof Error ? error.message : String(error));
      return [new LanguageModelTextPart(`The tool was not run: ${why}`)];
    }
  }
}

/** A turn of the chat before this one, so that a question may go on from it. */
function earlier(turn: ChatRequestTurn | ChatResponseTurn): LanguageModelChatMessage {
  if ('prompt' in turn) return LanguageModelChatMessage.User(turn.prompt);
  const said = turn.response.map((part) =>
    part instanceof ChatResponseMarkdownPart ? part.value.value : '',
  );
  return LanguageModelChatMessage.Assistant(said.join(''));
}
