import { readInterval } from '../functions/casts/interval-text.ts';
import { SqlError } from '../functions/values.ts';
import { sqlValue } from '../options/index.ts';
import type { Expression } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import { optionValue } from './pool-options.ts';

const longestMs = 86_400_000;

/** Milliseconds that a clause or an option, `what`, says; a problem where its value is no time. */
export function durationOf(value: Expression, what: string, binder: Binder): number | undefined {
  const given = value.kind === 'IntervalLiteral' ? value.text : optionValue(value);
  const field = value.kind === 'IntervalLiteral' ? value.field : undefined;
  const ms = typeof given === 'string' ? intervalMs(given, field) : undefined;
  if (ms !== undefined && ms >= 0 && ms <= longestMs) return ms;
  binder.report('QL3042', value.span, [what, given === undefined ? 'this' : sqlValue(given)]);
  return undefined;
}

function intervalMs(text: string, field: string | undefined): number | undefined {
  try {
    return readInterval(text, field).span;
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}
