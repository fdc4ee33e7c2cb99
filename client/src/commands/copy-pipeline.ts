import { env, window } from 'vscode';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Services } from '../services.ts';
import { mongoshText } from '../run/mongosh-text.ts';
import { nodeText } from '../run/node-text.ts';
import { partsOf } from '../run/run-explain.ts';
import type { CommandRow } from './command-row.ts';
import { statementTarget } from './run-target.ts';

const languages = [
  { id: 'mongosh', label: 'mongosh', detail: 'To paste into the shell', write: mongoshText },
  { id: 'nodejs', label: 'Node.js', detail: 'A module for the official driver', write: nodeText },
] as const;

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
      languages.find(({ id }) => id === wanted) ??
      (await window.showQuickPick(languages, { placeHolder: 'Copy the pipeline as…' }));
    if (!language) return;
    const texts = parts.map(({ title, read }) =>
      parts.length > 1 ? `// ${title}\n${language.write(read)}` : language.write(read),
    );
    await env.clipboard.writeText(texts.join('\n'));
    window.setStatusBarMessage(`$(copy) Pipeline copied as ${language.label}`, 3000);
  },
};
