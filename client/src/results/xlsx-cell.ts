import type { Decimal128, Double, Int32, Long } from 'bson';
import { cellOf } from './bson-text.ts';
import { csvText } from './copy-text.ts';

// ECMA-376 part 1, 18.3.1.4: the cells of a sheet. The text stands in the cell itself, since shared strings would have to be held until the end.

/** Characters that a cell of a sheet may hold. */
export const longestText = 32_767;
/** Styles of `xl/styles.xml` by place. */
export const styles = { plain: 0, date: 1, heading: 2 } as const;
/** The first of March 1900: before it Excel counts a day that there never was. */
const firstDate = Date.UTC(1900, 2, 1);
const lastDate = Date.UTC(10_000, 0, 1);
const dayMs = 86_400_000;
const epochDay = 25_569;

/**
 * A value as the XML of the cell at a place (`B12`), '' where it is NULL or missing. Numbers, dates (UTC, from March 1900) and booleans are such; a number that a sheet would round
 * (it keeps 15 digits), and all that a sheet has no type for, is text as CSV has it.
 */
export function xlsxCell(place: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (value instanceof Date) return dateCell(place, value);
  const number = numberText(value);
  return number === undefined ? textCell(place, csvText(value)) : `<c r="${place}"><v>${number}</v></c>`;
}

/** A text in a cell; cut, with `…` at its end, where it is longer than a cell may hold. */
export function textCell(place: string, text: string, style: number = styles.plain): string {
  const fitting = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
  const styled = style === styles.plain ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${xmlText(fitting)}</t></is></c>`;
}

function dateCell(place: string, date: Date): string {
  const ms = date.getTime();
  if (!(ms >= firstDate && ms < lastDate)) return textCell(place, cellOf(date).text);
  return `<c r="${place}" s="${styles.date}"><v>${ms / dayMs + epochDay}</v></c>`;
}

/** A number that a sheet keeps to its last digit; undefined for all else. */
function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? keptDouble(value) : undefined;
  if (typeof value === 'bigint') return kept(String(value));
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return undefined;
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
      return numberText((value as unknown as Int32 | Double).value);
    case 'Long':
    case 'Decimal128':
      return kept((value as unknown as Long | Decimal128).toString());
    default:
      return undefined;
  }
}

/** Whole doubles beyond 15 digits are numbers of things, such as ids; of a fraction's last bits nobody misses one. */
function keptDouble(value: number): string | undefined {
  return Number.isInteger(value) ? kept(String(value)) : String(value);
}

function kept(text: string): string | undefined {
  const match = /^-?(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text);
  if (!match) return undefined;
  const digits = `${match[1] ?? ''}${match[2] ?? ''}`.replace(/^0+/, '').replace(/0+$/, '');
  const size = Math.abs(Number(text));
  const isInRange = size === 0 ? digits === '' : size >= 1e-300 && size < 1e300;
  return digits.length <= 15 && isInRange ? text : undefined;
}

/** XML has no control characters: Office writes them as `_x0001_`, and a text that reads like one with its `_` so. */
function xmlText(text: string): string {
  return text.replace(/[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g, (found) =>
    found in entities ? (entities[found] ?? '') : `_x${hex(found)}_`,
  );
}

/** `A` for the first column, `AA` for the 27th; `column` is counted from 0. */
export function columnLetters(column: number): string {
  const before = column < 26 ? '' : columnLetters(Math.floor(column / 26) - 1);
  return `${before}${String.fromCharCode(65 + (column % 26))}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const hex = (character: string): string =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
