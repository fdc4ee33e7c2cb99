import { commands, window } from 'vscode';
import { addressOf, type AddressForm } from '../connections/address-form.ts';
import { roleFaces, roles, isRole } from '../connections/connection-roles.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { askForm } from './connection-form.ts';
import { importConnections } from './connection-import.ts';
import { moveToFolder, setColor } from './connection-looks.ts';
import { askName, askUntilProven, askUri, pickConnection, suggestName } from './connection-questions.ts';

export const connectionCommands: readonly CommandRow[] = [
  { id: 'qlsql.connections.add', run: add },
  { id: 'qlsql.connections.edit', run: edit },
  { id: 'qlsql.connections.remove', run: remove },
  { id: 'qlsql.connections.setDefault', run: setDefault },
  { id: 'qlsql.connections.setRole', run: setRole },
  { id: 'qlsql.connections.diagnose', run: diagnose },
  { id: 'qlsql.connections.import', run: importConnections },
  { id: 'qlsql.connections.moveToFolder', run: moveToFolder },
  { id: 'qlsql.connections.setColor', run: setColor },
];

/** The argument may say how: `uri` or `form`. */
async function add({ connections, doctor }: Services, argument: unknown): Promise<void> {
  const how = argument === 'uri' || argument === 'form' ? argument : await askHow();
  if (how === undefined) return;
  const prompt = 'Credentials in it go to the secret store.';
  let typed: string | undefined;
  let filled: AddressForm | undefined;
  const proven = await askUntilProven(
    doctor,
    how === 'form'
      ? async () => (filled = await askForm(filled)) && addressOf(filled)
      : async () => (typed = await askUri(prompt, typed)),
  );
  if (proven === undefined) return;
  const name = await askName(connections, suggestName(connections, proven));
  if (name !== undefined) await connections.save(name, proven);
}

async function askHow(): Promise<'uri' | 'form' | undefined> {
  const items = [
    {
      label: '$(link) Connection string',
      detail: 'mongodb:// or mongodb+srv://, as your provider shows it',
      how: 'uri',
    },
    {
      label: '$(list-unordered) Step by step',
      detail: 'Host, user, password and encryption, one after the other',
      how: 'form',
    },
  ] as const;
  return (await window.showQuickPick(items, { title: 'Add a Connection', placeHolder: 'How?' }))?.how;
}

/** Goes from the connection string to an answer, and shows each step. */
async function diagnose({ connections, doctor }: Services, argument: unknown): Promise<void> {
  const profile = await pickConnection(connections, argument, 'Which connection?');
  const target = profile && (await connections.resolve(profile.name));
  if (!profile || !target) return;
  const correct = profile.stored ? 'Edit Connection…' : undefined;
  if ((await doctor.show(profile.name, target.uri, correct)) === 'correct')
    await commands.executeCommand('qlsql.connections.edit', profile.name);
}

async function edit({ connections, doctor }: Services, argument: unknown): Promise<void> {
  const profile = await pickConnection(connections, argument, 'Which connection?', true);
  if (!profile) return;
  const prompt = profile.hasSecret
    ? 'Leave user and password away to keep those that are stored.'
    : 'Credentials in it go to the secret store.';
  let typed: string | undefined = profile.address;
  const uri = await askUntilProven(doctor, async () => {
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
  const profile = await pickConnection(connections, argument, 'Which connection shall be removed?', true);
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
  const profile = await pickConnection(
    connections,
    argument,
    'Which connection do statements use that name none?',
  );
  if (profile) await connections.setDefault(profile.name);
}

/** The second argument may be the role itself. */
async function setRole({ connections }: Services, argument: unknown, wanted?: unknown): Promise<void> {
  const profile = await pickConnection(connections, argument, 'The role of which connection?');
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
