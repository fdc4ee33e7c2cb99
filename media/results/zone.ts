import type { Cell } from '../../client/src/messages/results.ts';

export type Zone = 'UTC' | 'local';

let zone: Zone = 'UTC';

/** The zone that dates are shown in, for all results of the page. */
export const shownZone = (): Zone => zone;

export function showZone(chosen: Zone): void {
  zone = chosen;
}

/** The text of a value, a date's in the zone that is chosen. */
export function zonedText({ kind, text }: Pick<Cell, 'kind' | 'text'>): string {
  return kind === 'date' && zone === 'local' ? localText(text) : text;
}

/** `2026-11-23T04:05:06.789Z` as this machine's clock reads it, with the offset: `2026-11-23T05:05:06.789+01:00`. */
function localText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const minutes = -Math.round(date.getTimezoneOffset());
  const shifted = new Date(date.getTime() + minutes * 60_000);
  if (Number.isNaN(shifted.getTime())) return iso;
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = Math.abs(minutes);
  return `${shifted.toISOString().slice(0, -1)}${minutes < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}
