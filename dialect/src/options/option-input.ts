import type { Span } from '../text/span.ts';

/** `name = value` as written, with where it stands. */
export interface OptionInput {
  readonly name: string;
  readonly nameSpan: Span;
  /** A plain JavaScript value; undefined where it is known at run time only (a parameter, a variable). */
  readonly value: unknown;
  readonly valueSpan: Span;
  /** The places of a document's own fields, so that problems inside stand at the right token. */
  readonly fields?: readonly OptionInput[];
}

/** How the list is written: `name = value` of WITH and SET, or the `'name', value` of JSON_BUILD_OBJECT. */
export type OptionForm = 'assignments' | 'object';

/** A name as the form writes it. */
export function writeName(name: string, form: OptionForm): string {
  return form === 'object' ? `'${name}'` : name;
}

/** A further `name = value` to put behind another. */
export function writeNext(name: string, value: string, form: OptionForm): string {
  return form === 'object' ? `, '${name}', ${value}` : `, ${name} = ${value}`;
}
