import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import { findFunction, parameterAt } from '../../../../dialect/src/functions/index.ts';
import type { FunctionParameter } from '../../../../dialect/src/functions/function-row.ts';
import type { Catalog, SqlType } from '../../../../dialect/src/index.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import type { Span } from '../../../../dialect/src/text/span.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { bracketsAround, itemAt } from '../../text/brackets.ts';
import { analysisOf } from '../../statements.ts';

/** Whether a value of a type suits a place. */
export type Suits = (type: SqlType) => boolean;

/** A place of a statement where a value is being written, and what stands there already of it. */
export interface ValuePlace {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly catalog: Catalog;
  readonly scope: VisibleScope | undefined;
  /** The word, with the call that its brackets make it. */
  readonly value: Span;
  /** What stands between the brackets. */
  readonly given: string | undefined;
}

/** Types that are taken for one another: what functions call them, one that stands for all, and all of them. */
const families: readonly {
  readonly parameter: FunctionParameter['type'];
  readonly cast: string;
  readonly names: readonly SqlType['name'][];
}[] = [
  { parameter: 'number', cast: 'int', names: ['int', 'long', 'double', 'decimal'] },
  { parameter: 'text', cast: 'text', names: ['text'] },
  { parameter: 'boolean', cast: 'boolean', names: ['boolean'] },
  { parameter: 'datetime', cast: 'timestamp', names: ['date', 'timestamp', 'timestamptz'] },
  { parameter: 'interval', cast: 'interval', names: ['interval'] },
  { parameter: 'array', cast: 'int[]', names: ['array'] },
  { parameter: 'document', cast: 'jsonb', names: ['document'] },
];

/** Whether a type is of the kind that a function's parameter names. */
export function isOfKind({ name }: SqlType, parameter: FunctionParameter['type']): boolean {
  const kind = parameter === 'integer' ? 'number' : parameter;
  return families.some((family) => family.parameter === kind && family.names.includes(name));
}

/** Longer statements are not read once for each family. */
const mostTokens = 400;

/** What the parameter asks for whose value is being written: the first of the function's signatures says it. */
export function parameterAsks({ source, tokens, value }: ValuePlace): Suits | undefined {
  const before = tokens.findLast(({ kind, end }) => kind !== 'end' && end <= value.start);
  if (before?.kind !== '(' && before?.kind !== ',') return undefined;
  const bracket = bracketsAround(tokens, value.start).at(-1);
  const row = bracket?.before && findFunction(source.slice(bracket.before.start, bracket.before.end));
  const [signature] = row?.signatures ?? [];
  const asked = bracket && signature && parameterAt(signature, itemAt(bracket, value.start))?.type;
  if (asked === undefined || asked === 'any' || asked === 'sameAsFirst') return undefined;
  return (type) => isOfKind(type, asked);
}

/**
 * What the dialect's own rules say that a place asks for: a value of each family is put there in turn, and those suit that leave the fewest
 * problems. Undefined where that tells nothing.
 */
export function trialsAsk(place: ValuePlace): Suits | undefined {
  if (place.tokens.length > mostTokens) return undefined;
  const counts = families.map(({ cast }) => problemsWith(place, `CAST(NULL AS ${cast})`));
  const least = Math.min(...counts);
  if (counts.every((count) => count === least)) return undefined;
  const suit = new Set(families.flatMap(({ names }, index) => (counts[index] === least ? names : [])));
  return ({ name }) => suit.has(name);
}

/** Whether only an aggregate, or only what is none, is sound around what stands between the brackets. */
export function wantsAggregate(place: ValuePlace): boolean | undefined {
  const { given, tokens } = place;
  if (given === undefined || given.trim() === '' || tokens.length > mostTokens) return undefined;
  // NULL is of every type: what the place asks for decides nothing.
  const whatever = (value: string) => `CASE WHEN ${value} IS NULL THEN NULL END`;
  const alone = problemsWith(place, whatever(`COALESCE(${given})`));
  const together = problemsWith(place, whatever(`COUNT(COALESCE(${given}))`));
  return alone === together ? undefined : together < alone;
}

/** The types of what stands between the brackets, wherever in the statement that is: it is read as the beginning of the select list. */
export function givenTypes({ source, catalog, scope, given, value }: ValuePlace): readonly SqlType[] {
  const list = scope && /^SELECT(?:\s+(?:DISTINCT|ALL)\b)?/i.exec(source.slice(scope.span.start));
  if (!scope || !list || given === undefined || given.trim() === '') return [];
  const at = scope.span.start + list[0].length;
  const filled = replaced(source, value, 'NULL');
  const text = `${filled.slice(0, at)} ${given}, ${filled.slice(at)}`;
  const { scopes } = read(text, catalog).analysis;
  const end = at + 1 + given.length;
  const listed = scopes.find(({ span }) => span.start === scope.span.start)?.listed ?? [];
  return listed.flatMap(({ span, type }) => (span.end <= end ? [type] : []));
}

function problemsWith({ source, value, catalog }: ValuePlace, text: string): number {
  const { parsed, analysis } = read(replaced(source, value, text), catalog);
  return parsed.problems.length + analysis.problems.length;
}

const replaced = (source: string, { start, end }: Span, text: string): string =>
  `${source.slice(0, start)}${text} ${source.slice(end)}`;

function read(text: string, catalog: Catalog) {
  const parsed = parseStatement(text);
  return { parsed, analysis: analysisOf(parsed, catalog) };
}

/** The catalogue of what a statement names, with the types that samples showed taken for certain. */
export function believed(catalog: Catalog, source: string): Catalog {
  const named = catalog.collections.filter(({ name }) => source.includes(name));
  const collections = named.map((each) => ({
    ...each,
    fields: each.fields.map((field) => ({ ...field, certainty: 'declared' as const })),
  }));
  return { ...catalog, collections };
}
