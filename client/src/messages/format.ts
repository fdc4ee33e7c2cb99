// Figures as people read them, the same in the tree, the status bar and the webviews. Three significant
// digits at most, a unit after a space, and rounding coarse enough that a quiet pool's text stands still.

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function significant(value: number): string {
  if (value >= 10) return grouped.format(value);
  const tenths = Math.round(value * 10) / 10;
  return Number.isInteger(tenths) ? String(tenths) : tenths.toFixed(1);
}

/** A whole number: `950`, `9,999`, `12 k`, `1.2 M`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (Math.round(size) < 10_000) return sign + grouped.format(Math.round(size));
  for (const [unit, next, letter] of [
    [1e3, 1e6, 'k'],
    [1e6, 1e9, 'M'],
    [1e9, Infinity, 'G'],
  ] as const) {
    if (size < next * 0.9995) return `${sign}${significant(size / unit)} ${letter}`;
  }
  return sign + grouped.format(size);
}

/** Milliseconds as a length of time: `0.4 ms`, `3 ms`, `1.2 s`, `40 s`, `2 min 5 s`, `3 h 4 min`, `2 d 1 h`. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return '–';
  const size = Math.max(0, milliseconds);
  if (size < 0.05) return '0 ms';
  if (size < 0.95) return `${size.toFixed(1)} ms`;
  if (size < 999.5) return `${Math.round(size)} ms`;
  if (size < 59_500) return `${significant(size / 1000)} s`;
  const seconds = Math.round(size / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** Things per second: `0/s`, `0.3/s`, `12/s`, `12 k/s`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return '–';
  if (perSecond > 0 && perSecond < 0.05) return '<0.1/s';
  return `${perSecond < 10 ? significant(perSecond) : formatCount(perSecond)}/s`;
}

/** A share between 0 and 1: `0 %`, `0.3 %`, `12 %`. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return '<0.1 %';
  return `${significant(percent)} %`;
}

/** A moment's local time of day: `14:02:09`, or `14:02` where seconds do not matter. */
export function formatClock(epochMs: number, withSeconds = true): string {
  const date = new Date(epochMs);
  const parts = [date.getHours(), date.getMinutes()];
  if (withSeconds) parts.push(date.getSeconds());
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** `1 host`, `3 hosts`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
