import type { Expression, FrameBound, WindowFrame } from '../syntax/ast/query.ts';
import { walk } from '../syntax/walk.ts';
import type { Binder } from './binder.ts';
import { isNoCount } from './check-arguments.ts';

/** The ends of a frame in the order of the rows. */
const order = [
  'UNBOUNDED PRECEDING',
  'PRECEDING',
  'CURRENT ROW',
  'FOLLOWING',
  'UNBOUNDED FOLLOWING',
] as const;

/** Tells of a frame that ends before it begins, of negative offsets, and of what needs an order. */
export function checkFrame(frame: WindowFrame, keys: number, binder: Binder): void {
  const { start, end, unit } = frame;
  for (const bound of [start, end]) if (bound) checkOffset(bound, unit, binder);
  if (backwards(start, end))
    binder.report(
      'QL2054',
      frame.span,
      [written(start), written(end)],
      end?.offset && start.offset ? [exchange(start, end)] : [],
    );
  const offsets = start.offset !== undefined || end?.offset !== undefined;
  if (unit === 'RANGE' && offsets && keys !== 1)
    binder.report('QL4002', frame.span, ['RANGE with an offset needs exactly one ORDER BY key.']);
  if (unit === 'GROUPS' && keys === 0)
    binder.report('QL2017', frame.span, [
      'GROUPS',
      'it counts rows that are equal by ORDER BY, and there is none',
    ]);
}

function readsColumn(offset: Expression): boolean {
  let found = false;
  walk(offset, (node) => {
    found ||= node.kind === 'ColumnReference';
    return !found && node.kind !== 'ScalarSubquery';
  });
  return found;
}

function backwards(start: FrameBound, end: FrameBound | undefined): boolean {
  const last = end?.type ?? 'CURRENT ROW';
  if (start.type === 'UNBOUNDED FOLLOWING' || last === 'UNBOUNDED PRECEDING') return true;
  return order.indexOf(start.type) > order.indexOf(last);
}

const written = (bound: FrameBound | undefined): string =>
  bound?.offset ? `… ${bound.type}` : (bound?.type ?? 'CURRENT ROW');

/** `1 FOLLOWING AND 1 PRECEDING` with the words behind the offsets exchanged. */
function exchange(start: FrameBound, end: FrameBound) {
  const behind = ({ offset, span }: FrameBound) => ({ start: offset?.span.end ?? span.start, end: span.end });
  return {
    title: 'Exchange PRECEDING and FOLLOWING',
    changes: [
      { span: behind(start), text: ` ${end.type}` },
      { span: behind(end), text: ` ${start.type}` },
    ],
  };
}

function checkOffset({ offset }: FrameBound, unit: WindowFrame['unit'], binder: Binder): void {
  if (unit !== 'RANGE' && isNoCount(offset))
    binder.report('QL4004', offset.span, ['The offset of a frame must be a whole number']);
  // One offset holds for all rows.
  if (offset && readsColumn(offset)) binder.report('QL4005', offset.span, ['The offset of a frame']);
  if (offset?.kind !== 'Unary' || offset.operator !== '-' || offset.operand.kind !== 'Literal') return;
  if (Number(offset.operand.text) > 0)
    binder.report('QL4004', offset.span, ['The offset of a frame must not be negative']);
}
