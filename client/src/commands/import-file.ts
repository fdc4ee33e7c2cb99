import path from 'node:path';
import { ProgressLocation, Uri, commands, window, workspace } from 'vscode';
import { checkImport, importFile, type ImportOptions, type ImportReport } from '../import/import-file.ts';
import { planImport } from '../import/import-plan.ts';
import { failureLines, progressWords, reportWords } from '../import/import-words.ts';
import { askWrite } from '../results/ask-write.ts';
import { defineOn } from '../run/run-pool-command.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { offerConnection } from './connection-questions.ts';
import { askPlace, type ImportPlace } from './import-place.ts';
import { reviewImport, type ReviewedImport } from './import-review.ts';
import { mayRun } from './run-target.ts';

/** Connections of a pool that an import makes for itself. */
const ownPool = { minPoolSize: 0, maxPoolSize: 4 };

/**
 * Inserts the documents of a file into a collection. The arguments may give a row of the tree, or the file; the file; and `import` or
 * `check`, so that nobody is asked how it is read.
 */
export const importIntoCollection: CommandRow = {
  id: 'qlsql.collections.import',
  run: async (services, argument, given, action) => {
    if (!(await mayRun())) return;
    if (services.connections.list().length === 0)
      return await offerConnection('There is no connection to import into yet.');
    const file = [given, argument].find((each) => each instanceof Uri) ?? (await askFile());
    if (!file) return;
    if (file.scheme !== 'file') throw new Error('Only a file of this machine can be imported.');
    const row = argument instanceof Uri ? undefined : argument;
    const place = await askPlace(services, row, path.parse(file.fsPath).name);
    if (!place) return;
    if (action === 'import' || action === 'check') {
      const plan = await planImport(file.fsPath);
      return await carryOut(services, file.fsPath, place, { action, plan, given: {}, pool: undefined });
    }
    await review(services, file.fsPath, place);
  },
};

async function askFile(): Promise<Uri | undefined> {
  const filters = { 'CSV and JSON': ['csv', 'tsv', 'json', 'jsonl', 'ndjson', 'ejson'], 'All files': ['*'] };
  return (await window.showOpenDialog({ title: 'Import a File', openLabel: 'Import', filters }))?.[0];
}

/** A check leads back to the questions. */
async function review(services: Services, file: string, place: ImportPlace): Promise<void> {
  const identities = services.manager
    .identities()
    .filter(({ connection }) => connection === place.connection);
  const pools = identities.map(({ name }) => name);
  const start = { file, pools, place: `${place.database}.${place.collection}` };
  let decided: ReviewedImport | undefined = {
    action: 'check',
    plan: await planImport(file),
    given: {},
    pool: undefined,
  };
  for (;;) {
    decided = await reviewImport({ ...start, ...decided });
    if (!decided) return;
    await carryOut(services, file, place, decided);
    if (decided.action === 'import') return;
  }
}

async function carryOut(
  services: Services,
  file: string,
  place: ImportPlace,
  { action, plan, pool }: ReviewedImport,
): Promise<void> {
  const isCheck = action === 'check';
  const { size } = await workspace.fs.stat(Uri.file(file));
  const name = path.basename(file);
  const options = {
    location: ProgressLocation.Notification,
    title: isCheck ? `Checking ${name}` : `Importing ${name} into ${place.collection}`,
    cancellable: true,
  };
  const report = await window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let share = 0;
    const told: ImportOptions['told'] = (state) => {
      const now = Math.floor((state.bytes / Math.max(size, 1)) * 100);
      if (now === share && state.bytes < size) return;
      progress.report({ message: progressWords(state), increment: now - share });
      share = now;
    };
    const how = { signal: abort.signal, told };
    return isCheck
      ? await checkImport(file, plan, how)
      : await throughPool(services, place, pool, (session) =>
          importFile(file, plan, { session, target: place }, { ...how, confirm: askWrite }),
        );
  });
  if (!isCheck && report.documents > 0) await commands.executeCommand('qlsql.connections.refresh');
  void tell(report, place.collection, isCheck);
}

/** A session on the pool, or on one that ends with the work. */
async function throughPool<T>(
  { manager, connections, newSession }: Services,
  { connection }: ImportPlace,
  pool: string | undefined,
  work: (session: ReturnType<Services['newSession']>) => Promise<T>,
): Promise<T> {
  const name = pool ?? freeName((each) => manager.has(each));
  if (pool === undefined) await manager.create(await defineOn(name, connection, connections, ownPool));
  const session = newSession();
  try {
    session.usePool(name);
    return await work(session);
  } finally {
    await session.close();
    if (pool === undefined) await manager.drop(name, { ifExists: true });
  }
}

function freeName(isTaken: (name: string) => boolean): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'import' : `import_${n}`;
    if (!isTaken(name)) return name;
  }
}

/** The message waits for a click: nobody waits for it. */
async function tell(report: ImportReport, collection: string, isCheck: boolean): Promise<void> {
  const message = reportWords(report, collection, isCheck);
  const ways = [
    ...(report.failed > 0 ? ['Show What Failed'] : []),
    ...(!isCheck && report.documents > 0 ? ['Show Documents'] : []),
  ];
  const show = report.error !== undefined ? window.showErrorMessage : window.showInformationMessage;
  const answer = await show(message, ...ways);
  if (answer === 'Show Documents') await commands.executeCommand('qlsql.newQuery', { collection });
  if (answer !== 'Show What Failed') return;
  const content = [message, '', ...failureLines(report)].join('\n');
  await window.showTextDocument(await workspace.openTextDocument({ language: 'plaintext', content }));
}
