import assert from 'node:assert/strict';
import { categoryLabels, chartForm } from '../../../../media/results/chart-form.ts';

describe('the form of a chart', () => {
  it('is bars over text and a line over a scale, unless somebody chose', () => {
    assert.equal(chartForm({ scale: 'category' }, undefined), 'bar');
    assert.equal(chartForm({ scale: 'time' }, undefined), 'line');
    assert.equal(chartForm({ scale: 'category' }, 'line'), 'line');
  });

  it('has as many labels as there is room for', () => {
    const labels = Array.from({ length: 100 }, (_, n) => `label number ${n}`);
    const shown = categoryLabels(labels, 800).filter((label) => label !== null);
    assert.equal(shown.length, 10);
    assert.ok(shown.every((label) => label.length <= 10));
    assert.deepEqual(categoryLabels(['a', 'b'], 800), ['a', 'b']);
  });
});
