import assert from 'node:assert/strict';
import { analyze, parseStatement, plan, printPlan } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';

/** The plan of a query's filter and what is below it, a node a line. */
function planned(condition: string, without: readonly string[] = []): readonly string[] {
  const { statement } = parseStatement(`SELECT id FROM customers c WHERE ${condition}`);
  const bound = statement && analyze(statement, shop).bound;
  assert.ok(bound, condition);
  const made = plan(bound, { without: ['semi-join', 'anti-join', ...without] });
  assert.ok(made.kind === 'query' && made.query);
  const lines = printPlan(made.query.root).split('\n').slice(1);
  return lines.map((line) => line.trim().replace(/#(\d\d)/g, '#n'));
}

describe('conditions of a subquery that read the row around it alone', () => {
  it('are asked before the subquery: by EXISTS, by IN and by the opposites of these', () => {
    const exists = "EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND c.city = 'Oslo')";
    assert.deepEqual(planned(exists, ['outer-conditions']), [
      'filter #n',
      'apply #n exists',
      'scan customers',
      'filter ((#8 = #1) AND (#3 = "Oslo"))',
      'scan orders',
    ]);
    assert.deepEqual(planned(exists), [
      'filter #n',
      'apply #n exists',
      'filter (#3 = "Oslo")',
      'scan customers',
      'filter (#8 = #1)',
      'scan orders',
    ]);
    const orders = "(SELECT customer_id FROM orders WHERE c.city = 'Oslo')";
    assert.match(planned(`NOT EXISTS ${orders}`)[0] ?? '', /^filter NOT \(\(#3 = "Oslo"\) IS TRUE AND #n\)$/);
    assert.equal(planned(`id IN ${orders}`)[2], 'filter (#3 = "Oslo")');
    assert.match(planned(`id > ALL ${orders}`)[0] ?? '', /^filter \(NOT \(#3 = "Oslo"\) IS TRUE OR quanti/);
  });

  it('stand by the row that they read, however deep the subquery', () => {
    const inner =
      "SELECT 1 FROM customers d WHERE d.id = o.customer_id AND c.city = 'Oslo' AND o.status = 'paid'";
    assert.deepEqual(planned(`EXISTS (SELECT 1 FROM orders o WHERE EXISTS (${inner}))`), [
      'filter #n',
      'apply #n exists',
      'filter (#3 = "Oslo")',
      'scan customers',
      'filter #n',
      'apply #n exists',
      'filter (#9 = "paid")',
      'scan orders',
      'filter (#n = #8)',
      'scan customers',
    ]);
  });

  it('stay where the subquery has a row without them, and where each time is another', () => {
    for (const condition of [
      "EXISTS (SELECT COUNT(*) FROM orders WHERE c.city = 'Oslo')",
      "(SELECT COUNT(*) FROM orders WHERE c.city = 'Oslo') = 0",
      "EXISTS (SELECT status FROM orders WHERE c.city = 'Oslo' GROUP BY ROLLUP (status))",
      'EXISTS (SELECT 1 FROM orders WHERE RANDOM() < c.id)',
      'EXISTS (SELECT 1 FROM orders WHERE orders.id = 5)',
    ])
      assert.deepEqual(planned(condition), planned(condition, ['outer-conditions']), condition);
  });
});
