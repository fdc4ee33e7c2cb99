import { window, type QuickPickItem } from 'vscode';
import { databaseOf } from '../connections/address.ts';
import { ServerBrowser } from '../run/server-browser.ts';
import type { Services } from '../services.ts';
import { pickConnection } from './connection-questions.ts';

/** A collection that is there or will be. */
export interface ImportPlace {
  readonly connection: string;
  readonly database: string;
  readonly collection: string;
}

/** Asks for what a row of the tree, or another argument, leaves open; `name` is offered for a new collection. */
export async function askPlace(
  { connections }: Services,
  argument: unknown,
  name: string,
): Promise<ImportPlace | undefined> {
  const profile = await pickConnection(connections, argument, 'Import into which connection?');
  if (!profile) return undefined;
  const connection = profile.name;
  const browser = new ServerBrowser(connections);
  try {
    const database =
      textOf(argument, 'database') ??
      databaseOf(profile.address) ??
      (await window.showQuickPick(browser.databases(connection), { placeHolder: 'Into which database?' }));
    if (database === undefined) return undefined;
    const collection =
      textOf(argument, 'collection') ??
      (await askCollection(
        (await browser.collections(connection, database))
          .filter(({ kind }) => kind === 'collection')
          .map((each) => each.name),
        name,
      ));
    return collection === undefined ? undefined : { connection, database, collection };
  } finally {
    await browser.close();
  }
}

/** One that is there, or a new one by the name that is typed. */
async function askCollection(names: readonly string[], suggested: string): Promise<string | undefined> {
  const pick = window.createQuickPick<QuickPickItem & { readonly name: string }>();
  pick.title = 'Import into a Collection';
  pick.placeholder = 'Which collection? Type a name for a new one';
  const offer = (typed: string): void => {
    const name = typed.trim() || suggested;
    const isNew = name !== '' && !names.includes(name);
    pick.items = [
      ...(isNew ? [{ label: `$(add) ${name}`, description: 'new collection', alwaysShow: true, name }] : []),
      ...names.map((each) => ({ label: `$(table) ${each}`, name: each })),
    ];
  };
  offer('');
  pick.onDidChangeValue(offer);
  try {
    return await new Promise((resolve) => {
      pick.onDidAccept(() => resolve(pick.activeItems[0]?.name));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function textOf(argument: unknown, name: string): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value: unknown = Reflect.get(argument, name);
  return typeof value === 'string' ? value : undefined;
}
