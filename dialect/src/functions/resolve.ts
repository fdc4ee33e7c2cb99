import type { SqlType } from '../catalog/types.ts';
import { typeText } from './casts/type-name.ts';
import type { FunctionParameter, FunctionSignature } from './function-row.ts';
import type { Resolution, SqlFunction } from './lowering.ts';
import { bracketOf, isInstant, isInteger, isNumber, isOpen } from './type-rules.ts';

/** Whether a value of the type can stand for the parameter. Text literals without a type fit everywhere (`untyped`). */
function fits(parameter: FunctionParameter, type: SqlType, first: SqlType | undefined): boolean {
  if (isOpen(type)) return true;
  switch (parameter.type) {
    case 'any':
    case 'json':
      return true;
    case 'number':
      return isNumber(type);
    case 'integer':
      return isInteger(type) || type.name === 'decimal' || type.name === 'double';
    case 'text':
      return type.name !== 'array' && type.name !== 'document' && type.name !== 'interval';
    case 'boolean':
      return type.name === 'boolean';
    case 'datetime':
      return isInstant(type) || type.name === 'time' || type.name === 'interval';
    case 'interval':
      return type.name === 'interval' || type.name === 'time';
    case 'array':
      return type.name === 'array';
    case 'document':
      return type.name === 'document' || type.name === 'array';
    case 'sameAsFirst':
      return !first || isOpen(first) || bracketOf(first) === bracketOf(type);
  }
}

/** The parameter that an argument at a place belongs to; the last one repeats where it is variadic. */
export function parameterAt(signature: FunctionSignature, index: number): FunctionParameter | undefined {
  const last = signature.parameters.at(-1);
  return signature.parameters[index] ?? (last?.variadic ? last : undefined);
}

function takes(
  signature: FunctionSignature,
  types: readonly SqlType[],
  untyped: readonly boolean[],
): boolean {
  const required = signature.parameters.filter((parameter) => !parameter.optional).length;
  if (types.length < required) return false;
  return types.every((type, index) => {
    const parameter = parameterAt(signature, index);
    return parameter !== undefined && (untyped[index] === true || fits(parameter, type, types[0]));
  });
}

/** How people read a signature: `LEFT(text, integer)`. */
export function signatureText(row: SqlFunction, signature: FunctionSignature): string {
  const shown = signature.parameters.map((parameter) => {
    const name = `${parameter.name} ${parameter.type === 'sameAsFirst' ? 'any' : parameter.type}`;
    const repeated = parameter.variadic ? `${name}, …` : name;
    return parameter.optional ? `[${repeated}]` : repeated;
  });
  return `${row.name}(${shown.join(', ')}) → ${signature.returnsText}`;
}

/** The first signature that takes the arguments, or what the function expects, in words. */
export function resolveCall(
  row: SqlFunction,
  types: readonly SqlType[],
  untyped: readonly boolean[] = [],
): Resolution {
  const signature = row.signatures.find((each) => takes(each, types, untyped));
  if (signature) return { ok: true, signature, returns: signature.returns(types) };
  const given = types.length === 0 ? 'no arguments' : types.map(typeText).join(', ');
  return {
    ok: false,
    expected: `${row.signatures.map((each) => signatureText(row, each)).join(' or ')}, not ${given}`,
  };
}
