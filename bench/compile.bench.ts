// From the text of a statement to its pipeline (parse, analyze, plan, compile), beside two other translators of SQL for MongoDB: on the same
// statements, in turn, in one run. They know nothing of collections, types or NULL; this compiler binds every name in a catalogue.
// Then how the time grows with the size of a statement: twice the size should take about twice the time.
//
//   node bench/compile.bench.ts [rounds] [milliseconds of a slice]
import { shop } from '../test/unit/dialect/shop-catalog.ts';
import { analyze, compile, parseStatement, plan } from '../dialect/src/index.ts';
import type { Environment } from '../dialect/src/index.ts';
import { contest, median, tell } from './peers/contest.ts';
import { loadPeers } from './peers/peers.ts';
import { statements } from './peers/statements.ts';

const rounds = Number(process.argv[2] ?? 20);
const sliceMs = Number(process.argv[3] ?? 3);

const version = { serverVersion: [6, 0, 5] };
const environment: Environment = { now: new Date(), parameters: {}, variables: {}, virtualRows: () => [] };

function pipelineOf(sql: string): unknown {
  const { statement } = parseStatement(sql);
  const { bound, problems } = statement ? analyze(statement, shop) : { bound: undefined, problems: [] };
  const made = bound && compile(plan(bound), environment, version);
  if (made?.command) return made.command;
  const told = [...problems, ...(made?.problems ?? [])].map(({ message }) => message);
  throw new Error(`${sql}: ${told.join(' ')}`);
}

for (const sql of statements) pipelineOf(sql);

const { noql, queryLeaf } = await loadPeers();
const contestants = [
  { name: 'qlsql', work: pipelineOf },
  { name: '@synatic/noql', work: noql },
  { name: '@queryleaf/lib', work: queryLeaf },
];
const times = contest(contestants, statements, { rounds, sliceMs });
console.log(
  `${statements.length} statements to pipelines, medians of ${rounds} rounds; ratio: theirs over ours`,
);
tell(contestants, times);
const own = (times[0] ?? []).filter((time) => time !== undefined);
console.log(
  `a typical statement: ${median(own).toFixed(0)} µs; the slowest: ${Math.max(...own).toFixed(0)} µs`,
);

const inputs = new Map(
  statements.map((sql) => {
    const { statement } = parseStatement(sql);
    const bound = statement && analyze(statement, shop).bound;
    if (!statement || !bound) throw new Error(sql);
    return [sql, { statement, bound, planned: plan(bound) }] as const;
  }),
);

/** A phase's work on what the phases before it made of a statement. */
function phase(work: (input: NonNullable<ReturnType<typeof inputs.get>>) => unknown) {
  return (sql: string): unknown => {
    const input = inputs.get(sql);
    return input && work(input);
  };
}

const phases = [
  { name: 'parse', work: (sql: string): unknown => parseStatement(sql) },
  { name: 'analyze', work: phase(({ statement }) => analyze(statement, shop)) },
  { name: 'plan', work: phase(({ bound }) => plan(bound)) },
  { name: 'compile', work: phase(({ planned }) => compile(planned, environment, version)) },
];
const shares = contest(phases, statements, { rounds, sliceMs }).map(
  (each) => each.reduce<number>((sum, time) => sum + (time ?? 0), 0) / statements.length,
);
const all = shares.reduce((sum, time) => sum + time, 0);
const told = phases.map(({ name }, at) => {
  const time = shares[at] ?? NaN;
  return `${name} ${time.toFixed(1)} µs (${Math.round((time / all) * 100)} %)`;
});
console.log(`by phase, a statement: ${told.join(', ')}`);

const growth: readonly { what: string; sizes: readonly number[]; sql: (size: number) => string }[] = [
  {
    what: 'ANDed comparisons',
    sizes: [25, 50, 100, 200],
    sql: (size) =>
      `SELECT id FROM customers WHERE ${some(size, (n) => `${n % 2 === 0 ? 'id' : 'name'} <> ${n % 2 === 0 ? n : `'n${n}'`}`).join(' AND ')}`,
  },
  {
    what: 'joins',
    sizes: [2, 4, 8, 16],
    sql: (size) =>
      `SELECT t0.id FROM orders t0 ${some(size, (n) => `JOIN customers t${n + 1} ON t${n + 1}.id = t${n}.id`).join(' ')} WHERE t${size}.city = 'Oslo'`,
  },
  {
    what: 'nested derived tables',
    sizes: [5, 10, 20, 40],
    sql: (size) =>
      some(size, (n) => n).reduce(
        (inner, n) => `SELECT id, name FROM (${inner}) t${n} WHERE id > ${n}`,
        'SELECT id, name FROM customers',
      ),
  },
  {
    what: 'columns with expressions',
    sizes: [25, 50, 100, 200],
    sql: (size) => `SELECT ${some(size, (n) => `id * ${n} + 1 AS c${n}`).join(', ')} FROM customers`,
  },
];

function some<T>(size: number, make: (n: number) => T): readonly T[] {
  return Array.from({ length: size }, (_, n) => make(n));
}

console.log('\nhow the time grows, µs (times as long as half the size)');
for (const { what, sizes, sql } of growth) {
  const [taken = []] = contest([{ name: 'qlsql', work: pipelineOf }], sizes.map(sql), {
    rounds,
    sliceMs: 10,
  });
  const figures = sizes.map((size, index) => {
    const [time = NaN, half] = [taken[index], taken[index - 1]];
    const ratio = half === undefined ? '' : ` (${(time / half).toFixed(2)})`;
    return `${size}: ${time.toFixed(0)}${ratio}`;
  });
  console.log(`${what.padEnd(26)} ${figures.join('   ')}`);
}
