import {
  alertOptions,
  benchmarkOptions,
  groupOptions,
  groupTypes,
  memberOption,
  poolOptions,
} from '../../../dialect/src/options/index.ts';
import type { OptionForm, PoolOption } from '../../../dialect/src/options/index.ts';
import { stringValue } from '../../../dialect/src/text/literals.ts';
import type { Token } from '../../../dialect/src/text/tokens.ts';
import { bracketsAround, itemAt } from './brackets.ts';
import type { Bracket } from './brackets.ts';

/** Where in a list of pool options an offset lies. */
export interface OptionPlace {
  /** At the name of an option, at its value, or at an element of a value that is a list. */
  readonly at: 'name' | 'value' | 'element';
  readonly form: OptionForm;
  /** The options whose documents hold this place, from the outside in. */
  readonly path: readonly string[];
  /** The options (or fields of a document) that may stand here. */
  readonly choices: readonly PoolOption[];
  /** The names, or elements, that the list has already, without the one at the offset. */
  readonly given: readonly string[];
  /** The option of the name at the offset, or whose value it is. */
  readonly option: PoolOption | undefined;
  /** The token that the offset touches. */
  readonly token: Token | undefined;
  /** Whether a value follows the name already. */
  readonly hasValue: boolean;
}

const objectMakers = ['JSON_BUILD_OBJECT', 'JSONB_BUILD_OBJECT'];

const listMakers = ['JSON_BUILD_ARRAY', 'JSONB_BUILD_ARRAY'];

/** The place of an offset in the option list of a statement about a pool, a group of pools or an alert, or of a benchmark; undefined outside of one. */
export function optionPlace(
  source: string,
  tokens: readonly Token[],
  offset: number,
): OptionPlace | undefined {
  const brackets = bracketsAround(tokens, offset);
  const list = isOptionStatement(tokens)
    ? brackets.findIndex((each) => opensOptions(each, tokens, source))
    : -1;
  if (list < 0) return undefined;
  let fields: Fields = { options: optionsOf(tokens), anyName: false };
  let path: readonly string[] = [];
  let place: OptionPlace | undefined;
  for (const bracket of brackets.slice(list)) {
    if (place && isList(bracket, source)) {
      const inside = bracket === brackets.at(-1) && place.at === 'value';
      return inside ? inElements(place, bracket, source, tokens, offset) : { ...place, ...unknown };
    }
    const form: OptionForm =
      bracket.before && isObjectMaker(bracket.before, source) ? 'object' : 'assignments';
    if (place) {
      const type = place.option?.type;
      if (form !== 'object' || (type?.kind !== 'document' && type?.kind !== 'members'))
        return { ...place, ...unknown };
      fields = { options: type.fields, anyName: type.kind === 'members' };
      path = [...path, place.option?.name ?? ''];
    }
    place = { ...inList(bracket, form, fields, source, tokens, offset), path };
  }
  return place;
}

/** What names may stand in a list: those of options, or any, each with a document of these options. */
interface Fields {
  readonly options: readonly PoolOption[];
  readonly anyName: boolean;
}

/** The options of the statement: those of a group depend on its type, which ALTER does not say. */
function optionsOf(tokens: readonly Token[]): readonly PoolOption[] {
  if (isBenchmark(tokens)) return benchmarkOptions;
  if (tokens[1]?.kind === 'ALERT') return alertOptions;
  if (!tokens.slice(1, 4).some(({ kind }) => kind === 'CONNECTION_POOL_GROUP')) return poolOptions;
  const at = tokens.findIndex(({ kind }) => kind === 'TYPE');
  const type = groupTypes.find((each) => at >= 0 && tokens[at + 1]?.kind === each);
  return [...groupOptions(type), ...poolOptions];
}

/** A value of which no option tells anything: a tag of a server, the arguments of a function. */
const unknown = { at: 'value', option: undefined } as const;

const isList = ({ open, before }: Bracket, source: string): boolean =>
  open.kind === '[' || (before !== undefined && listMakers.includes(upper(before, source)));

/** An element of a list of values, beside those that it has. */
function inElements(
  place: OptionPlace,
  { items }: Bracket,
  source: string,
  tokens: readonly Token[],
  offset: number,
): OptionPlace {
  const token = touched(tokens, offset);
  const others = items.flatMap(([first]) => (first && first !== token ? [textOf(first, source)] : []));
  return { ...place, at: 'element', token, given: others };
}

const isBenchmark = ([first]: readonly Token[]): boolean => first?.kind === 'BENCHMARK';

function isOptionStatement(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (isBenchmark(tokens)) return true;
  if (first?.kind === 'SET') return second?.kind === 'CONNECTION_POOL_OPTIONS';
  if (first?.kind === 'ALTER' && second?.kind === 'ALERT') return true;
  const head = tokens
    .slice(1, 4)
    .some(({ kind }) => kind === 'CONNECTION_POOL' || kind === 'CONNECTION_POOL_GROUP');
  return (first?.kind === 'CREATE' || first?.kind === 'ALTER') && head;
}

function opensOptions({ before, open }: Bracket, tokens: readonly Token[], source: string): boolean {
  if (open.kind !== '(' || !before) return false;
  if (tokens[1]?.kind === 'CONNECTION_POOL_OPTIONS') return isObjectMaker(before, source);
  // SET of a benchmark is that of an UPDATE.
  return before.kind === 'WITH' || (before.kind === 'SET' && !isBenchmark(tokens));
}

function isObjectMaker(token: Token, source: string): boolean {
  return objectMakers.includes(upper(token, source));
}

const upper = ({ start, end }: Token, source: string): string => source.slice(start, end).toUpperCase();

const textOf = (token: Token, source: string): string =>
  token.kind === 'string' ? stringValue(source, token) : source.slice(token.start, token.end);

function touched(tokens: readonly Token[], offset: number): Token | undefined {
  return tokens.find(
    ({ kind, start, end }) =>
      start <= offset && offset <= end && !['(', ')', '[', ']', ',', '=', 'end'].includes(kind),
  );
}

function inList(
  bracket: Bracket,
  form: OptionForm,
  { options, anyName }: Fields,
  source: string,
  tokens: readonly Token[],
  offset: number,
): Omit<OptionPlace, 'path'> {
  const index = itemAt(bracket, offset);
  const item = bracket.items[index] ?? [];
  const names = bracket.items.map(([first], at) =>
    first === undefined || (form === 'object' && at % 2 === 1) ? undefined : textOf(first, source),
  );
  const equals = item.find(({ kind }) => kind === '=');
  const isValue = form === 'object' ? index % 2 === 1 : equals !== undefined && equals.end <= offset;
  const nameIndex = form === 'object' && isValue ? index - 1 : index;
  const name = names[nameIndex];
  return {
    at: isValue ? 'value' : 'name',
    form,
    choices: anyName ? [] : options,
    given: names.filter((each, at): each is string => each !== undefined && at !== nameIndex),
    option:
      anyName && name !== undefined
        ? memberOption(name, options)
        : options.find((each) => each.name === name),
    token: touched(tokens, offset),
    hasValue: form === 'object' ? (bracket.items[nameIndex + 1]?.length ?? 0) > 0 : equals !== undefined,
  };
}
