import { Uri, window } from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';
import { createText } from '../saved/statement-text.ts';
import type { SavedPools } from '../saved/saved-pools.ts';
import { writeSaved } from '../saved/write-saved.ts';
import { Session } from '../run/session.ts';
import type { Services } from '../services.ts';
import { savedPath } from '../sessions/workspace-saved-file.ts';
import { offerPool, poolOf } from './pool-questions.ts';
import { mayRun } from './run-target.ts';
import type { CommandRow } from './command-row.ts';
import { sqlName, writeStatement } from './write-statement.ts';

/** What runs beside what is saved: to look at, to run as it is saved, to save as it runs. */
export const savedPoolCommands: readonly CommandRow[] = [
  { id: 'qlsql.pools.writeCreate', run: writeCreate },
  { id: 'qlsql.pools.compareSaved', run: compareSaved },
  { id: 'qlsql.pools.applySaved', run: applySaved },
  { id: 'qlsql.pools.save', run: savePools },
];

async function writeCreate({ saved }: Services, argument: unknown): Promise<void> {
  const all = saved.changes().flatMap(({ running }) => running ?? []);
  if (all.length === 0) {
    void offerPool();
    return;
  }
  const named = poolOf(argument);
  const wanted =
    named ??
    (await window.showQuickPick(
      all.map(({ name }) => name),
      { placeHolder: 'Which pool or group?' },
    ));
  // The pool of a member is made by its group.
  const definition = all.find(({ name }) => name === wanted || wanted?.startsWith(`${name}.`));
  if (definition) await writeStatement(`${redactUris(createText(definition))}\n`);
}

/** The file as it is beside the file as it would be saved, in the editor for differences. */
async function compareSaved({ saved, beside }: Services): Promise<void> {
  const file = fileOrTell();
  if (file === undefined) return;
  const changes = saved.changes().filter(({ change }) => change !== 'same');
  if (changes.length === 0) return tellSame(saved);
  const before = saved.text() ?? '';
  const name = saved.fileName ?? '';
  await beside.show(
    { name, text: redactUris(before) },
    { name, text: redactUris(writeSaved(before, changes)) },
    `${name}: saved ↔ running`,
  );
}

/** Of all, or of the one that a line of the pools view names. */
async function applySaved(services: Services, argument: unknown): Promise<void> {
  const { saved } = services;
  if (fileOrTell() === undefined || !(await mayRun())) return;
  const name = poolOf(argument);
  const names = name === undefined ? [] : [name];
  const statements = saved.statementsToRun(names).map(({ text }) => redactUris(text));
  if (statements.length === 0) return tellSame(saved);
  const yes = 'Run Them';
  const show = 'Write Them';
  const detail = statements.join('\n\n');
  const question = `To run ${name ?? 'pools'} as ${name === undefined ? 'they are' : 'it is'} saved in ${saved.fileName ?? ''}:`;
  const answer = await window.showWarningMessage(question, { modal: true, detail }, yes, show);
  if (answer === show) await writeStatement(`${detail}\n`);
  if (answer === yes) await apply(services, 'RUNNING', names);
}

async function savePools(services: Services): Promise<void> {
  const file = fileOrTell();
  if (file === undefined) return;
  await apply(services, 'SAVED');
  if (services.saved.text() !== undefined) await window.showTextDocument(Uri.file(file));
}

/** Runs APPLY CONNECTION_POOL CHANGES and tells how it ended. */
async function apply(
  services: Services,
  to: 'RUNNING' | 'SAVED',
  names: readonly string[] = [],
): Promise<void> {
  const session = new Session(services);
  try {
    const nowhere = { columns: () => undefined, rows: () => undefined };
    const of = names.length === 0 ? '' : ` FOR ${names.map(sqlName).join(', ')}`;
    const outcome = await session.run(`APPLY CONNECTION_POOL CHANGES TO ${to}${of}`, nowhere);
    const [problem] = outcome.problems;
    if (problem) void window.showErrorMessage(redactUris(problem.message));
    else void window.showInformationMessage(outcome.message ?? '');
  } finally {
    await session.close();
  }
}

/** That there is no difference, or nothing that could differ. */
function tellSame(saved: SavedPools): void {
  const file = saved.fileName ?? '';
  if (saved.changes().length > 0)
    void window.showInformationMessage(`Everything runs as it is saved in ${file}.`);
  else void offerPool(`No connection pool runs, and none is saved in ${file}.`);
}

/** The file of saved pools; where there is none, people are told what to do. */
function fileOrTell(): string | undefined {
  const file = savedPath();
  if (file === undefined)
    void window.showInformationMessage(
      'Pools are saved in a file of the folder that is open: open one, or name a file in the setting qlsql.pools.savedIn.',
    );
  return file;
}
