import { window } from 'vscode';
import type { ProblemCode } from '../../../dialect/src/problems/catalog.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { offerConnection } from './connection-questions.ts';
import { documentTarget, mayRun, selectionTarget, statementTarget, type RunTarget } from './run-target.ts';

export const runStatement: CommandRow = {
  id: 'qlsql.runStatement',
  run: async (services, argument) => run(services, await statementTarget(argument)),
};

export const runSelection: CommandRow = {
  id: 'qlsql.runSelection',
  run: async (services) => run(services, await selectionTarget()),
};

export const runAll: CommandRow = {
  id: 'qlsql.runAll',
  run: async (services, argument) => run(services, await documentTarget(argument)),
};

export const cancel: CommandRow = {
  id: 'qlsql.cancel',
  run: ({ runner }) => runner.cancel(),
};

async function run({ runner }: Services, target: RunTarget | undefined): Promise<void> {
  if (!target) {
    void window.showInformationMessage('Open a .qlsql file and put the cursor into a statement to run it.');
    return;
  }
  if (target.slices.length === 0) {
    void window.showInformationMessage('There is no statement here to run.');
    return;
  }
  if (!(await mayRun())) return;
  const runs = await runner.run(target.document, target.slices);
  const wanted = runs.some(({ outcome }) => outcome?.problems.some(({ code }) => code === noConnection));
  if (wanted) void offerConnection('There is no connection to run on yet.');
}

/** The problem of a statement that has nowhere to run. */
const noConnection: ProblemCode = 'QL5018';
