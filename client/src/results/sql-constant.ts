import type { Binary } from 'bson';
import { print } from '../../../dialect/src/index.ts';
import type { Expression } from '../../../dialect/src/syntax/ast/query.ts';
import { isNested, membersOf, plainText } from './bson-text.ts';
import { ejsonText } from './ejson-text.ts';

/** The text that nodes come from which nobody wrote. */
const nowhere = { span: { start: 0, end: 0 } } as const;

/**
 * A value as a constant of SQL that is of the same BSON type when it runs: an int is `3`, a double `CAST(3 AS double precision)`, a long
 * `CAST(3 AS bigint)`, a decimal `3.0`. Undefined for the types that SQL has no constants for, and for what holds a value of such.
 */
export function constantOf(value: unknown): Expression | undefined {
  switch (typeof value) {
    case 'undefined':
      return literal('null', 'null');
    case 'string':
      return literal('string', value);
    case 'boolean':
      return literal('boolean', String(value));
    case 'bigint':
      return integer(String(value), 'bigint');
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? integer(String(value)) : double(value);
    case 'object':
      return value === null ? literal('null', 'null') : objectConstant(value);
    default:
      return undefined;
  }
}

/** The same as text; what has no constant is its Extended JSON in quotes. */
export function sqlConstant(value: unknown): string {
  return print(constantOf(value) ?? literal('string', ejsonText(value)));
}

function objectConstant(value: object): Expression | undefined {
  if (value instanceof Date) return instant(value);
  if (isNested(value)) return nested(value);
  // By the type's name, not its class: the driver's copy of bson may be another one than ours.
  const { _bsontype: type } = value as { readonly _bsontype?: string };
  const text = plainText(value);
  switch (type) {
    case 'Int32':
      return integer(text, 'int');
    case 'Long':
      return integer(text, 'bigint');
    case 'Double':
      return double((value as unknown as { readonly value: number }).value);
    case 'Decimal128':
      return /^-?\d+\.\d+$/.test(text) ? number(text) : cast(literal('string', text), 'decimal');
    case 'ObjectId':
      return typed('objectid', text);
    case 'UUID':
    case 'Binary':
      return bytes(value as Binary, text);
    default:
      return undefined;
  }
}

/** Digits that are of the type by themselves, else in a cast; the least of each type is too great for one before its sign. */
function integer(text: string, type?: 'int' | 'bigint'): Expression {
  const size = Math.abs(Number(text));
  const own = size < 2 ** 31 ? 'int' : size < 2 ** 63 ? 'bigint' : undefined;
  if (type === undefined || own === type) return number(text);
  return cast(size < 2 ** 31 ? number(text) : literal('string', text), type);
}

function double(value: number): Expression {
  const isPlain = Number.isSafeInteger(value) && !Object.is(value, -0);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return cast(isPlain ? number(text) : literal('string', text), 'double precision');
}

function instant(date: Date): Expression | undefined {
  const ms = date.getTime();
  if (Number.isNaN(ms)) return undefined;
  const text = date.toISOString();
  // Beyond the years of four digits ISO has a sign, which is no timestamp of SQL.
  return /^\d/.test(text) ? typed('timestamptz', text) : call('TO_TIMESTAMP', [number(String(ms / 1000))]);
}

/** Of the other subtypes SQL knows nothing. */
function bytes(value: Binary, text: string): Expression | undefined {
  if (value.sub_type === 4 && value.length() === 16) return typed('uuid', text);
  if (value.sub_type !== 0) return undefined;
  return cast(literal('string', `\\x${Buffer.from(value.value()).toString('hex')}`), 'bytea');
}

function nested(value: object): Expression | undefined {
  if (isJson(value)) return cast(literal('string', JSON.stringify(value)), 'jsonb');
  const isArray = Array.isArray(value);
  const members = isArray ? value.map(constantOf) : membersOf(value).flatMap(named);
  const whole = members.filter((each) => each !== undefined);
  if (whole.length < members.length) return undefined;
  return call(isArray ? 'JSONB_BUILD_ARRAY' : 'JSONB_BUILD_OBJECT', whole);
}

const named = ([name, value]: readonly [string, unknown]): (Expression | undefined)[] => [
  literal('string', name),
  constantOf(value),
];

/** Whether JSON that is cast gives this very value: its whole numbers are int, the others double. */
function isJson(value: unknown): boolean {
  if (isNested(value)) return (Array.isArray(value) ? value : Object.values(value)).every(isJson);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean';
  const { _bsontype: type, value: inner } = (value ?? {}) as { _bsontype?: string; value?: number };
  return value === null || type === 'Int32' || (type === 'Double' && isFraction(inner));
}

/** `1e-7` and the like are read as doubles, too; NaN is no JSON. */
const isFraction = (value: number | undefined): boolean => Number.isFinite(value) && !Number.isInteger(value);

function number(text: string): Expression {
  if (!text.startsWith('-')) return literal('number', text);
  return { kind: 'Unary', ...nowhere, operator: '-', operand: literal('number', text.slice(1)) };
}

function literal(type: 'number' | 'string' | 'boolean' | 'null', text: string): Expression {
  return { kind: 'Literal', ...nowhere, type, text };
}

const typeName = (name: string) =>
  ({ kind: 'TypeName', ...nowhere, name, modifiers: [], arrayDimensions: 0 }) as const;

function typed(name: string, text: string): Expression {
  return { kind: 'TypedLiteral', ...nowhere, type: typeName(name), text };
}

function cast(operand: Expression, name: string): Expression {
  return { kind: 'Cast', ...nowhere, operand, type: typeName(name), form: 'CAST' };
}

function call(name: string, values: readonly Expression[]): Expression {
  return {
    kind: 'FunctionCall',
    ...nowhere,
    name: {
      kind: 'QualifiedName',
      ...nowhere,
      parts: [{ kind: 'Identifier', ...nowhere, text: name, quoted: false }],
    },
    arguments: values.map((value) => ({ kind: 'Argument', ...nowhere, value, variadic: false })),
    ...{ distinct: false, orderBy: [], withinGroup: [], parentheses: true },
  };
}
