import assert from 'node:assert/strict';
import { healthLines } from '../../../../media/dashboard/health-model.ts';
import { someFigures, someSnapshot } from './some-snapshot.ts';

const slow = { issue: 'Slow network.', points: 15 };
const failing = { issue: 'Elevated error rate: 6.20 %.', points: 20 };
const unused = { issue: 'Unused for 61 minutes.', points: 0 };

describe('why health is not at 100', () => {
  it('says nothing where nothing is wrong', () => {
    assert.deepEqual(healthLines(someSnapshot()), []);
  });

  it('tells what is taken off, the most first, and what is only worth knowing', () => {
    const pool = someFigures('a', { mood: 'warning', reasons: [slow, failing, unused] });
    assert.deepEqual(healthLines(someSnapshot({ pools: [pool] })), [
      { icon: 'warning', issue: 'Elevated error rate: 6.20 %.', cost: 'takes 20 of 100 off' },
      { icon: 'warning', issue: 'Slow network.', cost: 'takes 15 of 100 off' },
      { icon: 'info', issue: 'Unused for 61 minutes.', cost: '' },
    ]);
  });

  it('names the pools where there are several', () => {
    const pools = [someFigures('a'), someFigures('b', { mood: 'warning', reasons: [slow] })];
    assert.deepEqual(
      healthLines(someSnapshot({ pools })).map(({ issue }) => issue),
      ['b: Slow network.'],
    );
  });
});
