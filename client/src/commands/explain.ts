import { window } from 'vscode';
import type { CommandRow } from './command-row.ts';
import { mayRun, statementTarget } from './run-target.ts';

const word = 'EXPLAIN ';

/** Shows how the server carries out a statement, in a tab of the results. Nothing is written. */
export const explainStatement: CommandRow = {
  id: 'qlsql.explainStatement',
  run: async ({ runner }, argument) => {
    const target = await statementTarget(argument);
    const slice = target?.slices[0];
    if (!target || !slice) {
      void window.showInformationMessage('Put the cursor into a statement to see its plan.');
      return;
    }
    if (!(await mayRun())) return;
    const isExplained = /^explain\b/i.test(slice.text);
    // The word before it has no place in the document.
    const explained = isExplained ? slice : { ...slice, text: `${word}${slice.text}`, lead: word.length };
    await runner.run(target.document, [explained]);
  },
};
