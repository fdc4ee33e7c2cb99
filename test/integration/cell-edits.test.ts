import assert from 'node:assert/strict';
import { Decimal128, Double, EJSON, Int32, Long, ObjectId, type Document } from 'bson';
import type { Db, MongoClient } from 'mongodb';
import { CellEdits } from '../../client/src/results/cell-edits.ts';
import { ResultRun } from '../../client/src/results/result-run.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

/** The driver has its own copy of the types: their text tells what they are. */
const exact = (value: unknown): string => EJSON.stringify(value, { relaxed: false });

describe('a cell that is edited', () => {
  let bench: Workbench;
  let client: MongoClient;
  const onDatabase = <Result>(work: (db: Db) => Promise<Result>) => work(client.db());
  const id = new ObjectId();
  const edits = new CellEdits((_, { text, parameters }, sink, access) =>
    bench.session.run(text, sink, {
      parameters,
      exactNumbers: true,
      ...(access === 'read' ? { readsOnly: true } : {}),
    }),
  );

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
  });
  after(async () => {
    await bench.close();
    await client.db().dropDatabase();
    await client.close();
  });

  beforeEach(async () => {
    await onDatabase((db) => db.dropDatabase());
    await onDatabase((db) =>
      db.collection<Document>('people').insertOne({
        _id: id,
        name: 'Ada',
        int: new Int32(1),
        long: new Long(2),
        double: new Double(3),
        decimal: Decimal128.fromString('4.50'),
        born: new Date(0),
        tags: ['a', 'b'],
        items: [{ n: 1 }],
        address: { city: 'Bern' },
      }),
    );
  });

  async function result(sql: string): Promise<ResultRun> {
    const statement = { uri: '', fileName: 'a.qlsql', version: 1, text: sql, start: 0, line: 1 };
    const run = new ResultRun(1, statement, { ahead: 100, bound: 100 }, () => undefined);
    run.finish(await bench.session.run(sql, run, { exactNumbers: true }));
    return run;
  }

  /** Types a text into a column of the first row: what is told, and the field with its type as the server has it. */
  async function edit(name: string, text: string, members: readonly number[] = []): Promise<string> {
    const run = await result('SELECT * FROM people');
    const column = run.columnNames.indexOf(name);
    const begun = await edits.begin(run, { row: 0, column, members });
    if ('note' in begun) return begun.note;
    return (await edits.write(run, text)).note;
  }

  const now = async (): Promise<Document> => {
    const found = await onDatabase((db) => db.collection('people').findOne({}, { promoteValues: false }));
    return found ?? assert.fail('the document is there');
  };

  it('keeps the type of its field', async () => {
    for (const [name, value] of [
      ['name', 'Eve'],
      ['int', new Int32(42)],
      ['long', new Long(42)],
      ['double', new Double(42)],
      ['decimal', Decimal128.fromString('42')],
    ] as const) {
      assert.equal(await edit(name, typeof value === 'string' ? value : '42'), `${name} was written.`);
      assert.equal(exact((await now())[name]), exact(value));
    }
    await edit('born', '2024-02-29');
    assert.deepEqual((await now())['born'], new Date('2024-02-29'));
  });

  it('within a document, and an element of an array', async () => {
    assert.equal(await edit('address', 'Basel', [0]), 'address.city was written.');
    assert.equal(await edit('tags', 'z', [1]), 'tags[1] was written.');
    const { address, tags } = await now();
    assert.deepEqual([address, tags], [{ city: 'Basel' }, ['a', 'z']]);
  });

  it('is refused with a reason where it cannot be', async () => {
    assert.match(await edit('_id', '1'), /never changes the _id/);
    assert.match(await edit('tags', '[]'), /by its members/);
    assert.match(await edit('items', '2', [0, 0]), /element of an array/);
    assert.match(await edit('int', 'many'), /whole number/);
  });

  it('is read again, and taken back in the type that it had', async () => {
    const run = await result('SELECT _id, long FROM people');
    await edits.begin(run, { row: 0, column: 1, members: [] });
    const told = await edits.write(run, '7');
    assert.deepEqual([told.canUndo, exact(run.rowsHeld.row(0)?.[1])], [true, exact(new Long(7))]);
    assert.equal((await edits.undo(run)).note, 'long was written.');
    assert.equal(exact((await now())['long']), exact(new Long(2)));
    assert.equal(exact(run.rowsHeld.row(0)?.[1]), exact(new Long(2)));
    assert.match((await edits.undo(run)).note, /nothing to take back/);
  });

  it('writes nothing over what somebody else wrote since', async () => {
    const run = await result('SELECT _id, name FROM people');
    await edits.begin(run, { row: 0, column: 1, members: [] });
    await onDatabase((db) => db.collection('people').updateOne({}, { $set: { name: 'Bob' } }));
    assert.match((await edits.write(run, 'Eve')).note, /has changed since/);
    assert.equal((await now())['name'], 'Bob');
    assert.equal(run.rowsHeld.row(0)?.[1], 'Bob');
  });

  it('shows the UPDATE that would run', async () => {
    const run = await result('SELECT _id, name FROM people');
    await edits.begin(run, { row: 0, column: 1, members: [] });
    assert.equal(
      edits.preview(run, "O'Hara")?.statement,
      `UPDATE people SET name = 'O''Hara' WHERE _id = objectid '${id.toHexString()}' AND name IS NOT DISTINCT FROM 'Ada'`,
    );
    assert.equal(edits.preview(run, 'null')?.reading.ok, true);
  });
});
