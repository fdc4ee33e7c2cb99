import assert from 'node:assert/strict';
import { Double, MongoClient, ObjectId } from 'mongodb';
import type { Db, Document } from 'mongodb';
import type { Command, Read } from '../../dialect/src/index.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';
import { cases } from './index-cases.ts';

const day = 86_400_000;
const hexOf = (n: number): string => n.toString(16).padStart(24, '0');

/** The same where query operators do not say all of it: an expression has the last word on what the index finds. */
const narrowed: readonly (readonly [sql: string, ...found: string[]])[] = [
  [`SELECT kind FROM events WHERE page @> '{"url": "/p3"}'::json`, 'page.url_1 ["/p3", "/p3"]'],
  [`SELECT kind FROM events WHERE '{"ms": 3, "url": "/p3"}'::json <@ page`, 'page.url_1 ["/p3", "/p3"]'],
  [
    'SELECT name, (SELECT COUNT(*) FROM events e WHERE e.value > p.age) FROM people p WHERE id = 3',
    'id_1 [3, 3]',
    '$lookup by value_1',
  ],
  [
    'SELECT kind, (SELECT COUNT(*) FROM people p WHERE p.joined >= e.at) FROM events e WHERE value = 3',
    'value_1 [3, 3]',
    '$lookup by joined_-1',
  ],
  ["SELECT kind FROM events WHERE page.marks && ARRAY['m1', 'm2']", 'page.marks_1 ["m1", "m1"] ["m2", "m2"]'],
  // Of a field that nobody declared only instants have a beginning of a day.
  [
    "SELECT kind FROM events WHERE DATE_TRUNC('month', seen) = '2024-02-01'",
    'seen_1_number_1 [new Date(1706745600000), new Date(1709251200000)), [MinKey, MaxKey]',
  ],
  [
    "SELECT kind FROM events WHERE kind = 'kind 3' AND DATE_TRUNC('day', at) >= '2024-12-01'",
    'kind_1_at_-1 ["kind 3", "kind 3"], [new Date(9223372036854775807), new Date(1733011200000)]',
  ],
  // Of several equalities a join looks by the one that an index serves.
  [
    'SELECT e.kind, p.name FROM events e JOIN people p ON p.age = e.value AND p.id = e.person WHERE e.value = 7',
    'value_1 [7, 7]',
    '$lookup by id_1',
  ],
  [
    'SELECT e.kind FROM events e JOIN people p ON p.name = e.kind AND p.id = e.person WHERE e.value = 7',
    'value_1 [7, 7]',
    '$lookup by id_1',
  ],
  [
    'SELECT name, (SELECT e.kind FROM events e WHERE e.at = p.joined AND e.person = p.id ORDER BY e.value LIMIT 1) FROM people p WHERE id = 3',
    'id_1 [3, 3]',
    'SORT',
    '$lookup by person_1',
  ],
];

/** What an explanation repeats, and plans that were not taken. */
const aside: ReadonlySet<string> = new Set(['command', 'rejectedPlans', 'executionStats', 'slotBasedPlan']);

/** Where a plan reads, in order: index scans with their bounds, joins with their index, scans of a collection, sorts in memory. */
function scansOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scansOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Document;
  const inner = Object.entries(node).flatMap(([name, each]) => (aside.has(name) ? [] : scansOf(each)));
  return [...inner, ...scanOf(node)];
}

function scanOf(node: Document): readonly string[] {
  if ('$lookup' in node) return [`$lookup by ${[node['indexesUsed']].flat().join(', ') || 'no index'}`];
  switch (node['stage']) {
    case 'IXSCAN':
      return [`${String(node['indexName'])} ${boundsOf(node)}`];
    case 'DISTINCT_SCAN':
      return [`DISTINCT_SCAN ${String(node['indexName'])} ${boundsOf(node)}`];
    case 'COUNT_SCAN':
      return [`COUNT_SCAN ${String(node['indexName'])}`];
    case 'EQ_LOOKUP':
      return [`$lookup by ${String(node['indexName'] ?? 'no index')}`];
    case 'COLLSCAN':
    case 'SORT':
      return [String(node['stage'])];
    default:
      return '$sort' in node ? ['SORT'] : [];
  }
}

/** The values under a name, anywhere in a plan. */
function numbersNamed(name: string, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && typeof inner === 'number' ? [inner] : numbersNamed(name, inner),
  );
}

const boundsOf = ({ indexBounds }: Document): string =>
  Object.values(indexBounds as Record<string, string[]>)
    .map((ranges) => ranges.join(' '))
    .join(', ');

interface CollectionRead {
  readonly collection: string;
  readonly pipeline: readonly Document[];
}

