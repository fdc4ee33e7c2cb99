import assert from 'node:assert/strict';
import {
  analyze,
  compile,
  emptyCatalog,
  hasErrors,
  parseStatement,
  plan,
} from '../../../../dialect/src/index.ts';
import { printValue } from '../../../../dialect/src/functions/casts/print-value.ts';
import { findFunction, functions, signatureText } from '../../../../dialect/src/functions/index.ts';
import { isScalar } from '../../../../dialect/src/functions/lowering.ts';
import type { ScalarFunction } from '../../../../dialect/src/functions/lowering.ts';
import {
  findPoolFunction,
  poolFunctions,
  usePoolFunction,
} from '../../../../dialect/src/functions/pool-functions.ts';
import { fromBson } from '../../../../dialect/src/functions/values.ts';
import * as engine from '../../../conformance/in-process-adapter.mjs';

const environment = {
  now: new Date('2024-02-29T10:30:05Z'),
  parameters: {},
  variables: {},
  virtualRows: () => [],
};

/** The text of the one value that `SELECT sql` gives, which hangs on constants alone and so is known when it is compiled. */
function valueOf(sql: string): string {
  const parsed = parseStatement(`SELECT ${sql} AS v`);
  const analysis = parsed.statement ? analyze(parsed.statement, emptyCatalog) : undefined;
  const planned = analysis?.bound ? plan(analysis.bound) : undefined;
  const compiled = planned ? compile(planned, environment) : undefined;
  const problems = [...parsed.problems, ...(analysis?.problems ?? []), ...(compiled?.problems ?? [])];
  assert.ok(!hasErrors(problems), problems.map((each) => each.message).join('\n'));
  const { command } = compiled ?? {};
  assert.ok(command?.kind === 'query');
  const [column] = command.columns;
  const found = JSON.stringify(command);
  const literal = findLiteral(command.source, command.pipeline);
  assert.ok(column && literal, `${sql} is no constant: ${found}`);
  return literal.value === null ? 'NULL' : printValue(fromBson(literal.value, column.type), column.type);
}

function findLiteral(...places: readonly unknown[]): { value: unknown } | undefined {
  for (const place of places) {
    if (typeof place !== 'object' || place === null || '_bsontype' in place || place instanceof Date)
      continue;
    if ('$literal' in place) return { value: place.$literal };
    const inner = findLiteral(...Object.values(place));
    if (inner) return inner;
  }
  return undefined;
}

// Their results differ each time, hang on rows, or are shown in SQL that only the row's name does not tell.
const notConstant = new Set([
  'RANDOM',
  'GEN_RANDOM_UUID',
  'UUIDV7',
  'NEW_OBJECTID',
  'BSON_TYPE',
  'ARRAY_SHUFFLE',
  'ARRAY_SAMPLE',
  'CURRENT_DATABASE',
  'CURRENT_USER',
]);
const examples = functions.filter(
  (row): row is ScalarFunction => isScalar(row) && row.example !== undefined && !notConstant.has(row.name),
);

describe('the catalogue of functions', () => {
  it('has each name once, in upper case', () => {
    const names = functions.flatMap((row) => [row.name, ...(row.aliases ?? [])]);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    assert.deepEqual(twice, []);
    assert.deepEqual(
      names.filter((name) => name !== name.toUpperCase()),
      [],
    );
    assert.deepEqual(
      names.filter((name) => findPoolFunction(name)),
      [],
    );
  });

  it('tells of each function in sentences, with an example', () => {
    const silent = functions.filter((row) => !/[.!]$/.test(row.documentation) || !row.example);
    assert.deepEqual(
      silent.map((row) => row.name),
      [],
    );
  });

  it('finds a function in any case, by its aliases too', () => {
    assert.equal(findFunction('substr')?.name, 'SUBSTRING');
    assert.equal(findFunction('Round')?.name, 'ROUND');
    assert.equal(findFunction('constructor'), undefined);
  });

  it('shows signatures as people read them', () => {
    const row = findFunction('LPAD')!;
    assert.equal(
      signatureText(row, row.signatures[0]!),
      'LPAD(text text, length integer, [fill text]) → text',
    );
  });

  it('has examples without a problem, of rows and of pools too', () => {
    for (const { example } of [...functions, ...poolFunctions, usePoolFunction]) {
      const { sql } = example ?? assert.fail();
      const text = sql.startsWith('SELECT') ? sql : `SELECT ${sql} FROM anything`;
      const { statement, problems } = parseStatement(text);
      const found = [...problems, ...(statement ? analyze(statement, emptyCatalog).problems : [])];
      assert.deepEqual(
        found.map(({ message }) => message),
        [],
        text,
      );
    }
  });

  it('has examples over rows that give what they say', async () => {
    const queries = functions.flatMap(({ example }) => (example?.sql.startsWith('SELECT') ? [example] : []));
    assert.ok(queries.length > 20);
    for (const { sql, result } of queries) {
      const { rows } = await engine.run({ tables: [] }, sql);
      assert.equal(rows.flat().map(String).join(', '), result.replace(/^\{(.*)\}$/, '$1'), sql);
    }
  });

  for (const row of examples) {
    it(`${row.example!.sql} is ${row.example!.result}`, () => {
      assert.equal(valueOf(row.example!.sql), row.example!.result);
    });
  }
});
