import { Uri, env, version as editorVersion, window, workspace } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import { offerPool } from '../commands/pool-questions.ts';
import { readRecording, recordingLines } from '../observe/flight-recording.ts';
import { RecordedPools } from '../observe/recorded-pools.ts';
import { showRecording } from '../panels/dashboard.ts';
import type { Services } from '../services.ts';

const minute = 60_000;

const spans = [
  { label: 'The last 10 minutes', backMs: 10 * minute },
  { label: 'The last hour', backMs: 60 * minute },
  { label: 'Everything: up to 24 hours', backMs: 1440 * minute },
];

const contents = [
  { label: 'Figures and events', detail: 'No texts of statements, no values', statements: false },
  { label: 'With statements and errors', detail: 'Their texts may hold values', statements: true },
];

/** Recording what pools did, and looking at a recording. Arguments may give the file's place. */
export const flightCommands: readonly CommandRow[] = [
  { id: 'qlsql.flight.record', run: record },
  { id: 'qlsql.flight.open', run: open },
];

async function record(services: Services, place: unknown): Promise<void> {
  const byHand = !(place instanceof Uri);
  const { manager, alerts, context } = services;
  // Of a pool that is gone its past is recorded.
  const hasPast = [...manager.histories.all()].length > 0;
  if (manager.names().length === 0 && !hasPast)
    return void offerPool('There is no connection pool to record.');
  const span = byHand
    ? await window.showQuickPick(spans, { title: 'Flight Recording: Which Time?' })
    : spans[2];
  const content =
    span &&
    (byHand ? await window.showQuickPick(contents, { title: 'Flight Recording: What?' }) : contents[0]);
  const target = content && (byHand ? await pickPlace() : place);
  if (!span || !content || !target) return;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const versions = { qlsql: version, node: process.versions.node, [env.appName]: editorVersion };
  manager.look();
  const lines = [...recordingLines(manager, { ...content, ...span, versions, alerts: alerts.all() })];
  await workspace.fs.writeFile(target, new TextEncoder().encode(lines.join('')));
  if (byHand) await tell(services, target);
}

async function pickPlace(): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = `pools-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.ndjson`;
  return await window.showSaveDialog({
    title: 'Save Flight Recording',
    filters: { 'Flight recording': ['ndjson'] },
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
  });
}

async function tell(services: Services, target: Uri): Promise<void> {
  const show = 'Open in Dashboard';
  const answer = await window.showInformationMessage(
    `Recorded to ${workspace.asRelativePath(target)}.`,
    show,
  );
  if (answer === show) await open(services, target);
}

async function open(services: Services, place: unknown): Promise<void> {
  const [picked] =
    place instanceof Uri
      ? [place]
      : ((await window.showOpenDialog({
          title: 'Open Flight Recording',
          filters: { 'Flight recording': ['ndjson'] },
        })) ?? []);
  if (!picked) return;
  const recording = readRecording(new TextDecoder().decode(await workspace.fs.readFile(picked)));
  const name = picked.path.split('/').at(-1) ?? '';
  if (!recording) throw new Error(`${name} is no flight recording that this version can read.`);
  showRecording(services, new RecordedPools(recording), `Recording: ${name}`);
}
