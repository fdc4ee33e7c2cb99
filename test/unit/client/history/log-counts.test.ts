import assert from 'node:assert/strict';
import {
  addSparse,
  countDuration,
  countedSince,
  createLogCounts,
  packCounts,
  percentileOf,
  slotStart,
  totalOf,
  unpackCounts,
} from '../../../../client/src/history/log-counts.ts';

describe('durations counted by their logarithm', () => {
  it('are told within 3 % from a microsecond to an hour', () => {
    for (const micros of [1, 7, 15, 16, 17, 31, 32, 999, 12_345, 1_000_000, 59_999_999, 3_600_000_000]) {
      const counts = createLogCounts();
      countDuration(counts, micros);
      const told = (percentileOf(countedSince(createLogCounts(), counts), 50) ?? 0) * 1000;
      assert.ok(Math.abs(told - micros) <= Math.max(0.5, micros * 0.032), `${told} for ${micros}`);
    }
  });

  it('have slots that follow each other without a gap', () => {
    for (let slot = 0; slot < 463; slot++) {
      const counts = createLogCounts();
      countDuration(counts, slotStart(slot + 1) - 1);
      assert.equal(counts[slot], 1, `slot ${slot} ends before ${slotStart(slot + 1)}`);
    }
  });

  it('go into the last slot where they are too long for all', () => {
    const counts = createLogCounts();
    countDuration(counts, 1e12);
    assert.equal(counts.at(-1), 1);
  });

  it('are told by the stretch of time, also where a counter ran over', () => {
    const counts = createLogCounts();
    const before = createLogCounts();
    counts[3] = before[3] = 2 ** 32 - 1;
    countDuration(counts, 3);
    countDuration(counts, 3);
    assert.deepEqual([...countedSince(before, counts)], [3, 2]);
    assert.deepEqual([...countedSince(before, counts)], []);
  });

  it('are kept as texts, and come back', () => {
    for (const counts of [[], [0, 1], [463, 2 ** 32 - 1], [3, 127, 4, 128, 200, 16_384, 463, 1]])
      assert.deepEqual([...unpackCounts(packCounts(Uint32Array.from(counts)))], counts);
    assert.equal(packCounts(Uint32Array.of(3, 100, 90, 2)).length, 4);
  });

  it('add up', () => {
    const sum = addSparse([Uint32Array.of(3, 1, 9, 2), Uint32Array.of(1, 5, 9, 4), Uint32Array.of()]);
    assert.deepEqual([...sum], [1, 5, 3, 1, 9, 6]);
    assert.equal(totalOf(sum), 12);
    assert.equal(percentileOf(sum, 40), 0.0015);
    assert.equal(percentileOf(sum, 99), 0.0095);
    assert.equal(percentileOf(new Uint32Array(0), 50), undefined);
  });
});
