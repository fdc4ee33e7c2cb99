import { groupOptions, toDriverOptions } from '../../../dialect/src/options/index.ts';
import type { GroupType } from '../../../dialect/src/options/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Definition, SavedDefinition } from './definition.ts';

/** One thing that is saved otherwise than it runs: `maxPoolSize`, `read.maxPoolSize`, `connection`. */
export interface Difference {
  readonly what: string;
  /** Undefined where nothing is said of it. */
  readonly saved: unknown;
  readonly running: unknown;
}

/** How one pool or group is saved, and how it runs. */
export interface Change {
  readonly kind: Definition['kind'];
  readonly name: string;
  readonly change: 'same' | 'only saved' | 'only running' | 'differs';
  readonly saved?: SavedDefinition;
  readonly running?: Definition;
  readonly differences: readonly Difference[];
}

/** Every pool and group that runs or is saved, those that are saved first and in their order. */
export function compare(
  saved: ReadonlyMap<string, SavedDefinition>,
  running: ReadonlyMap<string, Definition>,
  defaultConnection: string | undefined,
): readonly Change[] {
  const names = new Set([...saved.keys(), ...running.keys()]);
  return [...names].flatMap((name): Change[] => {
    const [written, made] = [saved.get(name), running.get(name)];
    if (!written && !made) return [];
    if (!written && made)
      return [{ kind: made.kind, name, change: 'only running', running: made, differences: [] }];
    if (written && !made)
      return [{ kind: written.kind, name, change: 'only saved', saved: written, differences: [] }];
    if (!written || !made) return [];
    const differences = differencesOf(written, made, defaultConnection);
    const change = differences.length === 0 ? 'same' : 'differs';
    return [{ kind: written.kind, name, change, saved: written, running: made, differences }];
  });
}

function differencesOf(
  saved: SavedDefinition,
  running: Definition,
  byDefault: string | undefined,
): readonly Difference[] {
  const place = (what: string, written: string | undefined, made: string | undefined): Difference[] =>
    written === made ? [] : [{ what, saved: written, running: made }];
  const connection = ({ connection: name, address }: Definition) =>
    address === undefined ? (name ?? byDefault) : redactUris(address);
  const [one, other] = [flat(saved), flat(running)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return [
    ...place('kind', saved.kind, running.kind),
    ...place('type', saved.type, running.type),
    ...place('connection', connection(saved), connection(running)),
    // Without DATABASE it is the connection's own, whatever that is.
    ...(saved.database === undefined ? [] : place('database', saved.database, running.database)),
    ...names
      .filter((name) => canonical(one.get(name)) !== canonical(other.get(name)))
      .map((name) => ({ what: name, saved: one.get(name)?.value, running: other.get(name)?.value })),
  ];
}

interface Said {
  readonly option: string;
  readonly value: unknown;
}

/** The options by their paths: those of members stand behind the member's name. */
function flat({ type, options }: Definition): ReadonlyMap<string, Said> {
  const found = new Map<string, Said>();
  for (const [name, value] of Object.entries(options)) {
    const kind = type && kindOf(type, name);
    if (kind === 'document') addAll(found, name, value);
    else if (kind === 'members')
      for (const [member, own] of entriesOf(value)) addAll(found, `${name}.${member}`, own);
    else found.set(name, { option: name, value });
  }
  return found;
}

function addAll(found: Map<string, Said>, path: string, options: unknown): void {
  const entries = entriesOf(options);
  // A member without options is there all the same.
  if (entries.length === 0) found.set(path, { option: path, value: {} });
  for (const [name, value] of entries) found.set(`${path}.${name}`, { option: name, value });
}

function kindOf(type: GroupType, name: string): string | undefined {
  return groupOptions(type).find((option) => option.name === name)?.type.kind;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((name) => [String(name), {}] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** A value as text in which everything that means the same is the same: short forms, the order of fields, credentials. */
function canonical(said: Said | undefined): string | undefined {
  if (!said || said.value === undefined) return undefined;
  const driver = Object.values(toDriverOptions({ [said.option]: said.value }));
  const value = driver.length === 1 ? driver[0] : said.value;
  return redactUris(JSON.stringify(value, sorted) ?? '');
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
