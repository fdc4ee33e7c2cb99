import type { BoundWindow } from '../analysis/bound.ts';
import { fingerprint } from '../analysis/fingerprint.ts';
import { isKnown } from '../analysis/shape.ts';
import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { isJson } from '../functions/json-key.ts';
import type { WindowNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { groupKey } from './group-key.ts';
import { withPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, placeOf } from './lower.ts';
import { sortPlan } from './sort.ts';
import { ranks } from './window-rank.ts';
import { windowFunction } from './window-function.ts';
import type { WindowField, WindowOutputs, WindowRows } from './window-outputs.ts';

/**
 * Window functions as $setWindowFields. Its own ranks and ranges want exactly one sort key without NULL, so the rows are numbered first by
 * the keys as SQL orders them; rank and peers come from comparing each row's keys with those of the row before; and every frame is then
 * over a number that is always there.
 */
export function buildWindow(c: Compiler, node: WindowNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  const specifications = new Map<string, BoundWindow[]>();
  for (const window of node.windows) {
    if (!c.used.has(window.id)) continue;
    const mark = fingerprint([window.partitionBy, window.orderBy]);
    specifications.set(mark, [...(specifications.get(mark) ?? []), window]);
  }
  const stages: Document[] = [];
  for (const windows of specifications.values()) stages.push(...specification(c, windows, input.layout));
  const made = stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) }));
  const places = node.windows.map((window) => [window.id, placeOf(c, window.id)] as const);
  return { ...input, stages: [...input.stages, ...made], layout: withPlaces(input.layout, places) };
}

/** All functions over one partitioning and order. */
function specification(c: Compiler, windows: readonly BoundWindow[], layout: Layout): Document[] {
  const [first] = windows;
  if (!first) return [];
  const tag = c.lowering.fresh('w');
  const name = (part: string) => c.name(`${tag}${part}`);
  const key = partitionOf(c, first, layout);
  if (typeof key !== 'object' || key === null) return partitioned(c, windows, key, layout, tag);
  // MongoDB computes a key for itself in each of the stages; beside the sort keys it takes no stage of its own.
  const field = name('g');
  const [stage = {}, ...rest] = partitioned(c, windows, `$${field}`, layout, tag);
  const set = stage['$set'] as Document | undefined;
  return set ? [{ $set: { [field]: key, ...set } }, ...rest] : [{ $set: { [field]: key } }, stage, ...rest];
}

function partitioned(
  c: Compiler,
  windows: readonly BoundWindow[],
  partition: MongoExpression | undefined,
  layout: Layout,
  tag: string,
): Document[] {
  const [first] = windows;
  if (!first) return [];
  const name = (part: string) => c.name(`${tag}${part}`);
  const ranked = ranks(c, windows, partition, layout, tag);
  if (ranked) return ranked;
  const ordered = first.orderBy.length > 0;
  const rows: WindowRows = {
    number: `$${name('n')}`,
    peer: `$${name('p')}`,
    rank: `$${name('r')}`,
    ordered,
    name,
  };
  const outputs: WindowOutputs[] = windows.map((window) => windowFunction(c, window, layout, rows));
  const needs = (what: 'number' | 'peer') => outputs.some((each) => each.needs.includes(what));
  if (!needs('peer')) {
    const once = inOnePass(c, windows, outputs, rows, partition, layout);
    if (once) return once;
  }
  const over: Over = (output, sortBy) => windowStage(partition, output, sortBy);
  const isNumbered = needs('number') || needs('peer');
  return [
    ...(isNumbered ? numbered(c, first.orderBy, rows, layout, tag, needs('peer'), over) : []),
    ...setAll(outputs.map(({ set }) => set)),
    ...framesOf(outputs, partition),
    ...setAll(outputs.map(({ settle }) => settle)),
    ...setAll([resultsOf(c, windows, outputs)]),
  ];
}

/** The values that are made of what the frames gave. */
function resultsOf(
  c: Compiler,
  windows: readonly BoundWindow[],
  outputs: readonly WindowOutputs[],
): Document {
  return Object.fromEntries(
    windows.flatMap(({ id }, index) => {
      const result = outputs[index]?.result;
      return result === undefined ? [] : [[c.name(id), result]];
    }),
  );
}

/** One $set of all the fields; none where there are no fields. */
function setAll(fields: readonly (Document | undefined)[]): Document[] {
  const all = merged(fields);
  return Object.keys(all).length > 0 ? [{ $set: all }] : [];
}

type Over = (output: Document, sortBy?: Document) => Document;

const windowStage = (
  partition: MongoExpression | undefined,
  output: Document,
  sortBy?: Document,
): Document => ({
  $setWindowFields: {
    ...(partition === undefined ? {} : { partitionBy: partition }),
    ...(sortBy ? { sortBy } : {}),
    output,
  },
});

