import assert from 'node:assert/strict';
import { momentText, zonedDate } from '../../../../media/results/time-axis.ts';

describe('the time axis of a chart', () => {
  const seconds = Date.parse('2026-11-23T04:05:06Z') / 1000;

  const zoneBefore = process.env['TZ'];
  // A machine whose clock shows UTC could not tell the two zones apart.
  before(() => (process.env['TZ'] = 'Asia/Tokyo'));
  after(() => {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  });

  it('tells a moment by the order of ISO 8601, in UTC', () => {
    assert.equal(momentText(seconds, 'UTC'), '2026-11-23 04:05:06');
  });

  it('tells the clock of this machine where that is shown', () => {
    assert.equal(momentText(seconds, 'local'), '2026-11-23 13:05:06');
  });

  it('says nothing where the mouse is not over the plot', () => {
    assert.equal(momentText(null, 'UTC'), '');
  });

  it('gives uPlot a date whose clock is that of the zone', () => {
    assert.equal(zonedDate(seconds, 'UTC').getHours(), 4);
  });
});
