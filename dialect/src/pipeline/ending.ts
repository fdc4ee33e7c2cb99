import type { Document } from './command.ts';
import type { Stage } from './compiler.ts';

/** What a pipeline ends with: its stages, and behind them a $project. */
export interface Ending {
  readonly stages: readonly Stage[];
  readonly last: Document;
}

/**
 * The $project that gives a query's columns, with what the $set before it computes for them in their places: each row goes through a stage
 * less. `project` has names of fields for the columns; what is computed for none of them is left out.
 */
export function ending(stages: readonly Stage[], project: Document): Ending {
  const set = stages.at(-1)?.stage['$set'] as Document | undefined;
  if (!set) return { stages, last: project };
  const last: Document = {};
  const taken = new Set<string>();
  for (const [field, value] of Object.entries(project)) {
    const name = value === 1 ? field : typeof value === 'string' ? value.slice(1) : undefined;
    if (name === undefined && field !== '_id' && !isLiteral(value)) return { stages, last: project };
    const [root = ''] = name?.split('.') ?? [];
    if (!Object.hasOwn(set, root)) {
      last[field] = value;
      continue;
    }
    // A field of what is computed, or the same twice, would be computed for each reader.
    if (root !== name || taken.has(root) || !isComputed(set[root])) return { stages, last: project };
    taken.add(root);
    last[field] = set[root];
  }
  return { stages: stages.slice(0, -1), last };
}

const isLiteral = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && '$literal' in value;

/** Whether $project takes it for an expression: numbers and truth values mean fields that stay, documents fields within. */
const isComputed = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.startsWith('$')
    : typeof value === 'object' && value !== null && Object.keys(value)[0]?.startsWith('$') === true;
