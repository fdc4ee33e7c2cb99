import assert from 'node:assert/strict';
import { aggregate } from '../../../../client/src/run/in-process/aggregate.ts';
import { raisedMessage } from '../../../../dialect/src/functions/raise.ts';
import { analyze, compile, emptyCatalog, parseStatement, plan } from '../../../../dialect/src/index.ts';

const commandOf = (sql: string) => {
  const { statement } = parseStatement(sql);
  assert.ok(statement);
  const { bound } = analyze(statement, emptyCatalog);
  assert.ok(bound);
  const environment = { now: new Date(), parameters: {}, variables: {}, virtualRows: () => [] };
  const { command } = compile(plan(bound), environment, { serverVersion: [6, 0, 5] });
  assert.ok(command?.kind === 'query' && command.source.kind === 'rows');
  return { rows: command.source.rows, pipeline: command.pipeline };
};

const hopeless = [
  "SELECT REGEXP_REPLACE(repeat('a', 60) || 'b', '^(a+)+$', 'x') AS r",
  "SELECT repeat('a', 60) || 'b' ~ '^(a+)+$' AS r",
  "SELECT SUBSTRING(repeat('a', 60) || 'b' FROM '^(a+)+$') AS r",
  "SELECT m FROM REGEXP_MATCHES(repeat('a', 60) || 'b', '^(a+)+$', 'g') AS m",
  "SELECT REGEXP_COUNT(repeat('a', 60) || 'b', '^(a+)+$') AS r",
  `SELECT JSON_EXISTS(JSONB_BUILD_ARRAY(repeat('a', 60) || 'b'), '$[*] ? (@ like_regex "^(a+)+$")') AS r`,
];

describe('a search that goes back and forth without end', () => {
  for (const sql of hopeless)
    it(`${sql} is compiled without a search, and cut off where it runs in process`, () => {
      const { rows, pipeline } = commandOf(sql);
      assert.match(JSON.stringify(pipeline), /"\$regex/, 'it was searched while it was compiled');
      let message = '';
      try {
        aggregate(rows, pipeline);
      } catch (error) {
        message = String(error);
      }
      assert.equal(
        raisedMessage(message)?.sentence,
        'a regular expression tries too many ways to match a text',
      );
    }).timeout(20_000);

  it('is answered where it finds its way', () => {
    const { rows, pipeline } = commandOf("SELECT REGEXP_REPLACE(repeat('a', 60), '^(a+)+$', 'x') AS r");
    assert.deepEqual(aggregate(rows, pipeline).map(Object.values), [['x']]);
  });
});
