import type { BoundDerived, ColumnId } from '../analysis/bound.ts';
import { rowsOf, scannedBy } from './estimate.ts';
import type { PlanNode, QueryPlan } from './plan-node.ts';
import { columnsRead, expressions, gatherGiven, inputs } from './plan-walk.ts';

// Microseconds as measured on one machine: only their relations matter.
const perDocument = 0.6;
const perLookup = 14;
const perGrouped = 1.5;
/** Of reading rows once and handing each of them to what reads it. */
const keeping = 30_000;
const perKept = 5;

/** How often each query of WITH is named in a statement, by the place of its definition. */
export function uses(statement: unknown): ReadonlyMap<number, number> {
  const places = new Map<number, Set<number>>();
  const seen = new Set<object>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node) || 'signatures' in node) return;
    seen.add(node);
    if ('kind' in node && node.kind === 'derived') {
      const { cte, span } = node as BoundDerived;
      // A query that is bound several times, for it stands in another that is named several times, is written once.
      if (cte) places.set(cte.definition, (places.get(cte.definition) ?? new Set()).add(span.start));
    }
    Object.values(node).forEach(visit);
  };
  visit(statement);
  return new Map([...places].map(([definition, at]) => [definition, at.size]));
}

/**
 * Whether the rows of a query of WITH that is named so often are found once and kept, as MATERIALIZED wants it: where it costs more to find
 * them again, and where they would be others the next time. It must stand by itself.
 */
export function isKept(
  { root }: QueryPlan,
  { materialized }: NonNullable<BoundDerived['cte']>,
  times: number,
): boolean {
  if (materialized === false || !standsAlone(root)) return false;
  if (materialized === true) return true;
  if (times < 2) return false;
  return isVolatile(root) || (times - 1) * costOf(root) > keeping + rowsOf(root) * perKept;
}

/** Whether it reads collections, and neither columns of rows around it nor rows of other steps. */
function standsAlone(root: PlanNode): boolean {
  const given = new Set<ColumnId>();
  let [stored, steps] = [false, false];
  const visit = (node: PlanNode): void => {
    gatherGiven(node, given);
    stored ||= node.kind === 'scan';
    steps ||= node.kind === 'working';
    inputs(node).forEach(visit);
  };
  visit(root);
  return stored && !steps && [...columnsRead(root)].every((id) => given.has(id));
}

/** Reading and computing; a plain look at one collection costs next to nothing more the second time. */
function costOf(root: PlanNode): number {
  const work = (node: PlanNode): number => {
    const below = inputs(node).reduce((sum, input) => sum + work(input), 0);
    if (node.kind === 'join') return below + rowsOf(node.left) * perLookup;
    if (node.kind === 'apply') return below + rowsOf(node.input) * perLookup;
    if (node.kind === 'group' || node.kind === 'window' || node.kind === 'distinct')
      return below + rowsOf(inputs(node)[0] ?? node) * perGrouped;
    return below;
  };
  const computing = work(root);
  return computing === 0 ? 0 : computing + scannedBy(root) * perDocument;
}

/** Whether it would give others the next time. */
export const isVolatile = (node: PlanNode): boolean =>
  expressions(node).some(callsVolatile) || inputs(node).some(isVolatile);

function callsVolatile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('signatures' in value) return 'volatile' in value && value.volatile === true;
  return Object.values(value).some(callsVolatile);
}
