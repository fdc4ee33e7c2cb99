// Runs cases whose answers PostgreSQL gave, and says how many of them QLSQL answers alike:
//
//   npm run conformance [-- --dir DIR] [--uri URI] [--group A,B] [--id ID,…] [--json FILE] [--failures N] [--in-process]
//
// With --in-process they run in the executor of virtual tables, without a server. A folder holds a file for each group: `{ group, tables, cases }`; the project's own cases lie beside this file. `refused` are statements
// that a problem names as not available; a wrong answer (`fail`) and anything else that went wrong (`error`) are counted apart. Cases that
// differences.json lists are answered otherwise on purpose: they are counted as `differs`, with the reason.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { difference, mutates } from './compare.ts';
import type { Case } from './compare.ts';

interface Table {
  key: string;
  docs?: readonly unknown[];
  readonly docsFile?: string;
}

interface Group {
  readonly group: string;
  readonly tables: Readonly<Record<string, Table>>;
  readonly cases: readonly Case[];
}

type Status = 'pass' | 'differs' | 'fail' | 'refused' | 'error';

interface Result {
  readonly id: string;
  readonly group: string;
  readonly level: number;
  readonly status: Status;
  readonly why?: string;
  readonly ms: number;
}

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string', default: join(import.meta.dirname, 'cases') },
    uri: { type: 'string' },
    group: { type: 'string' },
    id: { type: 'string' },
    json: { type: 'string' },
    failures: { type: 'string', default: '10' },
    'in-process': { type: 'boolean', default: false },
  },
});

const engine = await (options['in-process'] ? import('./in-process-adapter.mjs') : import('./adapter.mjs'));

const onPurpose = new Map(
  (
    JSON.parse(readFileSync(join(import.meta.dirname, 'differences.json'), 'utf8')) as readonly {
      readonly case: string;
      readonly reason: string;
    }[]
  ).map((each) => [each.case, each.reason]),
);

function readGroups(directory: string): readonly Group[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const path = join(directory, file);
      const group = JSON.parse(readFileSync(path, 'utf8')) as Group;
      for (const [key, table] of Object.entries(group.tables)) {
        table.key = key;
        if (table.docsFile !== undefined) {
          table.docs = JSON.parse(readFileSync(join(dirname(path), table.docsFile), 'utf8')) as unknown[];
        }
      }
      return group;
    });
}

async function runCase(group: Group, each: Case): Promise<Result> {
  const started = performance.now();
  const result = (status: Status, why?: string): Result => ({
    id: each.id,
    group: group.group,
    level: each.level,
    status,
    ...(why === undefined ? {} : { why }),
    ms: Math.round((performance.now() - started) * 10) / 10,
  });
  const setup = { id: each.tables.join('+'), tables: each.tables.map((key) => group.tables[key]) };
  try {
    const got = await engine.run(setup, each.sql, { mutates: mutates(each) });
    const why = difference(each, got.rows);
    if (why === undefined) return result('pass');
    const reason = onPurpose.get(each.id);
    return reason === undefined ? result('fail', why) : result('differs', reason);
  } catch (error) {
    const refused = (error as { code?: unknown }).code === 'UNSUPPORTED';
    return result(refused ? 'refused' : 'error', error instanceof Error ? error.message : String(error));
  }
}

const line = (name: string, results: readonly Result[]): string => {
  const count = (status: Status) =>
    String(results.filter((each) => each.status === status).length).padStart(6);
  const share = ((100 * results.filter((each) => each.status === 'pass').length) / results.length).toFixed(1);
  const counts = (['pass', 'differs', 'fail', 'refused', 'error'] as const).map(count).join('  ');
  return `${name.padEnd(26)} ${String(results.length).padStart(5)}  ${counts}  ${share.padStart(6)} %`;
};

const only = (list: string | undefined) => (list === undefined ? undefined : new Set(list.split(',')));
const [groups, ids] = [only(options.group), only(options.id)];
const results: Result[] = [];
await engine.open(options.uri === undefined ? {} : { uri: options.uri });
try {
  for (const group of readGroups(resolve(options.dir))) {
    if (groups && !groups.has(group.group)) continue;
    for (const each of group.cases) if (!ids || ids.has(each.id)) results.push(await runCase(group, each));
  }
} finally {
  await engine.close();
}
const differing = results.filter((each) => each.status === 'differs');
const bad = results.filter((each) => each.status !== 'pass' && each.status !== 'differs');
for (const each of bad.slice(0, Number(options.failures)))
  console.log(`${each.status} ${each.id}: ${each.why ?? ''}`);
for (const each of differing) console.log(`differs on purpose ${each.id}: ${each.why ?? ''}`);
console.log(`${'group'.padEnd(26)} cases    pass  differs   fail  refused   error`);
for (const name of new Set(results.map((each) => each.group))) {
  console.log(
    line(
      name,
      results.filter((each) => each.group === name),
    ),
  );
}
console.log(line('all', results));
if (options.json !== undefined) {
  const tally = (list: readonly Result[]) => {
    const count = (status: Status) => list.filter((each) => each.status === status).length;
    const ms = list.reduce((sum, each) => sum + each.ms, 0);
    return {
      n: list.length,
      pass: count('pass'),
      differs: count('differs'),
      fail: count('fail'),
      refused: count('refused'),
      error: count('error'),
      ms,
    };
  };
  const byGroup = Object.fromEntries(
    [...new Set(results.map((each) => each.group))].map((name) => [
      name,
      tally(results.filter((each) => each.group === name)),
    ]),
  );
  writeFileSync(
    options.json,
    `${JSON.stringify({ at: new Date().toISOString(), total: tally(results), groups: byGroup, results })}\n`,
  );
}
process.exitCode = bad.length > 0 ? 1 : 0;
