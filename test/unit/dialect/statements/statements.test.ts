import assert from 'node:assert/strict';
import { analyze } from '../../../../dialect/src/analysis/analyze.ts';
import { statementOf, statementRows } from '../../../../dialect/src/statements/index.ts';
import { statementWords } from '../../../../dialect/src/syntax/grammar/statement.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { emptyCatalog } from '../../../../dialect/src/catalog/catalog.ts';
import { sentencesOf } from './synopsis-sentences.ts';

const samples: Readonly<Record<string, string>> = {
  ...{
    expression: 'a + 1',
    condition: 'a > 1',
    value: "'x'",
    count: '5',
    offset: '2',
    percent: '10',
    seed: '7',
  },
  ...{ collection: 'shop.orders', column: 'a', field: 'a.b', type: 'varchar(9)', name: 'n', method: 'btree' },
  ...{
    alias: 'b',
    window: 'w',
    new_column: 'm',
    index: 'a_1',
    view: 'v',
    setting: 'batch_size',
    database: 'shop',
  },
  ...{ query: 'SELECT a FROM t', statement: 'SELECT a FROM t', table_function: 'UNNEST(list)' },
  ...{
    pool: 'p',
    group: 'g',
    option: 'maxPoolSize',
    connection: 'c',
    "'uri'": "'mongodb://h'",
    prepared: 's',
  },
  ...{
    alert: 'l',
    pool_table: 'CONNECTION_POOLS()',
    interval: '30 SECONDS',
    "'text'": "'Busy'",
    '@variable': '@v',
  },
};

const problemsOf = (sql: string) =>
  parseStatement(sql).problems.map(({ code, message }) => `${code} ${message}`);

describe('the statements', () => {
  for (const row of statementRows)
    it(`${row.name}: the parser takes what its synopsis says`, () => {
      const sentences = sentencesOf(row, samples);
      const refused = sentences.filter((sql) => problemsOf(sql).length > 0);
      assert.deepEqual(
        refused.slice(0, 5).map((sql) => `${sql}: ${problemsOf(sql).join(' ')}`),
        [],
      );
    });

  it('have examples without a mistake', () => {
    const wrong = statementRows.flatMap(({ example }) => {
      const { statement, problems } = parseStatement(example);
      const meant = statement ? analyze(statement, emptyCatalog).problems : [];
      return [...problems, ...meant]
        .filter(({ severity }) => severity === 'error')
        .map(({ code, message }) => `${example}: ${code} ${message}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('are all that the parser knows', () => {
    const begins = new Set(
      statementRows.flatMap(({ name, also = [] }) => [name, ...also]).map((words) => words.split(' ')[0]),
    );
    assert.deepEqual(
      [...statementWords].filter((word) => !begins.has(word)),
      [],
    );
  });

  it('are told apart by their first words', () => {
    assert.equal(statementOf(['CREATE', 'OR', 'REPLACE', 'VIEW', 'V'])?.row.name, 'CREATE VIEW');
    assert.equal(statementOf(['DROP', 'CONNECTION_POOL', 'P'])?.row.name, 'DROP CONNECTION_POOL');
    assert.equal(statementOf(['NO', 'SUCH'])?.row.name, undefined);
  });
});
