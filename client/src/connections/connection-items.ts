import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { CollectionInfo, FieldInfo } from '../../../dialect/src/index.ts';
import { escapeMarkdown, tooltipTable } from '../messages/markdown.ts';
import type { ConnectionRole } from '../run/connections.ts';
import type { ServersTogether } from '../run/server-browser.ts';
import { databaseOf, hosts } from './address.ts';
import { colorOf } from './connection-colors.ts';
import type { CollectionNode, ConnectionNode } from './connection-nodes.ts';
import { roleFaces } from './connection-roles.ts';
import {
  collectionDescription,
  fieldDescription,
  indexDescription,
  serversDescription,
} from './connection-rows.ts';
import { displayProfile, type ConnectionProfile } from './connection-store.ts';

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

/** How a connection stands among the others. */
export interface Standing {
  readonly profile: ConnectionProfile;
  readonly role: ConnectionRole;
  readonly isDefault: boolean;
  /** Once it was looked into. */
  readonly servers?: ServersTogether | undefined;
}

export function folderItem(folder: string): TreeItem {
  return item(folder, 'folder', Expanded, 'folder');
}

export function connectionItem({ profile, role, isDefault, servers }: Standing): TreeItem {
  const context = [
    'connection',
    ...(isDefault ? ['default'] : []),
    ...(profile.stored ? ['stored'] : []),
    ...(profile.folder ? ['filed'] : []),
  ];
  const icon = iconOf(role, isDefault);
  const where = servers ? serversDescription(servers) : hosts(profile.address);
  const words = [role === 'dev' ? '' : role, where];
  const made = item(profile.name, icon, Collapsed, context.join('.'), {
    description: words.filter((word) => word !== '').join(' · '),
    tooltip: new MarkdownString(connectionTooltip({ profile, role, isDefault }), true),
  });
  made.iconPath = new ThemeIcon(icon, colorOf(profile.color));
  return made;
}

export function collectionItem({ listed: { kind, name } }: CollectionNode, info?: CollectionInfo): TreeItem {
  const icon = kind === 'view' ? 'eye' : kind === 'timeseries' ? 'graph-line' : 'table';
  const description = info ? collectionDescription(info) : kind === 'collection' ? '' : kind;
  return item(name, icon, Collapsed, 'collection', { description });
}

/** A row that needs no more than what it is. */
export function plainItem(
  node: Exclude<ConnectionNode, { readonly kind: 'folder' | 'connection' | 'collection' }>,
): TreeItem {
  switch (node.kind) {
    case 'database':
      return item(node.database, 'database', Collapsed, 'database');
    case 'field': {
      const hasInner = (node.field.children?.length ?? 0) > 0;
      return item(node.field.name, 'symbol-field', hasInner ? Collapsed : None, 'field', {
        description: fieldDescription(node.field),
        tooltip: examples(node.path, node.field),
      });
    }
    case 'indexes':
      return item('Indexes', 'key', Collapsed, 'indexes', { description: String(node.indexes.length) });
    case 'index':
      return item(node.index.name, 'key', None, 'index', { description: indexDescription(node.index) });
    case 'nothing':
      return item(node.message, 'info', None, 'nothing');
    case 'trouble': {
      const made = item(node.message, 'error', None, 'trouble', { tooltip: node.message });
      made.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
      return made;
    }
  }
}

interface ItemWords {
  readonly description?: string;
  readonly tooltip?: string | MarkdownString;
}

function item(
  label: string,
  icon: string,
  state: TreeItemCollapsibleState,
  context: string,
  { description, tooltip }: ItemWords = {},
): TreeItem {
  const made = new TreeItem(label, state);
  made.iconPath = new ThemeIcon(icon);
  made.contextValue = context;
  if (description) made.description = description;
  if (tooltip) made.tooltip = tooltip;
  return made;
}

const iconOf = (role: ConnectionRole, isDefault: boolean): string =>
  role === 'dev' && isDefault ? 'star-full' : roleFaces[role].icon;

/** The whole story of a connection as a small Markdown table; it holds no secret. */
function connectionTooltip({ profile, role, isDefault }: Standing): string {
  const { name, address, folder, hasSecret, stored } = profile;
  const database = databaseOf(address);
  const rows: readonly (readonly [string, string])[] = [
    ['Address', displayProfile(profile)],
    ['Database', database ?? 'none named: statements name it, or test'],
    ['Login', hasSecret ? 'kept in the secret store' : 'none'],
    ...(folder === undefined ? [] : [['Folder', folder] as const]),
    ['Kept', stored ? 'until it is removed' : 'until the window closes'],
  ];
  return [
    `$(${iconOf(role, isDefault)}) **${escapeMarkdown(name)}** ${role}`,
    tooltipTable(rows.map(([label, value]) => [label, escapeMarkdown(value)])),
    escapeMarkdown(roleFaces[role].meaning),
    ...(isDefault ? ['Statements that name no connection use it\\.'] : []),
  ].join('\n\n');
}

function examples(path: string, field: FieldInfo): MarkdownString {
  const tooltip = new MarkdownString().appendMarkdown('`').appendText(path).appendMarkdown('` ');
  tooltip.appendText(fieldDescription(field));
  if (field.examples?.length) tooltip.appendCodeblock(field.examples.join('\n'), 'text');
  return tooltip;
}
