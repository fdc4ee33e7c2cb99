import { Decimal128, Double, Int32, Long } from 'bson';
import type { Environment } from './environment.ts';
import type { OptionInput } from '../options/index.ts';
import type { OptionAssignment } from '../syntax/ast/pool.ts';
import type { Expression } from '../syntax/ast/query.ts';

/** `WITH (name = value, …)` as the options' checker reads it. */
export function optionInputs(
  assignments: readonly OptionAssignment[],
  environment?: Environment,
): readonly OptionInput[] {
  return assignments.map((assignment) =>
    input(assignment.name.text, assignment.name.span, assignment.value, environment),
  );
}

function input(
  name: string,
  nameSpan: OptionInput['nameSpan'],
  value: Expression,
  environment: Environment | undefined,
): OptionInput {
  const fields = objectFields(value, environment);
  return {
    name,
    nameSpan,
    value: optionValue(value, environment),
    valueSpan: value.span,
    ...(fields ? { fields } : {}),
  };
}

/** The fields of JSON_BUILD_OBJECT('name', value, …); undefined for anything else. */
export function objectFields(
  value: Expression,
  environment?: Environment,
): readonly OptionInput[] | undefined {
  if (value.kind !== 'FunctionCall') return undefined;
  const name = value.name.parts.at(-1)?.text.toUpperCase();
  if (name !== 'JSON_BUILD_OBJECT' && name !== 'JSONB_BUILD_OBJECT') return undefined;
  const fields: OptionInput[] = [];
  for (let index = 0; index + 1 < value.arguments.length; index += 2) {
    const [key, inner] = [value.arguments[index]?.value, value.arguments[index + 1]?.value];
    if (key?.kind === 'Literal' && inner) fields.push(input(key.text, key.span, inner, environment));
  }
  return fields;
}

/** A number of BSON as one of JavaScript: what a variable holds may be any of them. */
function plain(value: unknown): unknown {
  const isNumber =
    value instanceof Decimal128 || value instanceof Long || value instanceof Int32 || value instanceof Double;
  return isNumber ? Number(value.toString()) : value;
}

/** An option's value as plain JavaScript; undefined where it is known at run time only. */
export function optionValue(value: Expression, environment?: Environment): unknown {
  switch (value.kind) {
    case 'Literal':
      if (value.type === 'number') return Number(value.text);
      if (value.type === 'boolean') return value.text.toLowerCase() === 'true';
      return value.type === 'null' ? null : value.text;
    case 'IntervalLiteral':
      return value.field === undefined ? value.text : `${value.text} ${value.field}`;
    case 'Unary': {
      const inner = optionValue(value.operand, environment);
      return value.operator === '-' && typeof inner === 'number' ? -inner : inner;
    }
    case 'ArrayConstructor':
      return value.items.map((item) => optionValue(item, environment));
    case 'ColumnReference':
      // A bare word is its own text: readPreference = secondary.
      return value.parts.map((part) => part.text).join('.');
    case 'Variable':
      return plain(environment?.variables[value.name]);
    case 'Parameter':
      return plain(environment?.parameters[value.name]);
    case 'FunctionCall': {
      const fields = objectFields(value, environment);
      return fields && Object.fromEntries(fields.map((field) => [field.name, field.value]));
    }
    default:
      return undefined;
  }
}
