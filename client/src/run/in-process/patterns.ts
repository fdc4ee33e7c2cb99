import { Script } from 'node:vm';
import { BSONRegExp } from 'bson';
import { searchMayBeLong } from '../../../../dialect/src/functions/operators/search-cost.ts';
import { hopelessSearch } from '../../../../dialect/src/functions/raise.ts';
import { evaluate } from './operator.ts';
import type { ExpressionOperator } from './operator.ts';

// MongoDB's regular expressions are PCRE's: what JavaScript writes in another way is rewritten.

/** A regular expression as JavaScript reads it; `\z` is where the text ends, `(?i)` at its beginning an option of the whole. */
export function regExpOf(source: string, options: string): RegExp {
  const [, inline = '', rest = source] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(source) ?? [];
  // An option in the middle holds to the end; JavaScript wants to be told which part it is for.
  const told = rest.replace(/\(\?([ims]+)\)([^|()]*)$/, '(?$1:$2)');
  // Without the $, V8 finds the end before a text's last character where it is behind a pair of surrogates.
  const own = told.replace(/\\([\s\S])/g, (whole, character: string) =>
    character === 'z' ? '$(?![\\s\\S])' : whole,
  );
  const flags = [...new Set(inline + options)].filter((option) => 'ims'.includes(option)).join('');
  try {
    return new RegExp(own, `${flags}u`);
  } catch {
    // Escapes that nobody needs are an error where characters are whole.
    return new RegExp(own, flags);
  }
}

export const isPattern = (value: unknown): value is BSONRegExp => value instanceof BSONRegExp;

interface Found {
  readonly match: string;
  /** Where it begins, in code points. */
  readonly idx: number;
  readonly captures: readonly (string | null)[];
}

/** The matches one behind another. Behind an empty one the search goes on a character further, and not at the text's end. */
function* matchesOf(text: string, pattern: RegExp): Generator<Found> {
  const search = new RegExp(pattern, `${pattern.flags}g`);
  do {
    const found = search.exec(text);
    if (!found) return;
    const [match, ...captures] = found;
    const idx = [...text.slice(0, found.index)].length;
    yield { match, idx, captures: captures.map((group: string | undefined) => group ?? null) };
    if (match === '') search.lastIndex += (text.codePointAt(search.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  } while (search.lastIndex < text.length);
}

/** $regexMatch and its kin. */
export const patternOperators: Readonly<Record<string, ExpressionOperator>> = {
  $regexMatch: jsonOr(over((text, pattern) => pattern.test(text), false)),
  $regexFind: over((text, pattern) => matchesOf(text, pattern).next().value ?? null, null),
  $regexFindAll: over((text, pattern) => [...matchesOf(text, pattern)], []),
};

/** How long one search may take, in milliseconds: nothing else runs in this process meanwhile. */
const longestSearch = 1000;

/** What a search gives; one that may take long is cut off, and fails as on a server, which counts its steps. */
function bounded<T>(regex: string, text: string, search: () => T): T {
  if (!searchMayBeLong(regex, text.length)) return search();
  try {
    return new Script('search()').runInNewContext({ search }, { timeout: longestSearch }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(hopelessSearch, { cause: error });
  }
}

function over(compute: (text: string, pattern: RegExp) => unknown, without: unknown): ExpressionOperator {
  return (document, expression, context) => {
    const given = expression as Readonly<Record<string, unknown>>;
    const [input, regex, options] = [given.input, given.regex, given.options].map((each) =>
      evaluate(document, each, context),
    );
    if (typeof input !== 'string' || typeof regex !== 'string') return without;
    const pattern = regExpOf(regex, typeof options === 'string' ? options : '');
    return bounded(regex, input, () => compute(input, pattern));
  };
}

/** The dialect's pattern of JSON refers to itself, as JavaScript's expressions cannot: the text is read instead. */
function jsonOr(operator: ExpressionOperator): ExpressionOperator {
  return (document, expression, context) => {
    const { input, regex } = expression as Readonly<Record<string, unknown>>;
    const source = evaluate(document, regex, context);
    const [, kind] = json.exec(typeof source === 'string' ? source : '') ?? [];
    if (kind === undefined) return operator(document, expression, context);
    return isJson(evaluate(document, input, context), kind);
  };
}

const json = /^\(\?\(DEFINE\).*\(\?&(value|object|array|scalar)\)\(\?&gap\)\\z$/;

function isJson(text: unknown, kind: string): boolean {
  try {
    const value: unknown = JSON.parse(String(text));
    const found = Array.isArray(value) ? 'array' : Object(value) === value ? 'object' : 'scalar';
    return kind === 'value' || kind === found;
  } catch {
    return false;
  }
}
