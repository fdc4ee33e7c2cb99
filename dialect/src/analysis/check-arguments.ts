import { faultyLiteral } from '../functions/index.ts';
import type { SqlFunction } from '../functions/lowering.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Literal } from '../syntax/ast/leaf.ts';
import type { Expression } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import { checkNumbers } from './number-as-text.ts';
import * as shape from './shape.ts';

// What is wrong with arguments beyond their types: constants are known before anything runs.

/** Numbers that a parameter takes, where not all of its type are sound. */
interface Limit {
  readonly argument: number;
  readonly fits: (value: number) => boolean;
  readonly words: string;
}

const counted = (argument: number): Limit => ({
  argument,
  fits: (value) => value >= 1,
  words: 'must be at least 1',
});
const share: Limit = {
  argument: 0,
  fits: (value) => value >= 0 && value <= 1,
  words: 'must lie between 0 and 1',
};

const limits: Readonly<Record<string, Limit>> = {
  NTILE: counted(0),
  NTH_VALUE: counted(1),
  PERCENTILE_CONT: share,
  PERCENTILE_DISC: share,
};

/** Tells of a literal that cannot become what its parameter wants, and of numbers and units that the function does not take. */
export function checkArguments(row: SqlFunction, args: readonly BoundExpression[], binder: Binder): void {
  if (args.some(shape.isUntyped)) checkLiterals(row, args, binder);
  if (row.units) checkUnit(row.name, row.units, args[0], binder);
  const limit = limits[row.name];
  if (limit) checkLimit(row.name, limit, args[limit.argument], binder);
  checkFlags(row, args, binder);
  checkNumbers(row, args, binder);
}

/** The options that PostgreSQL's regular expressions know. */
const knownFlags = 'bceimnpqstwx';

/** Those that find more than one match. */
const findingAll: readonly string[] = ['REGEXP_REPLACE', 'REGEXP_MATCHES'];

function checkFlags(
  { name, signatures }: SqlFunction,
  args: readonly BoundExpression[],
  binder: Binder,
): void {
  for (const { parameters } of signatures) {
    const flags = args[parameters.findIndex((parameter) => parameter.name === 'flags')];
    if (flags?.kind !== 'constant' || typeof flags.value !== 'string') continue;
    const known = findingAll.includes(name) ? `g${knownFlags}` : knownFlags;
    const wrong = [...flags.value].find((flag) => !known.includes(flag));
    if (wrong !== undefined)
      return binder.report('QL4004', flags.span, [`${name} has no flag '${wrong}', its flags are ${known}`]);
  }
}

function checkLiterals(row: SqlFunction, args: readonly BoundExpression[], binder: Binder): void {
  const fault = faultyLiteral(
    row,
    args.map((arg) => ({
      expression: undefined,
      type: arg.type,
      nullable: arg.nullable,
      ...(arg.kind === 'constant' ? { constant: arg.value, untyped: arg.untyped === true } : {}),
    })),
  );
  const at = fault && args[fault.argument];
  if (at) binder.report('QL4004', at.span, [fault.message]);
}

function checkUnit(
  name: string,
  units: NonNullable<SqlFunction['units']>,
  given: BoundExpression | undefined,
  binder: Binder,
): void {
  // A number with decimals is a text that is cast.
  const unit = given?.kind === 'cast' ? given.operand : given;
  if (unit?.kind !== 'constant' || unit.value === null) return;
  if (typeof unit.value !== 'string')
    return binder.report('QL2053', unit.span, [name, String(unit.value), '']);
  if (units.accepts(unit.value)) return;
  const near = closest(unit.value, units.names);
  // EXTRACT takes the word as it is.
  const bare = unit.span.end - unit.span.start === unit.value.length;
  const text = near !== undefined && bare ? near : `'${near ?? ''}'`;
  const fixes =
    near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span: unit.span, text }] }];
  binder.report('QL2053', unit.span, [name, unit.value, didYouMean(near)], fixes);
}

function checkLimit(name: string, limit: Limit, arg: BoundExpression | undefined, binder: Binder): void {
  const values = arg?.kind === 'array' ? arg.items : arg ? [arg] : [];
  for (const given of values) {
    const value = given.kind === 'cast' ? given.operand : given;
    const number =
      value.kind === 'constant' && value.value !== null ? Number(String(value.value)) : undefined;
    if (number !== undefined && !Number.isNaN(number) && !limit.fits(number))
      binder.report('QL4004', value.span, [`The argument of ${name} ${limit.words}, and this is ${number}`]);
  }
}

/** Whether a count of rows is written as a text that is no whole number. */
export const isNoCount = (count: Expression | undefined): count is Literal =>
  count?.kind === 'Literal' && count.type === 'string' && !/^\s*\+?\d+\s*$/.test(count.text);

/** Tells of a text that is no whole number among the subscripts of an array. */
export function checkSubscript(index: Expression | undefined, binder: Binder): void {
  if (isNoCount(index))
    binder.report('QL4004', index.span, ['The subscript of an array must be a whole number']);
}
