import assert from 'node:assert/strict';
import { Circuit } from '../../../../client/src/groups/circuit.ts';

/** What happens, at which moment; the states behind each step. */
function play(steps: readonly (readonly [number, 'fails' | 'is gone' | 'works' | 'asked'])[]): string[] {
  const circuit = new Circuit({ failureThreshold: 3, retryAfterMs: 100 });
  return steps.map(([now, step]) => {
    let asked = '';
    if (step === 'works') circuit.succeeded();
    else if (step === 'asked') asked = circuit.mayAsk(now) ? ' (asks)' : ' (does not)';
    else circuit.failed(now, 'no answer', step === 'is gone');
    return `${now} ${step}: ${circuit.state}${asked}, ${circuit.failures}`;
  });
}

describe('a circuit', () => {
  it('opens after so many failures in a row, and is asked once after a while', () => {
    assert.deepEqual(
      play([
        [0, 'fails'],
        [1, 'works'],
        [2, 'fails'],
        [3, 'fails'],
        [4, 'fails'],
        [50, 'asked'],
        [104, 'asked'],
        [105, 'asked'],
        [106, 'works'],
      ]),
      [
        '0 fails: closed, 1',
        '1 works: closed, 0',
        '2 fails: closed, 1',
        '3 fails: closed, 2',
        '4 fails: open, 3',
        '50 asked: open (does not), 3',
        '104 asked: half-open (asks), 3',
        '105 asked: half-open (does not), 3',
        '106 works: closed, 0',
      ],
    );
  });

  it('opens at once for what is gone, and again where the answer does not come', () => {
    assert.deepEqual(
      play([
        [0, 'is gone'],
        [100, 'asked'],
        [101, 'fails'],
        [200, 'asked'],
        [201, 'asked'],
      ]),
      [
        '0 is gone: open, 1',
        '100 asked: half-open (asks), 1',
        '101 fails: open, 2',
        '200 asked: open (does not), 2',
        '201 asked: half-open (asks), 2',
      ],
    );
  });
});
