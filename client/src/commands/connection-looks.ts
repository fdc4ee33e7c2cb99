import { window } from 'vscode';
import { connectionColors, isColor } from '../connections/connection-colors.ts';
import type { Services } from '../services.ts';
import { pickConnection } from './connection-questions.ts';

/** The second argument may be the folder's name; empty is the top. */
export async function moveToFolder(
  { connections }: Services,
  argument: unknown,
  wanted?: unknown,
): Promise<void> {
  const profile = await pickConnection(connections, argument, 'Which connection?', true);
  if (!profile) return;
  const folder = typeof wanted === 'string' ? wanted : await askFolder(connections.folders(), profile.folder);
  if (folder !== undefined) await connections.setFolder([profile.name], folder.trim() || undefined);
}

async function askFolder(folders: readonly string[], now: string | undefined): Promise<string | undefined> {
  const items = [
    ...folders.map((folder) => ({
      label: `$(folder) ${folder}`,
      folder,
      ...(folder === now && { description: 'now' }),
    })),
    { label: '$(new-folder) New folder…', folder: undefined },
    ...(now === undefined ? [] : [{ label: '$(arrow-up) None, to the top', folder: '' }]),
  ];
  const chosen = await window.showQuickPick(items, { placeHolder: 'Into which folder?' });
  if (!chosen) return undefined;
  return (
    chosen.folder ??
    (await window.showInputBox({
      title: 'New Folder',
      prompt: 'It is there as long as it holds a connection.',
      validateInput: (text) => (text.trim() === '' ? 'Give it a name.' : undefined),
    }))
  );
}

/** The second argument may be the colour; `none` takes it away. */
export async function setColor(
  { connections }: Services,
  argument: unknown,
  wanted?: unknown,
): Promise<void> {
  const profile = await pickConnection(connections, argument, 'The color of which connection?', true);
  if (!profile) return;
  const items = ['none', ...connectionColors].map((label) => ({
    label,
    ...(label === (profile.color ?? 'none') && { description: 'now' }),
  }));
  const placeHolder = `The color of ${profile.name} in the tree and in the status bar`;
  const color =
    typeof wanted === 'string' ? wanted : (await window.showQuickPick(items, { placeHolder }))?.label;
  if (color === 'none' || isColor(color))
    await connections.setColor(profile.name, isColor(color) ? color : undefined);
}
