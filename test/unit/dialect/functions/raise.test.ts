import assert from 'node:assert/strict';
import { raise, raisedMessage } from '../../../../dialect/src/functions/raise.ts';

describe('raising from an expression', () => {
  it('hangs on the row, so that the server does not run it when it optimises', () => {
    assert.match(JSON.stringify(raise('range', 'x')), /\$\$ROOT/);
  });

  it('is found again in the server’s message', () => {
    const message =
      "PlanExecutor error during aggregation :: caused by :: Failed to parse number 'QLSQL[cast] it's not an integer' in $convert with no onError value: Did not consume whole string.";
    assert.deepEqual(raisedMessage(message), { kind: 'cast', sentence: "it's not an integer" });
    assert.equal(
      raisedMessage("Failed to parse number 'abc' in $convert with no onError value: …"),
      undefined,
    );
  });

  it('tells numbers that outgrow their type', () => {
    const message =
      'PlanExecutor error during aggregation :: caused by :: Conversion would overflow target type in $convert with no onError value: 2.14748e+09';
    assert.deepEqual(raisedMessage(message), {
      kind: 'range',
      sentence: '2.14748e+09 is out of range for its integer type',
    });
  });
});
