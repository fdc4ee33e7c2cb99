import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundOutput, BoundQuery } from './bound.ts';
import * as shape from './shape.ts';

/** The outputs of a set operation: the left side's names, types that both sides can be brought to. */
export function setOutputs(
  what: string,
  left: BoundQuery,
  right: BoundQuery,
  span: Span,
  binder: Binder,
): readonly BoundOutput[] {
  if (left.outputs.length !== right.outputs.length) {
    binder.report('QL2013', span, [what, left.outputs.length, right.outputs.length]);
  }
  return left.outputs.map((output, index): BoundOutput => {
    const other = right.outputs[index] ?? output;
    const [a, b] = [literalType(left, index) ?? output.type, literalType(right, index) ?? other.type];
    const met = shape.commonType(a, b);
    // Literals that meet nothing but one another are texts.
    const type = met?.name === 'null' ? shape.commonType(output.type, other.type) : met;
    if (!type) binder.report('QL2016', other.span, [what, `${a.name} and ${b.name}`, '']);
    const likely = shape.commonType(shape.guess(output), shape.guess(other));
    return {
      id: binder.newId(),
      name: output.name,
      span: output.span,
      type: type ?? shape.unknownType,
      ...(likely && shape.isKnown(likely) && type?.name === 'unknown' ? { likely } : {}),
      nullable: output.nullable || other.nullable,
    };
  });
}

/** A side of a set operation whose literals without a type have become values of the outputs' types. */
export function literalsAs(side: BoundQuery, outputs: readonly BoundOutput[]): BoundQuery {
  if (side.body.kind !== 'select') return side;
  const items = side.body.items.map((item, index) => {
    const type = outputs[index]?.type;
    const known = literalType(side, index) && type && type.name !== 'text';
    return known ? { ...item, value: shape.cast(item.value, type) } : item;
  });
  const typed = side.outputs.map((output) => ({
    ...output,
    type: items.find(({ id }) => id === output.id)?.value.type ?? output.type,
  }));
  return { ...side, body: { ...side.body, items }, outputs: typed };
}

/** A literal without a type of its own takes that of the other side. */
function literalType(query: BoundQuery, index: number) {
  if (query.body.kind !== 'select') return undefined;
  const value = query.body.items[index]?.value;
  return value?.kind === 'constant' && value.untyped ? shape.nullType : undefined;
}
