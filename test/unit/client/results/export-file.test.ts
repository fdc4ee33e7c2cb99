import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EJSON, Int32, Long } from 'bson';
import { ExportFile } from '../../../../client/src/results/export-file.ts';
import { exportFormats, type ExportFormatId } from '../../../../client/src/results/export-format.ts';

describe('an export', () => {
  let folder: string;
  const format = (id: ExportFormatId) => exportFormats.find((each) => each.id === id) ?? assert.fail(id);
  const target = () => path.join(folder, 'result');
  const names = [{ name: 'a' }, { name: 'b' }];
  const big = Long.fromString('9007199254740993');

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'qlsql-export-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function written(id: ExportFormatId, ...batches: unknown[][][]): Promise<string> {
    const file = new ExportFile(target(), format(id));
    await file.columns(names);
    for (const batch of batches) await file.rows(batch);
    await file.finish();
    assert.deepEqual(readdirSync(folder), ['result']);
    return readFileSync(target(), 'utf8');
  }

  it('as CSV has a heading, and quotes what needs it', async () => {
    assert.equal(
      await written('csv', [['x, "y"', big]], [[null, { c: [1] }]]),
      'a,b\r\n"x, ""y""",9007199254740993\r\n,"{""c"":[1]}"\r\n',
    );
  });

  it('as NDJSON has a document on each line, without what is missing', async () => {
    assert.equal(
      await written('ndjson', [[1, undefined]], [['z', big]]),
      '{"a":1}\n{"a":"z","b":{"$numberLong":"9007199254740993"}}\n',
    );
  });

  for (const id of ['json', 'ejson'] as const)
    it(`as ${id.toUpperCase()} is an array over all batches, and over none`, async () => {
      const text = await written(id, [[1, 2]], [[3, 4]]);
      assert.deepEqual(EJSON.parse(text), [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ]);
      rmSync(target());
      assert.deepEqual(JSON.parse(await written(id)), []);
    });

  it('as EJSON writes every type out', async () => {
    assert.match(await written('ejson', [[new Int32(1), big]]), /"a":\{"\$numberInt":"1"\}/);
  });

  it('leaves what was there until it is whole, and nothing behind when it is given up', async () => {
    writeFileSync(target(), 'before');
    const file = new ExportFile(target(), format('csv'));
    await file.columns(names);
    await file.rows([[1, 2]]);
    assert.equal(readFileSync(target(), 'utf8'), 'before');
    await file.discard();
    assert.deepEqual(readdirSync(folder), ['result']);
    assert.equal(readFileSync(target(), 'utf8'), 'before');
  });

  it('waits for the disk', async () => {
    const file = new ExportFile(target(), format('csv'));
    await file.columns(names);
    const batch = Array.from({ length: 500 }, () => ['x'.repeat(200), 1]);
    for (let n = 0; n < 20; n++) await file.rows(batch);
    await file.finish();
    assert.equal(file.count, 10_000);
    assert.equal(readFileSync(target(), 'utf8').split('\r\n').length, 10_002);
  });

  it('tells where it cannot be written', async () => {
    const file = new ExportFile(path.join(folder, 'missing', 'result'), format('csv'));
    await assert.rejects(async () => {
      await file.columns(names);
      await file.finish();
    }, /ENOENT/);
    await file.discard();
  });
});
