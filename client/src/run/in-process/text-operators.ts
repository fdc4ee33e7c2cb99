import type { ExpressionOperator } from './operator.ts';
import { strict } from './operator.ts';

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`${String(value)} is no text`);
  return value;
}

function wholeOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new TypeError(`${String(value)} is no whole number`);
  return value;
}

/** Text operators by name, where mingo counts UTF-16 units, or changes the case of more than ASCII as MongoDB does not. */
export const textOperators: Readonly<Record<string, ExpressionOperator>> = {
  $strLenCP: strict('$strLenCP', (text) => [...textOf(text)].length),
  $substrCP: strict('$substrCP', (text, start, length) => {
    const from = wholeOf(start);
    return [...textOf(text)].slice(from, from + wholeOf(length)).join('');
  }),
  $indexOfCP: strict('$indexOfCP', (text, part, start = 0, end = Infinity) => {
    const characters = [...textOf(text)].slice(0, end === Infinity ? undefined : wholeOf(end));
    const from = wholeOf(start);
    if (from > characters.length) return -1;
    const found = characters.slice(from).join('').indexOf(textOf(part));
    return found === -1 ? -1 : from + [...characters.slice(from).join('').slice(0, found)].length;
  }),
  $toUpper: (document, expression, options) =>
    cased(document, expression, options, (text) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  $toLower: (document, expression, options) =>
    cased(document, expression, options, (text) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
};

const change = strict('$toUpper', (text) => textOf(text));

/** NULL becomes empty text there. */
function cased(
  document: unknown,
  expression: unknown,
  options: unknown,
  to: (text: string) => string,
): string {
  const text = change(document, expression, options);
  return text === null ? '' : to(textOf(text));
}
