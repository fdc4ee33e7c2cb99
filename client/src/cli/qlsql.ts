import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { examine } from '../doctor/examine.ts';
import { findingText } from '../doctor/report.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { RecordedAlerts } from '../observe/recorded-alerts.ts';
import { RecordedPools } from '../observe/recorded-pools.ts';
import { PoolManager } from '../pools/manager.ts';
import { CatalogStore } from '../run/catalog-store.ts';
import { createAlerts } from '../run/create-alerts.ts';
import type { ConnectionResolver } from '../run/connections.ts';
import { savedOnDisk } from '../saved/saved-on-disk.ts';
import { SavedPools } from '../saved/saved-pools.ts';
import { runScript } from '../run/script.ts';
import { Session } from '../run/session.ts';
import type { ReplayArguments, RunArguments } from './arguments.ts';
import { help, readArguments } from './arguments.ts';
import { lookAround, openRecording, writeRecording } from './flight.ts';
import { runImport } from './import.ts';
import { JsonOutput } from './json-output.ts';
import { serveLanguage } from './language-server.ts';
import type { Output } from './output.ts';
import { write } from './output.ts';
import { resolver } from './resolver.ts';
import { statementHelp } from './statement-help.ts';
import { TableOutput } from './table-output.ts';
import { version } from './version.ts';

/** What statements are run with. */
type Given = Omit<RunArguments, 'kind' | 'record' | 'recordStatements'>;

const nothingElse: Omit<Given, 'file' | 'json'> = {
  ...{ uri: undefined, database: undefined, stopOnError: false },
  ...{ connections: new Map(), variables: new Map(), parameters: {} },
  saved: undefined,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), process.env);
  switch (given.kind) {
    case 'help':
      await write(process.stdout, help);
      return 0;
    case 'statementHelp': {
      const text = statementHelp(given.words);
      if (text === undefined) return await refuse(`no statement begins with ${given.words.join(' ')}.`);
      await write(process.stdout, text);
      return 0;
    }
    case 'version':
      await write(process.stdout, `${version()}\n`);
      return 0;
    case 'wrong':
      await write(process.stderr, `qlsql: ${given.message}\n`);
      return 2;
    case 'lsp':
      return (await serveLanguage()) ? 0 : await refuse('the language server is not beside this program.');
    case 'run':
      return await run(given);
    case 'import':
      return await interruptible((signal) => runImport(given, signal));
    case 'replay':
      return await replay(given);
    case 'doctor':
      return await diagnose(given.uri);
  }
}

async function run(given: RunArguments): Promise<number> {
  const script = await readScript(given.file);
  if (script === undefined) return await refuse(`${given.file} cannot be read.`);
  const manager = new PoolManager();
  const alerts = createAlerts(manager);
  // Who records looks each second.
  const watching = manager.onDidChange(() => undefined, { watch: given.record !== undefined });
  try {
    return await runOn({ manager, alerts }, script, given);
  } finally {
    watching.dispose();
    if (given.record !== undefined) writeRecording(given.record, manager, alerts, given.recordStatements);
    await manager.close();
  }
}

/** Runs statements on the pool tables of a recording. */
async function replay({ recording, file, json }: ReplayArguments): Promise<number> {
  const told = openRecording(recording);
  if (!told) return await refuse(`${recording} is no flight recording that this version can read.`);
  const script = file === undefined ? lookAround : await readScript(file);
  if (script === undefined) return await refuse(`${file} cannot be read.`);
  const recorded = { manager: new RecordedPools(told), alerts: new RecordedAlerts(told) };
  return await runOn(recorded, script, { ...nothingElse, file: file ?? recording, json });
}

/** Prints each step as it is done. */
async function diagnose(uri: string): Promise<number> {
  let failed = false;
  for await (const finding of examine(uri)) {
    await write(process.stdout, `${findingText(finding)}\n`);
    failed ||= finding.state === 'failed';
  }
  return failed ? 1 : 0;
}

async function refuse(message: string): Promise<number> {
  await write(process.stderr, `qlsql: ${message}\n`);
  return 2;
}

async function runOn(
  { manager, alerts }: { readonly manager: PoolManager; readonly alerts: Alerts },
  script: string,
  given: Given,
): Promise<number> {
  const file = given.file === '-' ? 'standard input' : given.file;
  const output: Output = given.json
    ? new JsonOutput(process.stdout, script)
    : new TableOutput({ out: process.stdout, errors: process.stderr }, script, file);
  const connections = resolver(given);
  // Their conditions hold or not while statements run, not just when one asks.
  const watching = alerts.onDidChange(() => undefined);
  const catalog = new CatalogStore({ manager, connections, alerts });
  const session = new Session({
    manager,
    connections,
    catalog,
    alerts,
    ...savedOf(given, manager, catalog, connections),
  });
  for (const [name, value] of given.variables) session.setVariable(name, value);

  const { parameters, stopOnError } = given;
  let number = 0;
  const runAll = async (signal: AbortSignal): Promise<number> => {
    let failed = false;
    const onProgress = (written: number, total: number) => output.progress?.(written, total);
    const onStep = (_share: number, words: string) => output.step?.(words);
    const options = { file, parameters, stopOnError, signal, onProgress, onStep };
    const steps = runScript(session, script, (slice) => output.begin(slice, ++number), options);
    for await (const { outcome } of steps) {
      await output.end(outcome);
      failed ||= !outcome.ok;
      if (outcome.cancelled) return 130;
    }
    return failed ? 1 : 0;
  };
  try {
    return await interruptible(runAll);
  } finally {
    watching.dispose();
    await session.close();
    await catalog.close();
  }
}

/** Ctrl-C cancels the work; again ends at once. */
async function interruptible(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let interrupts = 0;
  const interrupt = () => {
    if (++interrupts > 1) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** What --saved names. */
function savedOf(
  { saved }: Given,
  manager: PoolManager,
  { groups }: CatalogStore,
  connections: ConnectionResolver,
): { readonly saved?: SavedPools } {
  if (saved === undefined) return {};
  const defaultConnection = () => connections.default()?.name;
  return { saved: new SavedPools(savedOnDisk(saved), { manager, groups, defaultConnection }) };
}

async function readScript(file: string): Promise<string | undefined> {
  try {
    return file === '-' ? await readAll(process.stdin) : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
