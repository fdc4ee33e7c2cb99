import { foldCast } from '../functions/index.ts';
import { typeText } from '../functions/casts/type-name.ts';
import type { LoweredArgument, LoweringContext } from '../functions/lowering.ts';
import type { Binder } from './binder.ts';
import type { BoundCast, BoundExpression } from './bound.ts';

// What only the bound statement shows: constants that no cast can read, and conditions that are no conditions.

/** Nothing of the server matters to a constant; what a value would be at this instant does not either. */
const context: LoweringContext = { serverVersion: [], fresh: (hint) => hint, refuse: () => undefined };

/** Types that a condition may have: what is not known may be true or false. */
const truths: ReadonlySet<string> = new Set(['boolean', 'null', 'unknown']);

type Node = Readonly<Record<string, unknown>>;

/** Where no expression stands: half of what there is to see. */
const leaves: ReadonlySet<string> = new Set([
  ...['span', 'spans', 'orderSpan', 'limitSpan', 'type', 'likely', 'row', 'kind', 'name', 'id', 'nullable'],
  ...['columns', 'keys', 'info', 'collection', 'database', 'untyped', 'certainty', 'stored', 'assigns'],
]);

/** Tells of all of them, each at its own place. */
export function checkBound(bound: object, binder: Binder): void {
  const open: object[] = [bound];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    // A row of the catalogue of functions, a date, a BSON value: leaves.
    if ('signatures' in value || '_bsontype' in value || value instanceof Date) continue;
    const node = value as Node;
    if (node['kind'] === 'cast') checkCast(value as BoundCast, binder);
    for (const condition of conditionsOf(node)) checkCondition(condition, binder);
    for (const key in node) {
      const inner = node[key];
      if (typeof inner === 'object' && inner !== null && !leaves.has(key)) open.push(inner);
    }
  }
}

function checkCast({ operand, type, try: attempt, span }: BoundCast, binder: Binder): void {
  if (operand.kind !== 'constant' || typeof operand.value !== 'string' || attempt) return;
  const argument: LoweredArgument = {
    expression: operand.value,
    type: operand.type,
    nullable: false,
    constant: operand.value,
  };
  const folded = foldCast(argument, type, context);
  if (!folded.ok) binder.report('QL4004', span, [folded.message]);
}

function checkCondition(condition: BoundExpression, binder: Binder): void {
  const { type, span } = condition;
  if (!truths.has(type.name)) binder.report('QL2047', span, [typeText(type)]);
}

/** The expressions of a node that rows are chosen by. */
function conditionsOf(node: Node): readonly BoundExpression[] {
  const given = (...keys: readonly string[]) =>
    keys.flatMap((key) => (node[key] === undefined ? [] : [node[key] as BoundExpression]));
  switch (node['kind']) {
    case 'logical':
      return node['operands'] as readonly BoundExpression[];
    case 'not':
      return given('operand');
    case 'select':
      return given('where', 'having');
    case 'join':
      return given('on');
    case 'case':
      return (node['branches'] as readonly { readonly when: BoundExpression }[]).map(({ when }) => when);
    default:
      return [];
  }
}
