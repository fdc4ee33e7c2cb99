import type { SqlType } from '../catalog/types.ts';
import { typeText } from './casts/type-name.ts';
import type { FunctionParameter, FunctionSignature } from './function-row.ts';

type Returns = SqlType | ((types: readonly SqlType[]) => SqlType);

/**
 * A signature from a short text: `text, count integer, [fill text], values any…` names each parameter and its type; one word is both.
 * Brackets make it optional, dots variadic; `element any ofArray` is like the elements of the array beside it.
 */
export function signature(parameters: string, returns: Returns, returnsText?: string): FunctionSignature {
  return {
    parameters: parameters === '' ? [] : parameters.split(', ').map(parameterOf),
    returns: typeof returns === 'function' ? returns : () => returns,
    returnsText: returnsText ?? (typeof returns === 'function' ? 'the same type' : typeText(returns)),
  };
}

function parameterOf(text: string): FunctionParameter {
  const optional = text.startsWith('[');
  const variadic = text.includes('…');
  const [name = '', type = name, of] = text.replace(/[[\]\u2026]/g, '').split(' ');
  return {
    name,
    type: (type === 'same' ? 'sameAsFirst' : type) as FunctionParameter['type'],
    ...(of === 'ofArray' ? { ofArray: true } : {}),
    ...(optional ? { optional: true } : {}),
    ...(variadic ? { variadic: true } : {}),
  };
}
