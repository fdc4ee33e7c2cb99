import { findFunction } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import type { Expression, GroupBy, GroupingElement, GroupingSet } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type {
  BoundAggregate,
  BoundExpression,
  BoundGroup,
  BoundGrouping,
  BoundItem,
  BoundRelation,
  ColumnId,
} from './bound.ts';
import { fingerprint } from './fingerprint.ts';
import type { SelectGathering } from './scope.ts';
import * as shape from './shape.ts';
import { mapOperands, operands, visitDeep } from './walk.ts';

/** The groups of a SELECT, and how expressions over single rows become expressions over groups. */
export interface Grouping {
  readonly keys: readonly BoundItem[];
  readonly sets: readonly (readonly number[])[];
  /**
   * Replaces what a key computes by the key, and checks that nothing else of a row is left. `item` is the value's place in the select list,
   * where it is an item of it.
   */
  readonly over: (value: BoundExpression, item?: number) => BoundExpression;
  /** The finished group, once all expressions have been seen. */
  readonly finish: () => BoundGroup;
}

/** A key's expression, and which item of the select list it names, if it names one. */
export interface KeyTarget {
  readonly value: BoundExpression;
  readonly item?: number;
}

const atMost = 4096;

/** GROUP BY; without one, all rows are one group. `bindKey` resolves ordinals, aliases and columns. */
export function bindGroup(
  groupBy: GroupBy | undefined,
  from: BoundRelation,
  gathering: SelectGathering,
  bindKey: (value: Expression) => KeyTarget,
  binder: Binder,
): Grouping {
  const keys: BoundItem[] = [];
  const marks = new Map<string, number>();
  // Two items of the select list with one expression are keys of their own: a grouping set may hold the one and not the other.
  const byItem = new Map<number, number>();
  const keyOf = ({ value, item }: KeyTarget): number => {
    const mark = fingerprint(value);
    const found = (item === undefined ? undefined : byItem.get(item)) ?? marks.get(mark);
    const other = found !== undefined && item !== undefined && !byItem.has(item);
    if (found !== undefined && !(other && [...byItem.values()].includes(found))) {
      if (item !== undefined) byItem.set(item, found);
      return found;
    }
    // A plain column keeps its number: what reads it below the groups and what reads it above them mean the same name.
    keys.push({ id: value.kind === 'column' && found === undefined ? value.id : binder.newId(), value });
    if (found === undefined) marks.set(mark, keys.length - 1);
    if (item !== undefined) byItem.set(item, keys.length - 1);
    return keys.length - 1;
  };
  let sets: (readonly number[])[] = [[]];
  for (const element of groupBy?.items ?? []) {
    const more = setsOf(element, bindKey, keyOf);
    sets = sets.flatMap((left) => more.map((right) => together(left, right)));
    if (sets.length > atMost) {
      notAvailable(binder, `GROUP BY with more than ${atMost} grouping sets`, element.span);
      sets = [[]];
    }
  }
  if (groupBy?.distinct) {
    const seen = new Map(sets.map((set) => [[...set].sort((a, b) => a - b).join(), set]));
    sets = [...seen.values()];
  }
  const isOptional = (index: number): boolean => !sets.every((set) => set.includes(index));
  const read = (index: number, span: Span): BoundExpression => {
    const key = keys[index];
    if (!key) return shape.constant(null, shape.nullType, span);
    const inner = shape.shapeOf(key.value);
    return shape.column(key.id, { ...inner, nullable: inner.nullable || isOptional(index) }, span);
  };
  // Most groups never ask for them.
  let own: ReturnType<typeof columnsOfRelation> | undefined;
  const isKey = (id: ColumnId): boolean => keys.some((key) => key.id === id);
  const dependent = new Map<ColumnId, BoundExpression>();
  const check = (each: BoundExpression): void => {
    if (each.kind !== 'column' || isKey(each.id) || dependent.has(each.id)) return;
    own ??= columnsOfRelation(from);
    if (!own.has(each.id)) return;
    if (own.get(each.id)?.some((ids) => ids.every(isKey))) dependent.set(each.id, each);
    else binder.report('QL2010', each.span, [nameOf(each.id, from)]);
  };
  const over = (value: BoundExpression, item?: number): BoundExpression => {
    const named = item === undefined ? undefined : byItem.get(item);
    // A constant is a key where it is the item that GROUP BY names: NULL in the sets without it. Elsewhere it is itself.
    if (named !== undefined && (value.kind !== 'constant' || isOptional(named)))
      return read(named, value.span);
    const mayBeKey = value.kind !== 'constant' && keys.some((key) => key.value.kind === value.kind);
    const at = mayBeKey ? marks.get(fingerprint(value)) : undefined;
    if (at !== undefined) return read(at, value.span);
    if (value.kind === 'column') check(value);
    if (value.kind === 'subquery') visitDeep({ ...value, operands: [] }, check);
    return loosened(
      value,
      mapOperands(value, (each) => over(each)),
    );
  };
  // What stands before WITHIN GROUP is a value of the group, not of its rows.
  const ofGroup = (each: BoundAggregate): BoundAggregate =>
    each.withinGroup.length > 0 ? { ...each, args: each.args.map((arg) => over(arg)) } : each;
  const finish = (): BoundGroup => ({
    keys,
    sets,
    aggregates: [
      ...gathering.aggregates.map(ofGroup),
      ...[...dependent.values()].flatMap((each) => anyValue(each)),
    ],
    groupings: gathering.groupings.map((each): BoundGrouping => {
      const indexes = each.args.map((arg) => marks.get(fingerprint(arg)));
      if (indexes.includes(undefined)) {
        binder.report('QL2017', each.span, ['GROUPING', 'its arguments are expressions of GROUP BY']);
      }
      return { id: each.id, keys: indexes.flatMap((index) => index ?? []) };
    }),
  });
  return { keys, sets, over, finish };
}

