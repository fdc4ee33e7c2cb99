import type { ChartData } from '../../client/src/messages/results.ts';
import type { ChartForm } from '../../client/src/messages/shown-as.ts';

/** The chosen form, or else the one that fits: bars where x is text, a line where it is a scale. */
export function chartForm({ scale }: Pick<ChartData, 'scale'>, chosen: ChartForm | undefined): ChartForm {
  return chosen ?? (scale === 'category' ? 'bar' : 'line');
}

/** Labels below the bars of a plot that wide, in pixels: cut, and some left away where there is no room for all. */
export function categoryLabels(labels: readonly string[], width: number): (string | null)[] {
  const room = Math.max(1, Math.floor(width / 80));
  const step = Math.ceil(labels.length / room);
  const length = Math.max(8, Math.floor(width / Math.min(labels.length, room) / 8));
  return labels.map((label, index) =>
    index % step === 0 ? (label.length > length ? `${label.slice(0, length - 1)}…` : label) : null,
  );
}
