import assert from 'node:assert/strict';
import { analyze } from '../../../../../dialect/src/analysis/analyze.ts';
import { fileStep } from '../../../../../dialect/src/analysis/lint/file-step.ts';
import {
  lintFile,
  lintInput,
  lintStatement,
  withLevels,
} from '../../../../../dialect/src/analysis/lint/lint.ts';
import { lintRules } from '../../../../../dialect/src/analysis/lint/lint-rules.ts';
import { parseStatement, split } from '../../../../../dialect/src/index.ts';
import type { Problem } from '../../../../../dialect/src/index.ts';
import { problemCatalog } from '../../../../../dialect/src/problems/catalog.ts';
import { field, shop } from '../../../server/check.ts';

/** What the rules say of a text, with the text that each speaks of. */
function lint(
  text: string,
  catalog = shop,
): readonly (Problem & { readonly at: string; readonly source: string })[] {
  const inputs = split(text).map(({ text: source }) => {
    const { statement, problems } = parseStatement(source);
    assert.ok(statement, source);
    const analysis = analyze(statement, catalog);
    assert.deepEqual([...problems, ...analysis.problems], [], source);
    return lintInput(statement, source, analysis, catalog);
  });
  const steps = inputs.flatMap((input) => fileStep(input.statement) ?? []);
  const ofFile = lintFile(steps, shop);
  let next = 0;
  return inputs.flatMap((input) =>
    [...lintStatement(input), ...(fileStep(input.statement) ? (ofFile[next++] ?? []) : [])].map(
      (problem) => ({
        ...problem,
        at: input.text.slice(problem.span.start, problem.span.end),
        source: input.text,
      }),
    ),
  );
}

const codes = (text: string) => lint(text).map(({ code }) => code);

