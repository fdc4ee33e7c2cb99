import { findFunction } from '../../../../dialect/src/functions/index.ts';
import type { FunctionDescription } from '../../../../dialect/src/functions/function-row.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';

/** What a statement's other calls say of the one that is being written. */
export interface FunctionPlace {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly word: number;
  readonly offset: number;
}

/** Points for a function: it is of the kind of those that the statement calls already, or OVER stands behind its brackets. */
export function functionScore(place: FunctionPlace): (label: string) => number {
  const { categories, names } = calledAround(place);
  const families = new Set([...names].map(familyOf).filter((each) => each !== ''));
  const windowed = overBehind(place);
  return (label) => {
    const row = findFunction(label);
    if (!row) return 0;
    const over = windowed && (row.category === 'window' || row.category === 'aggregate') ? 30 : 0;
    const kin = categories.has(row.category) ? 14 : 0;
    const family = families.has(familyOf(row.name)) ? 44 : 0;
    return over + kin + family + (names.has(row.name) ? 10 : 0);
  };
}

/** Kinds that most statements call some of: one call says nothing of the next. */
const common: ReadonlySet<FunctionDescription['category']> = new Set(['aggregate', 'conditional']);

function calledAround({ source, tokens, word, offset }: FunctionPlace) {
  const categories = new Set<FunctionDescription['category']>();
  const names = new Set<string>();
  tokens.forEach(({ start, end, names: naming }, index) => {
    if (naming === 0 || tokens[index + 1]?.kind !== '(' || (start < offset && end > word)) return;
    const row = findFunction(source.slice(start, end).toUpperCase());
    if (!row) return;
    names.add(row.name);
    if (!common.has(row.category)) categories.add(row.category);
  });
  return { categories, names };
}

/** `ARRAY` of ARRAY_LENGTH; nothing of a name that is one word. */
const familyOf = (name: string): string => (name.includes('_') ? name.slice(0, name.indexOf('_')) : '');

/** Whether brackets behind the cursor are followed by OVER. */
function overBehind({ tokens, offset }: FunctionPlace): boolean {
  let depth = 0;
  for (const { kind, start } of tokens) {
    if (start < offset) continue;
    if (kind === '(') depth += 1;
    else if (kind === ')') depth -= 1;
    else if (depth === 0) return kind === 'OVER';
    if (depth < 0) return false;
  }
  return false;
}
