import assert from 'node:assert/strict';
import {
  initialSelection,
  readFromDashboard,
  readSelection,
} from '../../../../client/src/messages/dashboard.ts';

describe('messages of the dashboard', () => {
  it('a selection that was kept is read back', () => {
    const kept = { pools: ['a', 'b'], rangeMs: 3_600_000, refreshMs: 500, paused: true, rank: 'waiting' };
    assert.deepEqual(readSelection(JSON.parse(JSON.stringify(kept))), kept);
  });

  for (const odd of [undefined, null, 7, 'a', [], {}])
    it(`${JSON.stringify(odd)} is read as the first selection`, () =>
      assert.deepEqual(readSelection(odd), initialSelection));

  it('leaves out of a selection what is none', () => {
    const odd = { pools: ['a', 7, null], rangeMs: 5, refreshMs: '1000', paused: 'yes' };
    assert.deepEqual(readSelection(odd), { ...initialSelection, pools: ['a'] });
  });

  it('knows its own messages and no others', () => {
    assert.deepEqual(readFromDashboard({ type: 'pick', more: 1 }), { type: 'pick' });
    assert.deepEqual(readFromDashboard({ type: 'write', statement: 'SELECT 1' }), {
      type: 'write',
      statement: 'SELECT 1',
    });
    const open = { type: 'open', source: 'orders.qlsql:12' };
    assert.deepEqual(readFromDashboard({ ...open, more: 1 }), open);
    assert.deepEqual(readFromDashboard({ type: 'kill', id: 7 }), { type: 'kill', id: 7 });
    assert.deepEqual(readFromDashboard({ type: 'select' }), { type: 'select', selection: initialSelection });
    for (const odd of [
      undefined,
      'pick',
      {},
      { type: 'write' },
      { type: 'write', statement: 7 },
      { type: 'run' },
      { type: 'kill', id: '7' },
      { type: 'open' },
    ])
      assert.equal(readFromDashboard(odd), undefined);
  });
});
