import { Uri, window, workspace } from 'vscode';
import { displayAddress, readAddress } from '../connections/address.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import { readEnvironment, type EnvironmentConnection } from '../connections/environment-file.ts';
import type { Services } from '../services.ts';
import { pickSome } from './pick-some.ts';

/** Takes connection strings over from an environment file. The argument may be the file. */
export async function importConnections({ connections }: Services, argument: unknown): Promise<void> {
  const file = argument instanceof Uri ? argument : await askFile();
  if (!file) return;
  const found = readEnvironment(new TextDecoder().decode(await workspace.fs.readFile(file)));
  const name = workspace.asRelativePath(file);
  if (found.length === 0) {
    void window.showInformationMessage(`${name} has no variable with a MongoDB connection string.`);
    return;
  }
  const chosen = await pickSome(found.map(rowOf), {
    title: `Import from ${name}`,
    placeholder: 'Which connections? Passwords go to the secret store.',
  });
  if (!chosen) return;
  const names: string[] = [];
  for (const { one } of chosen) {
    const free = freeName(connections, one.name);
    await connections.save(free, one.uri);
    names.push(free);
  }
  void window.showInformationMessage(`Imported ${names.join(', ')}.`);
}

function rowOf(one: EnvironmentConnection) {
  const reading = readAddress(one.uri);
  const description = reading.ok ? displayAddress(reading.address, reading.secret !== undefined) : '';
  return { label: one.variable, description, picked: true, one };
}

/** A file of the workspace, or any other. */
async function askFile(): Promise<Uri | undefined> {
  const files = await workspace.findFiles('**/{.env,.env.*,*.env}', '**/node_modules/**', 50);
  const browse = { label: '$(folder-opened) Another file…', file: undefined };
  const items = [...files.map((file) => ({ label: workspace.asRelativePath(file), file })), browse];
  const chosen =
    files.length === 0
      ? browse
      : await window.showQuickPick(items, { placeHolder: 'Which environment file?' });
  if (!chosen) return undefined;
  if (chosen.file) return chosen.file;
  return (await window.showOpenDialog({ title: 'Environment File', openLabel: 'Import' }))?.[0];
}

function freeName(connections: ConnectionStore, name: string): string {
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}_${n}`;
    if (!connections.get(free)) return free;
  }
}
