import assert from 'node:assert/strict';
import type { EventMark } from '../../../../client/src/messages/dashboard.ts';
import { clusterEvents, clusterText, neighbourhood } from '../../../../media/dashboard/event-model.ts';

const mark = (at: number, lane: EventMark['lane'], count = 1): EventMark => ({
  at,
  pool: 'p',
  lane,
  count,
  text: `${lane} at ${at}`,
});
const span = { from: 0, to: 10_000 };

describe('the lane of events', () => {
  it('draws marks that would lie on each other as one, with the face of the gravest', () => {
    const marks = [
      mark(1000, 'altered'),
      mark(1200, 'cleared'),
      mark(1300, 'topology'),
      mark(5000, 'trouble'),
    ];
    const clusters = clusterEvents(marks, span, 10).map(
      ({ lane, count, place }) => `${lane} ${count} ${place.toFixed(3)}`,
    );
    assert.deepEqual(clusters, ['cleared 3 0.115', 'trouble 1 0.500']);
  });

  it('keeps what was opened, what was closed and the rest apart', () => {
    const clusters = clusterEvents([mark(1, 'created'), mark(2, 'closed'), mark(3, 'altered')], span, 10);
    assert.deepEqual(
      clusters.map(({ row }) => row),
      ['opened', 'closed', 'events'],
    );
  });

  it('leaves out what lies outside the span', () => {
    assert.deepEqual(clusterEvents([mark(-1, 'created'), mark(10_001, 'created')], span, 10), []);
    assert.deepEqual(clusterEvents([mark(0, 'created')], { from: 0, to: 0 }, 10), []);
  });

  it('keeps its clusters while the span moves on', () => {
    const marks = [mark(5100, 'created'), mark(5900, 'created'), mark(6100, 'created')];
    for (const shift of [0, 300, 700]) {
      const moved = { from: span.from + shift, to: span.to + shift };
      assert.deepEqual(
        clusterEvents(marks, moved, 10).map(({ count }) => count),
        [2, 1],
      );
    }
  });

  it('tells of one event in its own words, and of several by their number', () => {
    const [one] = clusterEvents([mark(1000, 'cleared')], span, 10);
    assert.match(one ? clusterText(one) : '', /^\d\d:\d\d:01 {2}cleared at 1000$/);
    const many = Array.from({ length: 12 }, (_, index) => mark(1000 + index, 'created', 2));
    const [several] = clusterEvents(many, span, 10);
    const lines = several ? clusterText(several).split('\n') : [];
    assert.match(lines[0] ?? '', /24 events$/);
    assert.equal(lines.at(-1), 'and 4 more');
  });

  it('shows a cluster among what happened shortly before and after it', () => {
    const marks = [mark(900, 'closed'), mark(1000, 'cleared'), mark(1100, 'trouble'), mark(9000, 'created')];
    const [cluster] = clusterEvents([marks[1]!], span, 10);
    assert.deepEqual(
      neighbourhood(marks, { ...cluster!, marks: [marks[1]!] }, 500).map(
        ({ mark: { at }, own }) => `${at} ${own}`,
      ),
      ['900 false', '1000 true', '1100 false'],
    );
  });
});