/** An operand that a grouping set leaves out is NULL there, and what is made of it may be. */
function loosened(before: BoundExpression, after: BoundExpression): BoundExpression {
  if (after === before || after.nullable) return after;
  const were = operands(before);
  const isNew = (each: BoundExpression, index: number): boolean =>
    each.nullable && were[index]?.nullable === false;
  return operands(after).some(isNew) ? { ...after, nullable: true } : after;
}

/** The keys of two sets, each once. */
const together = (left: readonly number[], right: readonly number[]): readonly number[] =>
  left.length + right.length > 1 ? [...new Set([...left, ...right])] : [...left, ...right];

/** A column that the keys determine is the same in every row of a group: any of them gives it. */
function anyValue(value: BoundExpression): readonly BoundAggregate[] {
  const row = findFunction('ANY_VALUE');
  if (!row || isScalar(row) || value.kind !== 'column') return [];
  return [
    {
      id: value.id,
      span: value.span,
      row,
      args: [value],
      distinct: false,
      orderBy: [],
      withinGroup: [],
      ...shape.shapeOf(value),
    },
  ];
}

type KeySets = readonly (readonly number[])[];

export function isSet(element: GroupingElement): element is GroupingSet {
  return element.kind === 'GroupingSet';
}

/** The grouping sets that one element of GROUP BY stands for. */
function setsOf(
  element: GroupingElement,
  bindKey: (value: Expression) => KeyTarget,
  keyOf: (target: KeyTarget) => number,
): KeySets {
  if (!isSet(element)) return [simple(element, bindKey, keyOf)];
  switch (element.type) {
    case 'EMPTY':
      return [[]];
    case 'GROUPING SETS':
      return element.items.flatMap((item) => setsOf(item, bindKey, keyOf));
    case 'ROLLUP': {
      const parts = element.items.map((item) => setsOf(item, bindKey, keyOf)[0] ?? []);
      return Array.from({ length: parts.length + 1 }, (_, left) =>
        parts.slice(0, parts.length - left).flat(),
      );
    }
    case 'CUBE': {
      const parts = element.items.map((item) => setsOf(item, bindKey, keyOf)[0] ?? []);
      return Array.from({ length: 2 ** Math.min(parts.length, 12) }, (_, mask) =>
        parts.filter((_, index) => !(mask & (1 << (parts.length - 1 - index)))).flat(),
      );
    }
  }
}

/** An expression, or several in parentheses that count as one. */
function simple(
  element: Expression,
  bindKey: (value: Expression) => KeyTarget,
  keyOf: (target: KeyTarget) => number,
): readonly number[] {
  if (element.kind === 'RowConstructor') return element.items.flatMap((item) => simple(item, bindKey, keyOf));
  return [keyOf(bindKey(element))];
}

/** The columns that FROM gives, each with the keys of its relation that determine it. */
function columnsOfRelation(
  relation: BoundRelation,
  into = new Map<ColumnId, readonly (readonly ColumnId[])[]>(),
): Map<ColumnId, readonly (readonly ColumnId[])[]> {
  switch (relation.kind) {
    case 'scan':
      for (const column of relation.columns) into.set(column.id, relation.keys);
      if (relation.document !== undefined) into.set(relation.document, relation.keys);
      break;
    case 'virtual':
    case 'series':
    case 'working':
      for (const column of relation.columns) into.set(column.id, []);
      if (relation.kind === 'series' && relation.ordinality !== undefined) into.set(relation.ordinality, []);
      break;
    case 'derived':
      for (const output of relation.query.outputs) into.set(output.id, []);
      break;
    case 'join':
      columnsOfRelation(relation.left, into);
      columnsOfRelation(relation.right, into);
      for (const item of relation.merged) into.set(item.id, []);
      break;
    case 'single':
      break;
  }
  return into;
}

function nameOf(id: ColumnId, relation: BoundRelation): string {
  switch (relation.kind) {
    case 'scan':
    case 'virtual':
      return relation.columns.find((column) => column.id === id)?.field ?? 'A column';
    case 'series':
    case 'working':
      return relation.columns.find((column) => column.id === id)?.name ?? 'A column';
    case 'derived':
      return relation.query.outputs.find((output) => output.id === id)?.name ?? 'A column';
    case 'join': {
      const left = nameOf(id, relation.left);
      return left === 'A column' ? nameOf(id, relation.right) : left;
    }
    case 'single':
      return 'A column';
  }
}