/** Numbers the rows as SQL orders them, and their peers where they are asked for. */
function numbered(
  c: Compiler,
  orderBy: BoundWindow['orderBy'],
  { name, ordered }: WindowRows,
  layout: Layout,
  tag: string,
  withPeers: boolean,
  over: Over,
): Document[] {
  const plan = sortPlan(c, orderBy, layout, tag);
  const keys = Object.fromEntries(
    orderBy.map((key, index) => [`k${index}`, { $ifNull: [groupKey(c, key.value, layout, true).by, null] }]),
  );
  const number = { [name('n')]: { $sum: 1, window: { documents: ['unbounded', 'current'] } } };
  const before =
    withPeers && ordered ? { [name('b')]: { $shift: { output: keys, by: -1, default: null } } } : {};
  const sorted = Object.keys(plan.sort).length > 0 ? plan.sort : { _id: 1 };
  return [
    ...(plan.names.length > 0 ? [{ $set: plan.set }] : []),
    over({ ...number, ...before }, sorted),
    ...(withPeers ? peers(name, ordered ? keys : undefined, over) : []),
  ];
}

/** The functions' frames: one stage for all of one order and inner partition. */
function framesOf(outputs: readonly WindowOutputs[], partition: MongoExpression | undefined): Document[] {
  const byOrder = new Map<string, WindowField[]>();
  for (const field of outputs.flatMap(({ fields }) => fields)) {
    const mark = JSON.stringify([field.sortBy ?? null, field.partition ?? null]);
    byOrder.set(mark, [...(byOrder.get(mark) ?? []), field]);
  }
  return [...byOrder.values()].map((fields) => {
    const [{ sortBy, partition: inner } = {}] = fields as [Partial<WindowField>?];
    const by = inner === undefined ? partition : { outer: partition ?? null, inner };
    return windowStage(by, merged(fields.map(({ output }) => output)), sortBy);
  });
}

const merged = (documents: readonly (Document | undefined)[]): Document =>
  Object.assign({}, ...documents) as Document;

/** Frames over the rows' own order alone, beside the rows' numbers where a result is made of them: the rows are sorted once. */
function inOnePass(
  c: Compiler,
  windows: readonly BoundWindow[],
  outputs: readonly WindowOutputs[],
  rows: WindowRows,
  partition: MongoExpression | undefined,
  layout: Layout,
): Document[] | undefined {
  const [first] = windows;
  const number = rows.number.slice(1);
  const plain = outputs.every(
    ({ set, settle, fields }) =>
      !set &&
      !settle &&
      fields.every(
        (each) =>
          each.partition === undefined &&
          Object.entries(each.sortBy ?? {}).every(([path, way]) => path === number && way === 1) &&
          !JSON.stringify(each.output).includes(rows.number),
      ),
  );
  if (!first || !plain || !outputs.some((each) => each.needs.includes('number'))) return undefined;
  const plan = sortPlan(c, first.orderBy, layout, number.slice(c.name('').length));
  const results = resultsOf(c, windows, outputs);
  const numbers = JSON.stringify(results).includes(rows.number)
    ? { [number]: { $sum: 1, window: { documents: ['unbounded', 'current'] } } }
    : {};
  const output = merged([numbers, ...outputs.flatMap(({ fields }) => fields.map((field) => field.output))]);
  const sortBy = Object.keys(plan.sort).length > 0 ? plan.sort : { _id: 1 };
  return [
    ...(plan.names.length > 0 ? [{ $set: plan.set }] : []),
    windowStage(partition, output, sortBy),
    ...setAll([results]),
  ];
}

/** For each row, the number of its group of peers and the number of that group's first row: the dense rank and the rank. */
function peers(name: (part: string) => string, keys: Document | undefined, over: Over): Document[] {
  const number = `$${name('n')}`;
  const starts: MongoExpression = keys
    ? { $or: [{ $eq: [number, 1] }, { $ne: [keys, `$${name('b')}`] }] }
    : { $eq: [number, 1] };
  const sofar = { documents: ['unbounded', 'current'] };
  return [
    { $set: { [name('s')]: starts } },
    over(
      {
        [name('p')]: { $sum: cond(`$${name('s')}`, 1, 0), window: sofar },
        [name('r')]: { $max: cond(`$${name('s')}`, number, 0), window: sofar },
      },
      { [name('n')]: 1 },
    ),
  ];
}

function partitionOf(c: Compiler, window: BoundWindow, layout: Layout): MongoExpression | undefined {
  if (window.partitionBy.length === 0) return undefined;
  const keys = window.partitionBy.map((value) => groupKey(c, value, layout).by);
  const [only] = window.partitionBy;
  // One key alone needs no document around it, but an array, which MongoDB refuses to partition by.
  if (only && keys.length === 1) {
    const isPlain = isKnown(only.type) && only.type.name !== 'array' && only.mayBeArray !== true;
    if (isPlain || isJson(only)) return keys[0];
    const { expression } = lower(c, only, layout);
    return { $ifNull: [cond({ $isArray: [expression] }, { v: expression }, expression), null] };
  }
  return Object.fromEntries(keys.map((key, index) => [`p${index}`, key]));
}
