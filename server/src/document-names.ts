import { emptyCatalog } from '../../dialect/src/index.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { together, withDeclarations } from './declarations.ts';
import { declaredIn } from './stretches.ts';
import type { PlacedStretch } from './stretches.ts';
import { watched } from './watched-catalog.ts';

/** What the names of a document mean. */
export interface DocumentNames {
  /** What the client said that exists. */
  readonly given: Catalog;
  /** What exists: that, and what the document itself creates. */
  readonly catalog: Catalog;
  /** The same, for analyses. */
  readonly watched: Catalog;
  /** Everything declared, and of both that on which analyses depend: to compare. */
  readonly declared: string;
  readonly existing: string;
  readonly created: string;
  /** The names that pools, groups and their members, and alerts go by: the same value while it holds the same. Unknown before the client tells. */
  readonly pools: readonly string[] | undefined;
  readonly alerts: readonly string[] | undefined;
}

export const nothingExists: DocumentNames = {
  ...{ given: emptyCatalog, catalog: emptyCatalog, watched: emptyCatalog },
  ...{ declared: '', existing: '', created: '', pools: undefined, alerts: undefined },
};

/** What the names of stretches mean; the very value as before where nothing that it is made of has changed. */
export function namesOf(
  stretches: readonly PlacedStretch[],
  given: Catalog,
  before: DocumentNames,
): DocumentNames {
  const all = stretches.flatMap(({ stretch }) => declaredIn(stretch) ?? []);
  const declared = all.map(({ text }) => text).join('');
  if (given === before.given && declared === before.declared) return before;
  const own = together(all);
  const catalog = withDeclarations(given, own);
  // Before the client has told what there is, the catalogue has version 0.
  const isTold = given.version > 0;
  return {
    ...{ given, catalog, watched: watched(catalog), declared },
    existing: meaningOf(given),
    created: JSON.stringify([own.pools, own.groups, own.collections]),
    pools: isTold ? kept(before.pools, poolNames(catalog)) : undefined,
    alerts: isTold
      ? kept(
          before.alerts,
          catalog.alerts.map(({ name }) => name),
        )
      : undefined,
  };
}

/** Whether names mean the same, whatever live figures say. */
export function meansTheSame(a: DocumentNames, b: DocumentNames): boolean {
  return a.existing === b.existing && a.created === b.created;
}

/** Of pools, of groups and of their members, whose pools may not be open. */
function poolNames({ pools, groups = [] }: Catalog): readonly string[] {
  return [
    ...pools.map(({ name }) => name),
    ...groups.flatMap(({ name, members }) => [name, ...members.map((member) => `${name}.${member}`)]),
  ];
}

function kept(before: readonly string[] | undefined, now: readonly string[]): readonly string[] {
  return before?.length === now.length && now.every((name, index) => name === before[index]) ? before : now;
}

/** Keys of figures that change all the time. */
const live: ReadonlySet<string> = new Set(['live', 'version', 'estimatedCount', 'estimatedSize']);

const meanings = new WeakMap<Catalog, string>();

/** All of a catalogue that names depend on: live figures move every second and change no meaning. */
function meaningOf(catalog: Catalog): string {
  let meaning = meanings.get(catalog);
  if (meaning === undefined) {
    meaning = JSON.stringify(catalog, (key, value: unknown) => (live.has(key) ? undefined : value));
    meanings.set(catalog, meaning);
  }
  return meaning;
}
