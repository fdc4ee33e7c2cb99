import type { PoolOption } from './option.ts';

const seconds = ['s', 'sec', 'secs', 'second', 'seconds'];
const minutes = ['m', 'min', 'mins', 'minute', 'minutes'];
const hours = ['h', 'hour', 'hours'];

/** Milliseconds of a unit as people write it; undefined for no unit of time. */
function milliseconds(word: string): number | undefined {
  if (word === 'ms') return 1;
  if (seconds.includes(word)) return 1000;
  if (minutes.includes(word)) return 60_000;
  return hours.includes(word) ? 3_600_000 : undefined;
}

/** The number that a text such as `'150'` or, for an option in milliseconds, `'10 s'` means, as SQL. */
export function numberMeant(value: unknown, unit: PoolOption['unit']): string | undefined {
  if (typeof value !== 'string') return undefined;
  const match = /^(-?\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim());
  if (!match) return undefined;
  const [, digits = '', word = ''] = match;
  if (word === '') return digits;
  const factor = unit === 'ms' ? milliseconds(word.toLowerCase()) : undefined;
  return factor === undefined ? undefined : String(Number(digits) * factor);
}

/** Milliseconds of a text such as `'10 s'` or `'1.5 min'`; undefined where it is no time. */
export function durationMs(text: string): number | undefined {
  const [, digits = '', word = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = milliseconds(word.toLowerCase());
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** The truth value that `1`, `'yes'` or `'off'` mean, as SQL. */
export function booleanMeant(value: unknown): string | undefined {
  const word =
    typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : '';
  if (['true', 'on', 'yes', 't', '1'].includes(word)) return 'true';
  return ['false', 'off', 'no', 'f', '0'].includes(word) ? 'false' : undefined;
}
