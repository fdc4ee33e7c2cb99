import assert from 'node:assert/strict';
import { scan } from '../../../dialect/src/text/scan.ts';
import { callBehind } from '../../../server/src/features/completion/call-behind.ts';

/** What is read behind the cursor: what follows the brackets, the last text that belongs to the call, and the alias. */
function readAt(marked: string): readonly (string | undefined)[] | undefined {
  const offset = marked.indexOf('‸');
  const source = marked.replace('‸', '');
  const call = callBehind(source, scan(source).tokens, offset);
  return call && [call.next?.kind, source.slice(offset, call.end), call.alias];
}

describe('server: the call behind the cursor', () => {
  const cases: [string, ...(string | undefined)[]][] = [
    ['SELECT ‸(total) AS sum FROM orders', 'AS', '(total)', 'sum'],
    ['SELECT ‸(total), 1 FROM orders', ',', '(total)', undefined],
    ['SELECT ‸(a) FILTER (WHERE b) n FROM t', 'FILTER', '(a) FILTER (WHERE b)', 'n'],
    ['SELECT ‸(a) OVER (ORDER BY b) AS n FROM t', 'OVER', '(a) OVER (ORDER BY b)', 'n'],
    ['SELECT ‸(a) OVER w AS n FROM t', 'OVER', '(a) OVER w', 'n'],
    [
      'SELECT ‸(0.5) WITHIN GROUP (ORDER BY a) FILTER (WHERE b) AS median FROM t',
      ...['WITHIN', '(0.5) WITHIN GROUP (ORDER BY a) FILTER (WHERE b)', 'median'],
    ],
  ];
  for (const [marked, ...expected] of cases)
    it(marked, () => {
      assert.deepEqual(readAt(marked), expected);
    });

  it('is none where a query stands in the brackets', () => {
    assert.equal(readAt('SELECT ‸(SELECT 1)'), undefined);
  });
});