describe('lint rules', () => {
  for (const rule of lintRules) {
    describe(`${rule.code} ${rule.name}`, () => {
      it(`tells of: ${rule.bad}`, () => {
        const found = lint(rule.bad).filter(({ code }) => code === rule.code);
        assert.ok(found.length > 0, codes(rule.bad).join());
        for (const { message, at } of found) {
          assert.doesNotMatch(message, /\{\d\}|undefined/);
          assert.notEqual(at, '');
        }
      });

      it(`is silent on: ${rule.good}`, () => {
        assert.ok(!codes(rule.good).includes(rule.code));
      });

      it('mends with its fix', () => {
        for (const { fixes = [], source } of lint(rule.bad).filter(({ code }) => code === rule.code)) {
          for (const { changes } of fixes) {
            if (changes.some(({ text }) => text.startsWith('CREATE INDEX'))) continue; // It mends once it has run.
            const mended = [...changes]
              .sort((a, b) => b.span.start - a.span.start)
              .reduce(
                (text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end),
                source,
              );
            assert.ok(!codes(mended).includes(rule.code), mended);
          }
        }
      });
    });
  }

  it('leave pairs with a query of WITH alone, as with one in brackets', () => {
    const mean = 'SELECT avg(total) AS m FROM orders';
    for (const text of [
      `WITH a AS (${mean}) SELECT total, m FROM orders, a`,
      `SELECT total, m FROM orders, (${mean}) a`,
    ])
      assert.ok(!codes(text).includes('QL6004'), text);
  });

  it('know that samples may show a date as a timestamp', () => {
    const at = { ...shop, collections: [{ ...shop.collections[0]!, fields: [field('at', 'timestamp')] }] };
    const told = (value: string) =>
      lint(`SELECT ${value} FROM orders`, at).some(({ code }) => code === 'QL6040');
    for (const value of ['at + 1', 'at - 1', "at + TIME '09:15'", 'at - at', 'count(at) + 1'])
      assert.equal(told(value), false, value);
    for (const value of ['-at', 'at * 2', 'sum(-at) OVER ()', 'at + at'])
      assert.equal(told(value), true, value);
  });

  it('leave aliases alone that only look like a keyword', () => {
    for (const alias of ['orders', 'night', 'groups', 'lef', 'l'])
      assert.equal(codes(`SELECT _id FROM users ${alias}`).includes('QL6035'), alias === 'lef', alias);
  });

  it('know that a day or a year of a declared instant is found by its index', () => {
    const orders = shop.collections.find(({ name }) => name === 'orders');
    assert.ok(orders);
    const dated = (certainty: 'declared' | 'sampled') => {
      const at = { ...field('at', 'timestamp'), certainty };
      const index = {
        name: 'at_1',
        keys: [{ path: 'at', direction: 1 as const }],
        unique: false,
        sparse: false,
        partial: false,
      };
      return { ...shop, collections: [{ ...orders, fields: [...orders.fields, at], indexes: [index] }] };
    };
    const told = (condition: string, certainty: 'declared' | 'sampled') =>
      lint(`SELECT status FROM orders WHERE ${condition} LIMIT 1`, dated(certainty)).some(
        ({ code }) => code === 'QL6008',
      );
    for (const condition of ["DATE(at) = '2024-01-05'", 'extract(year FROM at) = 2024', 'year(at) = 2024']) {
      assert.equal(told(condition, 'declared'), false, condition);
      assert.equal(told(condition, 'sampled'), true, condition);
    }
    for (const certainty of ['declared', 'sampled'] as const)
      assert.equal(told("date_trunc('month', at) = '2024-01-01'", certainty), false, certainty);
    assert.equal(told('extract(month FROM at) = 1', 'declared'), true);
  });

  it('know which members of a group read from secondaries', () => {
    const told = (create: string, member: string) =>
      codes(`${create}; USE CONNECTION_POOL ${member}; DELETE FROM orders WHERE total = 0`).includes(
        'QL6037',
      );
    const readWrite = 'CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE';
    assert.equal(told(readWrite, 'g.write'), false);
    assert.equal(
      told(`${readWrite} WITH (read = JSON_BUILD_OBJECT('readPreference', 'primary'))`, 'g.read'),
      false,
    );
    assert.equal(told(`${readWrite} WITH (readPreference = 'primary')`, 'g.read'), false);
    const regions =
      "CREATE CONNECTION_POOL_GROUP g TYPE REGION WITH (regions = JSON_BUILD_OBJECT('eu', JSON_BUILD_OBJECT('readPreference', 'secondary'), 'us', NULL))";
    assert.deepEqual([told(regions, 'g.eu'), told(regions, 'g.us')], [true, false]);
    assert.equal(told('CREATE CONNECTION_POOL_GROUP g TYPE BATCH', 'g.batch'), false);
    assert.equal(told('SELECT 1', 'pool_without_group'), false);
  });

  it('reckon with what servers take: for all programs, all pools of the connection, and pools by default', () => {
    const told = (text: string, more: Partial<typeof shop> = {}) =>
      lint(text, { ...shop, ...more }).flatMap(({ code, message, at }) =>
        code === 'QL6039' ? [`${at}: ${message}`] : [],
      );
    const create = 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 400)';
    assert.deepEqual(told(create), []);
    // read_pool has 150 connections of the same connection.
    assert.deepEqual(told(create, { instances: 2 }), [
      '400: Up to 1108 connections may be opened to localhost:27017, which takes 1000: 2 × (maxPoolSize 400 + 2 that watch), and 304 of other pools.',
    ]);
    const fixes = (more: Partial<typeof shop>) =>
      lint(create, { ...shop, ...more }).flatMap((problem) => problem.fixes?.map(({ title }) => title) ?? []);
    assert.deepEqual(fixes({ instances: 2 }), ['Write 346']);
    assert.deepEqual(fixes({ instances: 6 }), ['Write 12']);
    assert.deepEqual(fixes({ instances: 7 }), []);
    assert.deepEqual(told('CREATE CONNECTION_POOL p', { instances: 10, pools: [] }), [
      'p: Up to 1020 connections may be opened to localhost:27017, which takes 1000: 10 × (maxPoolSize 100 + 2 that watch).',
    ]);
    assert.match(
      told('ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 999)')[0] ?? '',
      /^999: Up to 1001 /,
    );
    // Nothing is known of where these lead, and of what nobody asked.
    for (const silent of [
      "CREATE CONNECTION_POOL p ON 'mongodb://elsewhere' WITH (maxPoolSize = 5000)",
      'CREATE CONNECTION_POOL p ON CONNECTION "shop-prod" WITH (maxPoolSize = 5000)',
      'ALTER CONNECTION_POOL write_pool SET (maxPoolSize = 5000)',
      'ALTER CONNECTION_POOL read_pool SET (minPoolSize = 1)',
      'CREATE CONNECTION_POOL p WITH (maxPoolSize = 0)',
    ])
      assert.deepEqual(told(silent), [], silent);
  });

  it('hold values against what all samples show', () => {
    const told = (condition: string) =>
      lint(`SELECT 1 FROM orders WHERE ${condition}`).flatMap(({ code, message, at }) =>
        code === 'QL6010' ? [`${at}: ${message.split(':')[0]}`] : [],
      );
    assert.deepEqual(told('status = 5'), ['5: status is text in all samples, and this is integer']);
    assert.deepEqual(told("total < 'abc'"), [
      "'abc': total is double precision in all samples, and this is the text 'abc'",
    ]);
    assert.deepEqual(told("total BETWEEN 1 AND 'abc'").length, 1);
    assert.deepEqual(told("total IN (1, 'abc')").length, 1);
    assert.deepEqual(told("total * 'abc' > 0").length, 1);
    assert.deepEqual(told('status = total').length, 1);
    // Bound more than once, told once.
    assert.deepEqual(told('status BETWEEN SYMMETRIC 1 AND 5').length, 2);
    assert.deepEqual(told("_id = 'abc'").length, 1);
    for (const silent of [
      "total < '5'",
      "total + '1' > 2",
      'total = 5.5',
      "status || 'a' = 'b'",
      "_id = '65f0aa65f0aa65f0aa65f0aa'",
      "status = NULL OR status = '5'",
    ])
      assert.deepEqual(told(silent), [], silent);
  });

  it('have numbers and names of their own, and are no errors', () => {
    const taken = [...Object.keys(problemCatalog), ...lintRules.map(({ code }) => code)];
    assert.equal(new Set(taken).size, taken.length);
    assert.equal(new Set(lintRules.map(({ name }) => name)).size, lintRules.length);
    for (const { severity, code } of lintRules) assert.notEqual(severity, 'error', code);
  });

  it('are as severe as the settings say, by number or name', () => {
    const found = lint('DELETE FROM orders');
    assert.deepEqual(withLevels(found, { 'write-without-where': 'off' }), []);
    assert.equal(withLevels(found, { QL6001: 'error' })[0]?.severity, 'error');
    assert.equal(withLevels(found, {})[0]?.severity, 'warning');
  });
});
