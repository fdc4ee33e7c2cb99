import assert from 'node:assert/strict';
import { castType, castTypeNames } from '../../../../dialect/src/functions/casts/type-name.ts';
import { clauseRows, operatorRows, typeRows, wordRow } from '../../../../dialect/src/words/index.ts';
import * as engine from '../../../conformance/in-process-adapter.mjs';

const rows = [...operatorRows, ...clauseRows];

async function textOf(sql: string): Promise<string> {
  const { rows: found } = await engine.run({ tables: [] }, `SELECT (${sql})::text AS v`);
  return found.flat().map(String).join();
}

describe('the words of the language', () => {
  before(() => engine.open());

  it('are told of once each, in sentences', () => {
    const names = rows.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    for (const { documentation } of [...rows, ...Object.values(typeRows)])
      assert.match(documentation, /^[^]*[.]$/, documentation);
    assert.equal(wordRow('LEFT OUTER JOIN')?.name, 'LEFT JOIN');
    assert.equal(wordRow('constructor'), undefined);
  });

  it('have a row for each type that a cast can name', () => {
    for (const name of castTypeNames) {
      const type = castType({
        kind: 'TypeName',
        name,
        modifiers: [],
        arrayDimensions: 0,
        span: { start: 0, end: 0 },
      });
      assert.ok(type && Object.hasOwn(typeRows, type.name), name);
    }
  });

  for (const { name, example } of [
    ...operatorRows,
    ...Object.entries(typeRows).map(([name, { example }]) => ({ name, example })),
  ])
    if (example)
      it(`${name}: ${example.sql} is ${example.result}`, async () => {
        assert.equal(await textOf(example.sql), example.result);
      });
});
