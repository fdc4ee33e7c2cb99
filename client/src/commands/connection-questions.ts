import { ProgressLocation, commands, window } from 'vscode';
import { databaseOf, readAddress, withDatabase } from '../connections/address.ts';
import type { ConnectionDoctor } from '../connections/connection-doctor.ts';
import {
  displayProfile,
  type ConnectionProfile,
  type ConnectionStore,
} from '../connections/connection-store.ts';
import { tryConnection } from '../connections/try-connection.ts';
import { systemDatabases } from '../run/server-browser.ts';

// What commands ask about connections.

/**
 * Asks for a connection string until a server answers, or the person wants it nevertheless; undefined where they think better of it.
 * Where it names no database, they choose the one that statements look in.
 */
export async function askUntilProven(
  doctor: ConnectionDoctor,
  ask: () => Promise<string | undefined>,
): Promise<string | undefined> {
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
    const [again, why, anyway] = ['Correct It…', 'Find Out Why', 'Save Anyway'];
    const answer = await window.showErrorMessage(trial.message, again, why, anyway);
    if (answer === why) await doctor.show('new connection', uri, again);
    else if (answer !== again) return answer === anyway ? uri : undefined;
  }
}

async function chooseDatabase(uri: string, databases: readonly string[]): Promise<string> {
  const reading = readAddress(uri);
  const own = databases.filter((name) => !systemDatabases.includes(name));
  if (!reading.ok || databaseOf(reading.address) !== undefined || own.length === 0) return uri;
  const placeHolder = 'Which database do statements look in? Escape leaves it open.';
  const chosen = await window.showQuickPick(own, { title: 'Database', placeHolder, ignoreFocusOut: true });
  return chosen === undefined ? uri : withDatabase(uri, chosen);
}

/** Asks for a connection string that can be read. */
export async function askUri(prompt: string, value = ''): Promise<string | undefined> {
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

export async function askName(
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

export function suggestName(connections: ConnectionStore, uri: string): string {
  const reading = readAddress(uri);
  const host = reading.ok ? /\/\/([\w-]+)/.exec(reading.address)?.[1] : undefined;
  const base = host === undefined || /^\d+$/.test(host) ? 'mongodb' : host;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!connections.get(name)) return name;
  }
}

/** The connection that a tree's row names, or that somebody picks. */
export async function pickConnection(
  connections: ConnectionStore,
  argument: unknown,
  placeHolder: string,
  storedOnly = false,
): Promise<ConnectionProfile | undefined> {
  const named = connectionName(argument);
  if (named !== undefined) return connections.get(named);
  const all = connections.list();
  const profiles = all.filter(({ stored }) => stored || !storedOnly);
  if (profiles.length === 0) {
    void offerConnection(
      all.length === 0
        ? 'There is no connection yet.'
        : `${all.map(({ name }) => name).join(' and ')} cannot be changed: only a connection that you add can.`,
    );
    return undefined;
  }
  const items = profiles.map((profile) => ({
    label: profile.name,
    description: displayProfile(profile),
    profile,
  }));
  return (await window.showQuickPick(items, { placeHolder }))?.profile;
}

/** Says that a connection is wanted, and offers the ways to one. */
export async function offerConnection(message: string): Promise<void> {
  const ways = [
    { title: 'Add a Connection…', command: 'qlsql.connections.add' },
    { title: 'Try the Sample Database', command: 'qlsql.sample.start' },
  ];
  const chosen = await window.showInformationMessage(message, ...ways);
  if (chosen) await commands.executeCommand(chosen.command);
}

function connectionName(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('connection' in argument)) return undefined;
  return typeof argument.connection === 'string' ? argument.connection : undefined;
}
