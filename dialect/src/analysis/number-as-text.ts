import { parameterAt, resolveCall } from '../functions/index.ts';
import type { SqlFunction } from '../functions/lowering.ts';
import type { Fix } from '../problems/problem.ts';
import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundOperator } from './bound.ts';
import * as shape from './shape.ts';

// Where a text is meant a number is taken by its text, or matches nothing, and where a count is meant one with decimals is cut: PostgreSQL
// refuses both, and written out they are slips.

/** Tells of a number that is written where `what` takes a text. */
export function checkText(what: string, value: BoundExpression | undefined, binder: Binder): void {
  const number = value && shape.numeral(value);
  if (value && number !== undefined)
    binder.report('QL2060', value.span, [what, number], [asQuoted(number, value.span)]);
}

/** Puts a number between quotes. */
export const asQuoted = (number: string, span: Span): Fix => ({
  title: `Write '${number}'`,
  changes: [{ span, text: `'${number}'` }],
});

/** These write any value as a constant of SQL, or divide numbers with decimals too. */
const takesAny: readonly string[] = ['QUOTE_LITERAL', 'QUOTE_NULLABLE', 'GCD', 'LCM'];

/** These ask a text of what a field holds, whatever that is. */
const asksOfAny: readonly string[] = ['STARTS_WITH'];

/** The numbers among arguments, by the form of the function that takes them. */
export function checkNumbers(row: SqlFunction, args: readonly BoundExpression[], binder: Binder): void {
  if (takesAny.includes(row.name) || args.every((arg) => shape.numeral(arg) === undefined)) return;
  const asTexts = resolveCall(
    row,
    args.map(({ type }) => type),
  );
  const resolution = asTexts.ok ? asTexts : resolveCall(row, args.map(shape.parameterType));
  if (!resolution.ok) return;
  args.forEach((arg, index) => {
    // That it is no unit is told already.
    if (row.units && index === 0) return;
    const type = parameterAt(resolution.signature, index)?.type;
    if (type === 'text' || asksOfAny.includes(row.name)) checkText(row.name, arg, binder);
    const number = type === 'integer' ? shape.numeral(arg) : undefined;
    if (number !== undefined && !Number.isInteger(Number(number)))
      binder.report('QL2061', arg.span, [row.name, number]);
  });
}

/** Whether `||` can join a value to a number that is no text: what is not known may be a text. */
const joins: ReadonlySet<string> = new Set(['text', 'array', 'document', 'unknown', 'null']);

/** `||` of a number and something that is no text either. */
export function checkJoined({ operator, operands }: BoundOperator, binder: Binder): void {
  if (operator !== '||' || operands.some(({ type }) => joins.has(type.name))) return;
  checkText(
    '||',
    operands.find((operand) => shape.numeral(operand) !== undefined),
    binder,
  );
}
