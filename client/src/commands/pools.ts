import { ProgressLocation, SnippetString, window } from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { pickPool } from './pool-questions.ts';
import { untilAtRest } from './until-at-rest.ts';
import { sqlName, writeStatement } from './write-statement.ts';

export const poolCommands: readonly CommandRow[] = [
  {
    id: 'qlsql.pools.create',
    run: ({ connections }) => writeStatement(createSnippet(connections.default()?.name)),
  },
  { id: 'qlsql.pools.alter', run: (services, argument) => onPool(services, argument, '', alter) },
  {
    id: 'qlsql.pools.pause',
    run: (services, argument) =>
      onPool(services, argument, 'Pausing', (name) => services.manager.pause(name)),
  },
  {
    id: 'qlsql.pools.pauseAtRest',
    run: (services, argument) =>
      onPool(services, argument, '', (name) =>
        untilAtRest(name, (limits) => services.manager.pauseAtRest(name, limits)),
      ),
  },
  {
    id: 'qlsql.pools.resume',
    run: (services, argument) =>
      onPool(services, argument, 'Resuming', (name) => services.manager.resume(name)),
  },
  {
    id: 'qlsql.pools.clear',
    run: (services, argument) =>
      onPool(services, argument, 'Closing idle connections of', (name) => services.manager.clear(name)),
  },
  {
    id: 'qlsql.pools.reconnect',
    run: (services, argument) =>
      onPool(services, argument, 'Reconnecting', (name) => services.manager.reconnect(name)),
  },
  { id: 'qlsql.pools.drop', run: drop },
];

async function drop(services: Services, argument: unknown): Promise<void> {
  const name = await pickPool(services, argument);
  if (name === undefined) return;
  const pool = services.manager.snapshot(name);
  if (pool?.group !== undefined) {
    void window.showInformationMessage(`${name} belongs to the group ${pool.group} and goes with it.`);
    return;
  }
  const active = pool?.active ?? 0;
  const detail =
    active === 0
      ? 'Its connections are closed.'
      : `${active} ${active === 1 ? 'operation runs' : 'operations run'} through it and may end first. New ones are refused.`;
  const yes = 'Drop Pool';
  const answer = await window.showWarningMessage(`Drop pool ${name}?`, { modal: true, detail }, yes);
  if (answer === yes) await onPool(services, name, 'Dropping', () => services.manager.drop(name));
}

async function alter(name: string, { manager }: Services): Promise<void> {
  const pool = manager.snapshot(name);
  if (!pool) return;
  const snippet = new SnippetString(`ALTER CONNECTION_POOL ${sqlName(name)} SET (\n  maxPoolSize = `)
    .appendPlaceholder(String(pool.maxSize))
    .appendText(',\n  minPoolSize = ')
    .appendPlaceholder(String(pool.minSize))
    .appendText('\n);\n');
  await writeStatement(snippet);
}

function createSnippet(connection: string | undefined): SnippetString {
  const snippet = new SnippetString('CREATE CONNECTION_POOL ').appendPlaceholder('read_pool');
  if (connection !== undefined) snippet.appendText(`\n  ON CONNECTION ${sqlName(connection)}`);
  return snippet
    .appendText('\nWITH (\n  maxPoolSize = ')
    .appendPlaceholder('50')
    .appendText(',\n  minPoolSize = ')
    .appendPlaceholder('5')
    .appendText(",\n  readPreference = '")
    .appendChoice(['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'])
    .appendText("'\n);\n");
}

/** Does something with the pool that a menu names, or that somebody picks. Failures are told in the pool's own words. */
async function onPool(
  services: Services,
  argument: unknown,
  doing: string,
  act: (name: string, services: Services) => unknown,
): Promise<void> {
  const name = await pickPool(services, argument);
  if (name === undefined) return;
  try {
    if (doing === '') await act(name, services);
    else
      await window.withProgress({ location: ProgressLocation.Window, title: `${doing} ${name}` }, async () =>
        act(name, services),
      );
  } catch (error) {
    void window.showErrorMessage(redactUris(error instanceof Error ? error.message : String(error)));
  }
}
