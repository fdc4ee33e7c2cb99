import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from 'vscode';
import { colorOf } from '../connections/connection-colors.ts';
import { roleFaces } from '../connections/connection-roles.ts';
import type { Services } from '../services.ts';
import type { DocumentSessions } from '../sessions/document-sessions.ts';

/** The item `Connection` of the status bar: where the statements of the file in front run, and what they may do there. A click changes the role. */
export function registerRoleStatus({ connections }: Services, sessions: DocumentSessions): Disposable {
  const item = window.createStatusBarItem('qlsql.connection', StatusBarAlignment.Left, 9);
  item.name = 'Connection';
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    const name = document?.languageId === 'qlsql' ? sessions.connection(document) : undefined;
    if (name === undefined) {
      item.hide();
      return;
    }
    const role = connections.role(name);
    const face = roleFaces[role];
    item.text = `$(${face.icon}) ${name}${role === 'dev' ? '' : ` · ${role}`}`;
    item.tooltip = new MarkdownString().appendText(`${name}: ${face.meaning} Click to change the role.`);
    item.accessibilityInformation = { label: `Connection ${name}, role ${role}`, role: 'button' };
    item.color = colorOf(connections.get(name)?.color);
    item.backgroundColor = role === 'dev' ? undefined : new ThemeColor('statusBarItem.warningBackground');
    item.command = { command: 'qlsql.connections.setRole', title: 'Set Role', arguments: [name] };
    item.show();
  };
  show();
  return Disposable.from(
    item,
    window.onDidChangeActiveTextEditor(show),
    connections.onDidChange(show),
    sessions.onDidRun(show),
  );
}
