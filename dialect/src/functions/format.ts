import { lowerOutput } from './casts/lower-to-text.ts';
import { printValue } from './casts/print-value.ts';
import { bind, cond, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { lowerQuoteIdentifier, lowerQuoteLiteral, quoteIdentifier, quoteLiteral } from './text-parts.ts';
import { SqlError, textType, toNumber } from './values.ts';

/** A place in a format: which argument, how it is shown, how wide (`*` is the next argument), on which side it is filled. */
interface Place {
  readonly argument: number;
  readonly kind: 's' | 'I' | 'L';
  readonly width?: number;
  readonly widthFrom?: number;
  readonly left: boolean;
}

/** The texts and places of a format; arguments are counted from 1, the format itself is 0. */
function placesOf(format: string): readonly (string | Place)[] {
  const parts: (string | Place)[] = [];
  const token = /%%|%(?:(\d+)\$)?(-)?(?:(\d+)|\*(?:(\d+)\$)?)?([sIL])/y;
  let next = 1;
  for (let at = 0; at < format.length;) {
    if (format[at] !== '%') {
      const end = format.indexOf('%', at);
      parts.push(format.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? format.length : end;
      continue;
    }
    token.lastIndex = at;
    const match = token.exec(format);
    if (!match)
      throw new SqlError(`'${format.slice(at, at + 2)}' is not a place of FORMAT: use %s, %I, %L or %%`);
    at = token.lastIndex;
    if (match[0] === '%%') {
      parts.push('%');
      continue;
    }
    const star = match[0].includes('*');
    const widthFrom = star ? (match[4] === undefined ? next : Number(match[4])) : undefined;
    if (widthFrom !== undefined) next = widthFrom + 1;
    if (match[1] !== undefined) next = Number(match[1]);
    parts.push({
      argument: next,
      kind: match[5] as Place['kind'],
      left: match[2] === '-',
      ...(match[3] === undefined ? {} : { width: Number(match[3]) }),
      ...(widthFrom === undefined ? {} : { widthFrom }),
    });
    next += 1;
  }
  return parts;
}

/** How many values a format's places ask for. Of one that FORMAT refuses, none. */
export function formatArguments(format: string): number {
  try {
    return Math.max(
      0,
      ...placesOf(format).map((part) =>
        typeof part === 'string' ? 0 : Math.max(part.argument, part.widthFrom ?? 0),
      ),
    );
  } catch (error) {
    if (error instanceof SqlError) return 0;
    throw error;
  }
}

function lowerFormat({ args, context }: CallToLower): MongoExpression {
  const format = args[0]!.constant;
  if (format === null) return literal(null);
  if (typeof format !== 'string') {
    context.refuse('The format of FORMAT must be a constant.');
    return literal(null);
  }
  const parts = placesOf(format).map((part): MongoExpression => {
    if (typeof part === 'string') return literal(part);
    const arg = args[part.argument];
    if (!arg) throw new SqlError('FORMAT has more places than arguments');
    const shown = bind(context, [lowerOutput(arg, context)], (text) => {
      const quoted =
        part.kind === 's' ? text : part.kind === 'L' ? lowerQuoteLiteral(text) : lowerQuoteIdentifier(text);
      return arg.nullable ? cond(isNull(text), missing(part.kind), quoted) : quoted;
    });
    if (part.widthFrom !== undefined) context.refuse('A width of FORMAT must be written into it.');
    if (part.width === undefined) return shown;
    const blanks = ' '.repeat(part.width);
    return bind(context, [shown], (text) => {
      const fill = {
        $substrCP: [blanks, 0, { $max: [{ $subtract: [part.width, { $strLenCP: text }] }, 0] }],
      };
      return { $concat: part.left ? [text, fill] : [fill, text] };
    });
  });
  return { $concat: parts };
}

const noName = 'NULL is not a name';

/** What stands for NULL. */
const missing = (kind: Place['kind']): MongoExpression =>
  kind === 'L' ? 'NULL' : kind === 's' ? '' : raise('argument', noName);

/** More characters than a document holds bytes. */
const widest = 2 ** 24;

const filled = (text: string, width: number, left: boolean): string => {
  if (width > widest) throw new SqlError(`FORMAT makes no text of ${width} characters`);
  const blanks = ' '.repeat(Math.max(width - [...text].length, 0));
  return left ? text + blanks : blanks + text;
};

export const formatFunctions: readonly ScalarFunction[] = [
  {
    name: 'FORMAT',
    category: 'text',
    documentation:
      'A text with places filled in: %s is a value, %I a name in quotes, %L a literal in quotes, %2$s the second value, %10s one of 10 characters, %% a percent sign.',
    example: { sql: "FORMAT('Hello %s', 'World')", result: 'Hello World' },
    signatures: [signature('format text, [values any…]', textType)],
    nulls: 'own',
    lower: lowerFormat,
    evaluate: ([format, ...values], { types }) => {
      if (format === null) return null;
      return placesOf(String(format))
        .map((part) => {
          if (typeof part === 'string') return part;
          const value = values[part.argument - 1];
          if (value === undefined) throw new SqlError('FORMAT has more places than arguments');
          if (value === null && part.kind === 'I') throw new SqlError(noName);
          const text = value === null ? '' : printValue(value, types[part.argument]!, false);
          const shown =
            part.kind === 's'
              ? text
              : part.kind === 'I'
                ? quoteIdentifier(text)
                : value === null
                  ? 'NULL'
                  : quoteLiteral(text);
          const wanted =
            part.widthFrom === undefined ? (part.width ?? 0) : toNumber(values[part.widthFrom - 1] ?? 0);
          return filled(shown, Math.abs(wanted), part.left || wanted < 0);
        })
        .join('');
    },
  },
];
