import { env, window } from 'vscode';
import type { Read } from '../../../dialect/src/index.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { codeLanguages, type CodeLanguageId } from '../messages/code-languages.ts';
import type { Services } from '../services.ts';
import { javaText } from '../../../dialect/src/pipeline-code/java.ts';
import { mongoshText } from '../../../dialect/src/pipeline-code/mongosh.ts';
import { nodeText } from '../../../dialect/src/pipeline-code/node.ts';
import { pythonText } from '../../../dialect/src/pipeline-code/python.ts';
import { partsOf } from '../run/run-explain.ts';
import type { CommandRow } from './command-row.ts';
import { statementTarget } from './run-target.ts';

/** How each language writes a read, and what begins a comment there. */
const writers: Readonly<
  Record<CodeLanguageId, { readonly comment: string; readonly write: (read: Read) => string }>
> = {
  mongosh: { comment: '//', write: mongoshText },
  nodejs: { comment: '//', write: nodeText },
  python: { comment: '#', write: pythonText },
  java: { comment: '//', write: javaText },
};

/** Puts the pipeline of a statement on the clipboard as code. The arguments may give the statement and the language. */
export const copyPipeline: CommandRow = {
  id: 'qlsql.copyPipeline',
  run: async ({ compile }: Services, argument: unknown, wanted: unknown) => {
    const target = await statementTarget(argument);
    const slice = target?.slices[0];
    if (!target || !slice) {
      void window.showInformationMessage('Put the cursor into a statement to copy its pipeline.');
      return;
    }
    const { command, problems } = await compile(target.document, slice.text);
    if (!command || hasErrors(problems)) {
      const first = problems.find(({ severity }) => severity === 'error');
      throw new Error(first ? `${first.message} (${first.code})` : 'There is nothing to copy here.');
    }
    const parts = partsOf(command.kind === 'explain' ? command.target : command);
    const language =
      codeLanguages.find(({ id }) => id === wanted) ??
      (await window.showQuickPick(codeLanguages, { placeHolder: 'Copy the pipeline as…' }));
    if (!language) return;
    const { comment, write } = writers[language.id];
    const texts = parts.map(({ title, read }) =>
      parts.length > 1 ? `${comment} ${title}\n${write(read)}` : write(read),
    );
    await env.clipboard.writeText(texts.join('\n'));
    window.setStatusBarMessage(`$(copy) Pipeline copied as ${language.label}`, 3000);
  },
};
