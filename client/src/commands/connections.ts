import { ProgressLocation, window } from 'vscode';
import {
  displayProfile,
  type ConnectionProfile,
  type ConnectionStore,
} from '../connections/connection-store.ts';
import { databaseOf, readAddress, withDatabase } from '../connections/address.ts';
import { roleFaces, roles, isRole } from '../connections/connection-roles.ts';
import { tryConnection } from '../connections/try-connection.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';

export const connectionCommands: readonly CommandRow[] = [
  { id: 'qlsql.connections.add', run: ({ connections }) => add(connections) },
  { id: 'qlsql.connections.edit', run: edit },
  { id: 'qlsql.connections.remove', run: remove },
  { id: 'qlsql.connections.setDefault', run: setDefault },
  { id: 'qlsql.connections.setRole', run: setRole },
];

async function add(connections: ConnectionStore): Promise<void> {
  const prompt = 'Credentials in it go to the secret store.';
  let typed: string | undefined;
  const proven = await askUntilProven(async () => (typed = await askUri(prompt, typed)));
  if (proven === undefined) return;
  const name = await askName(connections, suggestName(connections, proven));
  if (name !== undefined) await connections.save(name, proven);
}

async function edit({ connections }: Services, argument: unknown): Promise<void> {
  const profile = await pick(connections, argument, 'Which connection?', true);
  if (!profile) return;
  const prompt = profile.hasSecret
    ? 'Leave user and password away to keep those that are stored.'
    : 'Credentials in it go to the secret store.';
  let typed: string | undefined = profile.address;
  const uri = await askUntilProven(async () => {
    typed = await askUri(prompt, typed);
    return typed === undefined ? undefined : connections.withStoredSecret(profile.name, typed);
  });
  if (uri === undefined) return;
  const name = await askName(connections, profile.name, profile.name);
  if (name === undefined) return;
  await connections.save(name, uri);
  if (name !== profile.name) await connections.rename(profile.name, name);
}

async function remove({ connections }: Services, argument: unknown): Promise<void> {
  const profile = await pick(connections, argument, 'Which connection shall be removed?', true);
  if (!profile) return;
  const yes = 'Remove';
  const detail =
    'Its password is removed from the secret store. Pools that use it stay open until they are dropped.';
  const answer = await window.showWarningMessage(
    `Remove connection ${profile.name}?`,
    { modal: true, detail },
    yes,
  );
  if (answer === yes) await connections.remove(profile.name);
}

async function setDefault({ connections }: Services, argument: unknown): Promise<void> {
  const profile = await pick(connections, argument, 'Which connection do statements use that name none?');
  if (profile) await connections.setDefault(profile.name);
}

/** The second argument may be the role itself. */
async function setRole({ connections }: Services, argument: unknown, wanted?: unknown): Promise<void> {
  const profile = await pick(connections, argument, 'The role of which connection?');
  if (!profile) return;
  const current = connections.role(profile.name);
  const items = roles.map((role) => ({
    label: `$(${roleFaces[role].icon}) ${role}`,
    ...(role === current ? { description: 'now' } : {}),
    detail: roleFaces[role].meaning,
    role,
  }));
  const placeHolder = `What may statements do on ${profile.name}?`;
  const role = isRole(wanted) ? wanted : (await window.showQuickPick(items, { placeHolder }))?.role;
  if (role) await connections.setRole(profile.name, role);
}

/**
 * Asks for a connection string until a server answers, or the person wants it nevertheless; undefined where they think better of it.
 * Where it names no database, they choose the one that statements look in.
 */
async function askUntilProven(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  for (;;) {
    const uri = await ask();
    if (uri === undefined) return undefined;
    const abort = new AbortController();
    const trial = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'Connecting to MongoDB', cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => abort.abort());
        return tryConnection(uri, abort.signal);
      },
    );
    if (trial.ok) return chooseDatabase(uri, trial.databases);
    if (abort.signal.aborted) return undefined;
    const [again, anyway] = ['Correct It…', 'Save Anyway'];
    const answer = await window.showErrorMessage(trial.message, again, anyway);
    if (answer !== again) return answer === anyway ? uri : undefined;
  }
}

async function chooseDatabase(uri: string, databases: readonly string[]): Promise<string> {
  const reading = readAddress(uri);
  const own = databases.filter((name) => !['admin', 'config', 'local'].includes(name));
  if (!reading.ok || databaseOf(reading.address) !== undefined || own.length === 0) return uri;
  const placeHolder = 'Which database do statements look in? Escape leaves it open.';
  const chosen = await window.showQuickPick(own, { title: 'Database', placeHolder, ignoreFocusOut: true });
  return chosen === undefined ? uri : withDatabase(uri, chosen);
}

/** Asks for a connection string that can be read. */
async function askUri(prompt: string, value = ''): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: 'Connection String',
    placeHolder: 'mongodb://localhost:27017',
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      const reading = text.trim() === '' ? undefined : readAddress(text);
      return reading && !reading.ok ? reading.message : undefined;
    },
  });
  return typed?.trim() || undefined;
}

async function askName(
  connections: ConnectionStore,
  value: string,
  own?: string,
): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: 'Connection Name',
    prompt: 'ON CONNECTION and the tree call it by this name.',
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return 'Give it a name.';
      return text.trim() !== own && connections.get(text.trim())
        ? `There is already a connection named ${text.trim()}.`
        : undefined;
    },
  });
  return name?.trim();
}

function suggestName(connections: ConnectionStore, uri: string): string {
  const reading = readAddress(uri);
  const host = reading.ok ? /\/\/([\w-]+)/.exec(reading.address)?.[1] : undefined;
  const base = host === undefined || /^\d+$/.test(host) ? 'mongodb' : host;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!connections.get(name)) return name;
  }
}

/** The connection that a tree's row names, or that somebody picks. */
async function pick(
  connections: ConnectionStore,
  argument: unknown,
  placeHolder: string,
  storedOnly = false,
): Promise<ConnectionProfile | undefined> {
  const named = connectionName(argument);
  if (named !== undefined) return connections.get(named);
  const profiles = connections.list().filter(({ stored }) => stored || !storedOnly);
  if (profiles.length === 0) {
    void window.showInformationMessage('There is no connection yet: add one first.');
    return undefined;
  }
  const items = profiles.map((profile) => ({
    label: profile.name,
    description: displayProfile(profile),
    profile,
  }));
  return (await window.showQuickPick(items, { placeHolder }))?.profile;
}

function connectionName(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('connection' in argument)) return undefined;
  return typeof argument.connection === 'string' ? argument.connection : undefined;
}
