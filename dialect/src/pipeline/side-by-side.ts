import type { Stage } from './compiler.ts';

/**
 * The stages of a join behind those of the joins before it, where it asks nothing of what they found: it looks for its documents before theirs
 * are unwound, once for each row instead of once for each of the rows that a row becomes.
 * @param reads the first names of the paths that the join reads of its left rows
 */
export function sideBySide(
  left: readonly Stage[],
  join: readonly Stage[],
  reads: ReadonlySet<string>,
): readonly Stage[] {
  return besideOther(left, join, reads) ?? behindGroup(left, join, reads) ?? [...left, ...join];
}

/** The join's $lookup right behind the one before it, and what the joins before it unwind behind that. */
function besideOther(
  left: readonly Stage[],
  join: readonly Stage[],
  reads: ReadonlySet<string>,
): readonly Stage[] | undefined {
  let start = left.length;
  while (start > 0 && free(left[start - 1], reads)) start -= 1;
  const [first] = join;
  const end = join.findIndex(({ stage }) => '$unwind' in stage);
  if (start === left.length || !first || !('$lookup' in first.stage) || end < 0) return undefined;
  const [before, unwinds] = [left.slice(0, start), left.slice(start)];
  // Right behind the other $lookup, so that the server may do both in one go; what stands between speaks of its own documents alone.
  let at = before.length;
  while (at > 0 && onlyOfFound(before[at - 1])) at -= 1;
  const other = before[at - 1];
  if (!other || !('$lookup' in other.stage)) return undefined;
  return [
    ...before.slice(0, at),
    first,
    ...before.slice(at),
    ...join.slice(1, end),
    ...unwinds,
    ...join.slice(end),
  ];
}

/** Whether a stage unwinds found documents that the join does not read. */
function free(stage: Stage | undefined, reads: ReadonlySet<string>): boolean {
  const unwind = stage?.stage['$unwind'] as string | { readonly path: string } | undefined;
  if (unwind === undefined) return false;
  const path = typeof unwind === 'string' ? unwind : unwind.path;
  return isFound(path.slice(1)) && !reads.has(path.slice(1));
}

/** Whether a stage is one that joins put between $lookup and $unwind. */
function onlyOfFound(stage: Stage | undefined): boolean {
  const inner = stage?.stage['$set'] ?? stage?.stage['$match'];
  if (typeof inner !== 'object' || inner === null) return false;
  const names = Object.keys(inner);
  return names.length === 1 && names.every(isFound);
}

/** The names under which joins put what they find. */
const isFound = (name: string): boolean => /^__q_*j\d+$/.test(name);

/** A $lookup right behind a $group, which the server does both in one go, before what is computed of the group and not asked by the join. */
function behindGroup(
  left: readonly Stage[],
  join: readonly Stage[],
  reads: ReadonlySet<string>,
): readonly Stage[] | undefined {
  const [lookup, ...rest] = join;
  if (!lookup || !isBare(lookup)) return undefined;
  let at = left.length;
  while (at > 0 && computesBeside(left[at - 1], reads)) at -= 1;
  const group = left[at - 1];
  if (at === left.length || !group || !('$group' in group.stage)) return undefined;
  const { beforeLookup, ...asItIs } = group;
  const before = beforeLookup ? { ...asItIs, stage: beforeLookup } : asItIs;
  return [...left.slice(0, at - 1), before, lookup, ...left.slice(at), ...rest];
}

/** Whether a stage is a $lookup without a pipeline: all that it reads of the row is its local field. */
const isBare = ({ stage }: Stage): boolean => {
  const lookup = stage['$lookup'];
  return typeof lookup === 'object' && lookup !== null && !('pipeline' in lookup) && !('let' in lookup);
};

/** Whether a stage only sets fields that the join does not read. */
function computesBeside(stage: Stage | undefined, reads: ReadonlySet<string>): boolean {
  const set = stage?.stage['$set'];
  return typeof set === 'object' && set !== null && !Object.keys(set).some((name) => reads.has(name));
}
