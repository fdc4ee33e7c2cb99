import type { FunctionParameter } from '../../../../dialect/src/functions/function-row.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { itemAt } from '../../text/brackets.ts';
import type { Bracket } from '../../text/brackets.ts';

/** Words that stand between arguments instead of commas, with the place of the argument behind each. */
const separators: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  EXTRACT: { FROM: 1 },
  POSITION: { IN: 1 },
  SUBSTRING: { FROM: 1, SIMILAR: 1, FOR: 2, ESCAPE: 2 },
  OVERLAY: { PLACING: 1, FROM: 2, FOR: 3 },
  // TRIM(BOTH 'x' FROM s) is TRIM(s, 'x').
  TRIM: { BOTH: 1, LEADING: 1, TRAILING: 1, FROM: 0 },
  CAST: { AS: 1 },
  TRY_CAST: { AS: 1 },
  GROUP_CONCAT: { SEPARATOR: 1 },
};

/** Which argument of the call of a function, by its name as written, the offset lies in, from 0. */
export function argumentAt(name: string, bracket: Bracket, text: string, offset: number): number {
  const index = itemAt(bracket, offset);
  const words = separators[name.toUpperCase()];
  if (index > 0 || !words) return index;
  const upper = ({ start, end }: Token) => text.slice(start, end).toUpperCase();
  const own = (bracket.items[0] ?? []).map((token) => ({ token, place: words[upper(token)] }));
  const last = own.findLast(({ token, place }) => place !== undefined && token.end < offset);
  if (last?.place !== undefined) return last.place;
  // What is trimmed off comes before FROM, also where no word says at which side.
  const isTrimmed =
    words['FROM'] === 0 && own.some(({ token, place }) => place === 0 && token.start >= offset);
  return isTrimmed ? 1 : 0;
}

/** The parameter that an argument names: `days => 3`. */
export function namedParameter(
  parameters: readonly FunctionParameter[],
  bracket: Bracket,
  text: string,
  offset: number,
): number | undefined {
  const [name, arrow] = bracket.items[itemAt(bracket, offset)] ?? [];
  if (!name || !arrow || !['=>', ':='].includes(text.slice(arrow.start, arrow.end))) return undefined;
  const wanted = text.slice(name.start, name.end).toLowerCase();
  const found = parameters.findIndex((parameter) => parameter.name === wanted);
  return found < 0 ? undefined : found;
}
