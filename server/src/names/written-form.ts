import { stringText } from '../../../dialect/src/syntax/print/printer.ts';
import type { Text } from '../../../dialect/src/text/resplit.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';

/** How a name is written at a place: decides how another name is written there. */
export type NameForm = 'name' | 'string' | 'in a string' | 'variable';

/** A string of any form: `'…'`, `E'…'`, `U&'…'`, `$$…$$`. */
const string = /^(?:(?:e|u&)?'|\$(?!\d))/iu;

export function formOf(text: string, { start, end }: Span): NameForm {
  const written = text.slice(start, end);
  if (written.startsWith('@')) return 'variable';
  return string.test(written) ? 'string' : 'name';
}

/** A name as it is written in a place of a form. */
export function inForm(name: string, form: NameForm): string {
  switch (form) {
    case 'name':
      return writtenName(name);
    case 'string':
      return stringText(name);
    case 'in a string':
      return stringText(name).slice(1, -1);
    case 'variable':
      return `@${name.replace(/^@/, '')}`;
  }
}

/** Where within its place a name itself stands, without quotes or a mark; undefined where it is written with escapes. */
export function spanOfName(name: string, { start, end }: Span, text: Text): Span | undefined {
  const at = text.slice(start, end).indexOf(name);
  return at === 0 || at === 1 ? { start: start + at, end: start + at + name.length } : undefined;
}