/** What a command reads of collections: a query's pipeline, what a write looks for. */
function readsOf(command: Command): readonly CollectionRead[] {
  const ofRead = ({ source, pipeline }: Read) =>
    source.kind === 'collection' ? [{ collection: source.collection, pipeline }] : [];
  if (command.kind === 'query') return ofRead(command);
  assert.equal(command.kind, 'steps');
  return command.steps.flatMap((step) => {
    if (step.kind !== 'write') return [];
    const { collection, direct, read } = step;
    return direct ? [{ collection, pipeline: [{ $match: direct.filter }] }] : ofRead(read);
  });
}

describe('the server finds documents by an index', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let db: Db;
  let bench: Workbench;

  before(async () => {
    const mongo = await singleMongo();
    const name = freshDatabase();
    client = await MongoClient.connect(mongo.uri);
    db = client.db(name);
    await fill(db);
    bench = new Workbench(mongo, name);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  async function explain({ collection, pipeline }: CollectionRead): Promise<readonly string[]> {
    const answer = await db
      .collection(collection)
      .aggregate([...pipeline])
      .explain('executionStats');
    return scansOf(answer);
  }

  async function found(sql: string, withExpression = false): Promise<readonly string[]> {
    const { command, problems } = await bench.session.compile(sql);
    assert.ok(command, `${sql}: ${problems.map(({ message }) => message).join(' ')}`);
    const reads = readsOf(command);
    assert.equal(JSON.stringify(reads).includes('$expr'), withExpression, sql);
    const lines: string[] = [];
    for (const read of reads) lines.push(...(await explain(read)));
    return lines;
  }

  for (const [sql, ...expected] of cases)
    it(sql, async () => {
      assert.deepEqual(await found(sql), expected);
    });
  for (const [sql, ...expected] of narrowed)
    it(sql, async () => {
      assert.deepEqual(await found(sql, true), expected);
    });

  it('MIN and MAX look at one key for each end', async () => {
    const { command } = await bench.session.compile('SELECT MIN(score), MAX(score) FROM people');
    const [read] = command ? readsOf(command) : [];
    assert.ok(read);
    const answer = await db
      .collection(read.collection)
      .aggregate([...read.pipeline])
      .explain('executionStats');
    assert.deepEqual(numbersNamed('keysExamined', answer), [1, 1]);
    const { rows } = await bench.done('SELECT MIN(score), MAX(score) FROM people');
    assert.deepEqual(rows, [[0, 399 / 8]]);
  });
});

/** `people` with a validator, `events` known by samples. */
async function fill(db: Db): Promise<void> {
  const schema = {
    bsonType: 'object',
    required: ['id', 'name'],
    properties: {
      _id: {},
      id: { bsonType: 'int' },
      name: { bsonType: 'string' },
      city: { bsonType: ['string', 'null'] },
      age: { bsonType: ['int', 'null'] },
      score: { bsonType: ['double', 'null'] },
      joined: { bsonType: ['date', 'null'] },
      tags: { bsonType: ['array', 'null'], items: { bsonType: 'string' } },
      boss: { bsonType: ['objectId', 'null'] },
    },
  };
  await db.createCollection('people', { validator: { $jsonSchema: schema } });
  const people = Array.from({ length: 400 }, (_, n) => ({
    _id: new ObjectId(hexOf(n)),
    id: n,
    name: `name ${n % 100}`,
    city: n % 7 === 0 ? null : `city ${n % 20}`,
    age: n % 80,
    score: new Double(n / 8),
    joined: new Date(Date.UTC(2024, 0, 1) + n * day),
    tags: [`t${n % 5}`, `u${n % 9}`],
    boss: new ObjectId(hexOf(n % 10)),
  }));
  await db.collection('people').insertMany(people);
  await db
    .collection('people')
    .createIndexes([
      { key: { id: 1 }, unique: true },
      { key: { name: 1 } },
      { key: { city: 1, age: 1 } },
      { key: { score: 1 } },
      { key: { joined: -1 } },
      { key: { tags: 1 } },
      { key: { boss: 1 } },
    ]);
  const events = Array.from({ length: 400 }, (_, n) => ({
    number: n,
    kind: `kind ${n % 10}`,
    person: n % 50,
    at: new Date(Date.UTC(2024, 0, 1) + n * day),
    seen: new Date(Date.UTC(2024, 0, 1) + (n % 90) * day),
    by: new ObjectId(hexOf(n % 30)),
    value: n,
    page: { url: `/p${n % 40}`, ms: n, marks: [`m${n % 5}`] },
    marks: [`m${n % 5}`],
  }));
  await db.collection('events').insertMany(events);
  await db
    .collection('events')
    .createIndexes([
      { key: { kind: 1, at: -1 } },
      { key: { person: 1 } },
      { key: { by: 1 } },
      { key: { value: 1 } },
      { key: { 'page.url': 1 } },
      { key: { 'page.marks': 1 } },
      { key: { marks: 1 } },
      { key: { number: 1 }, unique: true },
      { key: { seen: 1, number: 1 } },
    ]);
}
