import type { MongoExpression } from './function-row.ts';

// MongoDB has no expression that raises an error, but $toInt of a text that is no number fails, and the server's message quotes the text:
//
//   Failed to parse number 'QLSQL[cast] 12x is not an integer' in $convert with no onError value: …
//
// So a failing row raises by converting a sentence. The run room finds the mark in a server's message by `raisedMessage`, and shows the
// sentence as problem QL5xxx. A text of constants alone would fail when the server optimises the pipeline, even in a branch that is never
// taken; so the sentence is always made from something that the server knows only per row.

const mark = 'QLSQL[';

/** Why a row fails: a cast that cannot be done, a result out of range, or an argument that a function does not take. */
export type RaiseKind = 'cast' | 'range' | 'argument';

/** An expression that fails with `before`, the value (already text), and `after`. */
export function raise(kind: RaiseKind, before: string, value?: MongoExpression, after = ''): MongoExpression {
  const perRow: MongoExpression = { $substrCP: [{ $type: '$$ROOT' }, 0, 0] };
  return {
    $toInt: {
      $concat: [
        { $literal: `${mark}${kind}] ${before}` },
        value === undefined ? perRow : { $ifNull: [value, perRow] },
        { $literal: after },
        perRow,
      ],
    },
  };
}

/** What the server says where a search went back and forth more often than it allows. */
export const hopelessSearch = 'Error occurred while executing the regular expression';

/**
 * The kind and the sentence that a server's error message carries, if this room raised it. An integer that outgrows its type is told by
 * the server itself, as the lowered expression converts every result to its type.
 */
export function raisedMessage(serverMessage: string): { kind: RaiseKind; sentence: string } | undefined {
  const match = /QLSQL\[(cast|range|argument)\] ([\s\S]*?)' in \$convert with no onError value/.exec(
    serverMessage,
  );
  if (match) return { kind: match[1] as RaiseKind, sentence: match[2]! };
  if (serverMessage.includes(hopelessSearch))
    return { kind: 'argument', sentence: 'a regular expression tries too many ways to match a text' };
  const overflow = /Conversion would overflow target type in \$convert with no onError value: (\S+)/.exec(
    serverMessage,
  );
  return overflow
    ? { kind: 'range', sentence: `${overflow[1]} is out of range for its integer type` }
    : undefined;
}
