import type { Document } from '../../../dialect/src/index.ts';
import type { AccessNode } from './explain-access.ts';

/** Which stages of a pipeline each step of the server's plan does the work of, by position. */
export interface Placed {
  /** For a node by which documents are found. */
  readonly early: (node: AccessNode) => readonly number[];
  /** For each stage that the server carries out by itself. */
  readonly late: readonly (readonly number[])[];
}

/**
 * The server rewrites a pipeline before it runs it: stages at its beginning become the query, others are joined or left out. So stages are
 * told apart by their names, from the end, and one that is not found belongs to what went before it.
 */
export function placed(pipeline: readonly Document[], late: readonly string[]): Placed {
  const names = pipeline.map((stage) => Object.keys(stage)[0] ?? '');
  const owners: (number | undefined)[] = names.map(() => undefined);
  let end = names.length - 1;
  for (let at = late.length - 1; at >= 0; at -= 1) {
    const found = names.findLastIndex((name, index) => index <= end && isSame(name, late[at] ?? ''));
    if (found < 0) continue;
    owners[found] = at;
    end = found - 1;
  }
  const firstLate = owners.findIndex((owner) => owner !== undefined);
  const early = firstLate < 0 ? (late.length === 0 ? names.length : 0) : firstLate;
  for (let index = early + 1; index < owners.length; index += 1) owners[index] ??= owners[index - 1];
  return {
    early: (node) => names.flatMap((name, index) => (index < early && does(node, name) ? [index] : [])),
    late: late.map((_, at) => owners.flatMap((owner, index) => (owner === at ? [index] : []))),
  };
}

/** Stages that the server tells under another name than it was given them by. */
const alike: readonly ReadonlySet<string>[] = [
  new Set(['$project', '$unset']),
  new Set(['$addFields', '$set']),
  new Set(['$replaceRoot', '$replaceWith']),
];

const isSame = (sent: string, told: string): boolean =>
  sent === told || alike.some((names) => names.has(sent) && names.has(told));

/** What the nodes of a query do of a pipeline's stages. */
const duties: Readonly<Record<string, (stage: string) => boolean>> = {
  $match: (stage) => /^(FETCH|MATCH|OR|SUBPLAN)$/.test(stage),
  $sort: (stage) => /^SORT/.test(stage),
  $limit: (stage) => stage === 'LIMIT' || stage === 'LIMIT_SKIP',
  $skip: (stage) => stage === 'SKIP' || stage === 'LIMIT_SKIP',
  $group: (stage) => stage === 'GROUP',
  $lookup: (stage) => /^EQ_LOOKUP/.test(stage),
  $unwind: (stage) => stage === 'UNWIND' || stage === 'EQ_LOOKUP_UNWIND',
  $project: (stage) => /^PROJECTION/.test(stage),
  $addFields: (stage) => /^PROJECTION/.test(stage),
  $set: (stage) => /^PROJECTION/.test(stage),
  $replaceRoot: (stage) => stage === 'REPLACE_ROOT',
  $setWindowFields: (stage) => stage === 'WINDOW',
};

/** Documents are found by what the filters say: that is the work of the nodes that read. */
const does = (node: AccessNode, name: string): boolean =>
  (name === '$match' && node.inputs.length === 0) || (duties[name]?.(node.stage) ?? false);
