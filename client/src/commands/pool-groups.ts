import { ProgressLocation, SnippetString, window } from 'vscode';
import { groupTypes, type GroupType } from '../../../dialect/src/options/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Services } from '../services.ts';
import type { CommandRow } from './command-row.ts';
import { pickGroup } from './pool-questions.ts';
import { untilAtRest } from './until-at-rest.ts';
import { sqlName, writeStatement } from './write-statement.ts';

export const poolGroupCommands: readonly CommandRow[] = [
  { id: 'qlsql.pools.createGroup', run: createGroup },
  { id: 'qlsql.pools.pauseGroup', run: pauseGroup },
  { id: 'qlsql.pools.resumeGroup', run: resumeGroup },
  { id: 'qlsql.pools.clearGroup', run: renew('clear', 'Closing idle connections of') },
  { id: 'qlsql.pools.reconnectGroup', run: renew('reconnect', 'Reconnecting') },
  { id: 'qlsql.pools.dropGroup', run: dropGroup },
];

const details: Readonly<Record<GroupType, { readonly detail: string; readonly options: readonly string[] }>> =
  {
    READ_WRITE: {
      detail: 'Reads to one pool, writes and transactions to the other',
      options: [
        "read = JSON_BUILD_OBJECT('maxPoolSize', ${2:100})",
        "write = JSON_BUILD_OBJECT('maxPoolSize', ${3:50})",
      ],
    },
    TENANT: {
      detail: 'A pool for each tenant, opened when first used, under a common limit',
      options: ["tenants = ARRAY['${2:acme}', '${3:globex}']", 'maxConnections = ${4:200}'],
    },
    REGION: {
      detail: 'To the best region that answers',
      options: [
        "regions = JSON_BUILD_OBJECT(\n    '${2:eu}', JSON_BUILD_OBJECT('connection', '${3:profile}'),\n    '${4:us}', JSON_BUILD_OBJECT('connection', '${5:profile}')\n  )",
      ],
    },
    PRIORITY: {
      detail: 'Lanes for critical, high, normal and low; the lower ones refuse when they are full',
      options: ["low = JSON_BUILD_OBJECT('maxPoolSize', ${2:25}, 'maxQueued', ${3:10})"],
    },
    BATCH: {
      detail: 'Documents in batches, several at a time, in any order',
      options: ['batchSize = ${2:1000}', 'concurrency = ${3:4}'],
    },
  };

/** Asks for the type and writes the statement. */
async function createGroup(): Promise<void> {
  const items = groupTypes.map((type) => ({ label: type, detail: details[type].detail }));
  const chosen = await window.showQuickPick(items, { placeHolder: 'What decides where a statement goes?' });
  if (!chosen) return;
  const lines = details[chosen.label].options.map((option) => `  ${option}`).join(',\n');
  const head = `CREATE CONNECTION_POOL_GROUP \${1:name} TYPE ${chosen.label} WITH (`;
  await writeStatement(new SnippetString(`${head}\n${lines}\n);\n`));
}

async function pauseGroup(services: Services, argument: unknown): Promise<void> {
  const { groups } = services.catalog;
  const name = await pickGroup(services, argument);
  if (name !== undefined) await untilAtRest(name, (limits) => groups.find(name).hold.pauseAtRest(limits));
}

async function resumeGroup(services: Services, argument: unknown): Promise<void> {
  const name = await pickGroup(services, argument);
  if (name !== undefined) services.catalog.groups.find(name).hold.resume();
}

/** Gives each open pool of a group new connections. What fails is told in the pools' own words. */
function renew(how: 'clear' | 'reconnect', doing: string): CommandRow['run'] {
  return async (services, argument) => {
    const name = await pickGroup(services, argument);
    if (name === undefined) return;
    const progress = { location: ProgressLocation.Window, title: `${doing} ${name}` };
    try {
      await window.withProgress(progress, () => services.catalog.groups.find(name).renew(how));
    } catch (error) {
      void window.showErrorMessage(redactUris(error instanceof Error ? error.message : String(error)));
    }
  };
}

async function dropGroup(services: Services, argument: unknown): Promise<void> {
  const name = await pickGroup(services, argument);
  if (name === undefined) return;
  const yes = 'Drop Group';
  const detail = 'Its pools are closed. What runs through them may end first; new work is refused.';
  const question = `Drop the group ${sqlName(name)} and its pools?`;
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes)
    await services.catalog.groups.drop(name);
}
