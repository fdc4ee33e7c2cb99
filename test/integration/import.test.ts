import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EJSON } from 'bson';
import type { MongoClient } from 'mongodb';
import { checkImport, importFile, type ImportOptions } from '../../client/src/import/import-file.ts';
import { planImport, type GivenPlan } from '../../client/src/import/import-plan.ts';
import { failureLines, reportWords } from '../../client/src/import/import-words.ts';
import type { ConnectionRole } from '../../client/src/run/connections.ts';
import type { WriteQuestion } from '../../client/src/run/session-state.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('import of a file', () => {
  let client: MongoClient;
  let bench: Workbench;
  let folder: string;
  const roles: { shop: ConnectionRole } = { shop: 'dev' };

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'qlsql-import-'));
    bench = new Workbench(await singleMongo(), freshDatabase(), { roles });
    client = await bench.client();
  });

  after(async () => {
    await bench.close();
    await client.db().dropDatabase();
    await client.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    roles.shop = 'dev';
    await client.db().dropDatabase();
  });

  const fileOf = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  async function bring(file: string, options: ImportOptions = {}, given?: GivenPlan) {
    const plan = await planImport(file, given);
    return await importFile(file, plan, { session: bench.session, target: { collection: 'goods' } }, options);
  }

  const held = async (): Promise<string[]> =>
    (
      await client
        .db()
        .collection('goods')
        .find({}, { promoteValues: false, sort: { _id: 1 } })
        .toArray()
    ).map((document) => EJSON.stringify(document, { relaxed: false }));

  it('keeps _id and types of Extended JSON, and the collection is known at once', async () => {
    const documents = [
      '{"_id":{"$oid":"65f000000000000000000001"},"n":{"$numberLong":"5"},"d":{"$date":{"$numberLong":"0"}}}',
      '{"_id":{"$oid":"65f000000000000000000002"},"n":{"$numberDouble":"5.0"},"s":"x"}',
    ];
    const report = await bring(fileOf('goods.json', `[${documents.join(',\n')}]`));
    assert.deepEqual(await held(), documents);
    assert.equal(reportWords(report, 'goods', false), '2 documents were imported into goods.');
    assert.equal(report.pool, 'default');
    const known = bench.catalog.catalog({ pool: undefined }).collections.find(({ name }) => name === 'goods');
    assert.deepEqual(known?.fields.map(({ name }) => name).sort(), ['_id', 'd', 'n', 's']);
  });

  it('writes what can be written, and tells by line what was not and why', async () => {
    const file = fileOf('goods.csv', '_id,n\n1,1\n2,two\n1,3\n4,4\n');
    const given = { types: new Map([['n', 'int']] as const) };
    const report = await bring(file, {}, given);
    assert.deepEqual(await held(), [
      '{"_id":{"$numberInt":"1"},"n":{"$numberInt":"1"}}',
      '{"_id":{"$numberInt":"4"},"n":{"$numberInt":"4"}}',
    ]);
    assert.equal(reportWords(report, 'goods', false), '2 documents were imported into goods. 2 were not.');
    const [second, fourth] = failureLines(report);
    assert.equal(second, 'line 3: n: two is no int.');
    assert.match(fourth ?? '', /^line 4: E11000 duplicate key/);
  });

  it('only looks where it is asked to check', async () => {
    const file = fileOf('goods.ndjson', '{"n":1}\nnothing\n{"n":2}\n');
    const report = await checkImport(file, await planImport(file));
    assert.equal(reportWords(report, 'goods', true), '2 documents can be imported into goods. 1 cannot.');
    assert.deepEqual(await held(), []);
  });

  it('is refused on a read-only connection, and asked about on one of confirm', async () => {
    const file = fileOf('goods.ndjson', '{"n":1}\n{"n":2}\n');
    roles.shop = 'read-only';
    const refused = await bring(file);
    assert.match(reportWords(refused, 'goods', false), /^The connection shop is read-only.* \(QL5060\)$/);
    roles.shop = 'confirm';
    assert.match(reportWords(await bring(file), 'goods', false), /\(QL5061\)$/);
    const asked: WriteQuestion[] = [];
    const answer = (yes: boolean) => (question: WriteQuestion) => {
      asked.push(question);
      return Promise.resolve(yes);
    };
    assert.equal((await bring(file, { confirm: answer(false) })).cancelled, true);
    assert.deepEqual(await held(), []);
    assert.equal((await bring(file, { confirm: answer(true) })).documents, 2);
    assert.equal((await held()).length, 2);
    const change = { collection: 'goods', count: 2, samples: ['insert {"n":1}', 'insert {"n":2}'] };
    const question = {
      ...{ connection: 'shop', effects: [{ verb: 'IMPORT', place: 'goods' }], changes: [change] },
    };
    assert.deepEqual(asked, [question, question]);
  });

  it('ends where it is cancelled, and knows how much it wrote', async () => {
    const file = fileOf('goods.csv', `n\n${Array.from({ length: 100_000 }, (_, n) => n).join('\n')}\n`);
    const abort = new AbortController();
    const told = ({ written }: { written: number }) => void (written > 0 && abort.abort());
    const report = await bring(file, { signal: abort.signal, told });
    assert.equal(report.cancelled, true);
    assert.equal(report.documents, (await held()).length);
    assert.ok(report.documents < 100_000);
  });

  it('says so where the file as a whole cannot be read', async () => {
    const file = fileOf('goods.csv', 'name\nfirst\n');
    const plan = await planImport(file);
    rmSync(file);
    const report = await importFile(file, plan, { session: bench.session, target: { collection: 'goods' } });
    assert.match(reportWords(report, 'goods', false), /ENOENT/);
  });
});
