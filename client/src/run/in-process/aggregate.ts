import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as mingoAccumulators from 'mingo/operators/accumulator';
import * as mingoExpressions from 'mingo/operators/expression';
import * as mingoPipeline from 'mingo/operators/pipeline';
import * as mingoProjection from 'mingo/operators/projection';
import * as mingoQuery from 'mingo/operators/query';
import * as mingoWindow from 'mingo/operators/window';
import type { Document } from '../../../../dialect/src/index.ts';
import { accumulators } from './accumulators.ts';
import { conversionOperators } from './conversions.ts';
import { dateOperators } from './date-operators.ts';
import { group } from './group.ts';
import { lookup } from './lookup.ts';
import { expressionOperators } from './operators.ts';
import { textOperators } from './text-operators.ts';
import { patternOperators } from './patterns.ts';
import { plainNumbers } from './plain-constants.ts';
import { queryOperators } from './query-operators.ts';
import { setOperators } from './set-operators.ts';
import { partOperators } from './part-operators.ts';
import { setWindowFields } from './set-window-fields.ts';
import { compareBy, type SortKeys } from './sort.ts';

type Operators = Parameters<typeof Context.init>[0];

const context = Context.init({
  accumulator: { ...mingoAccumulators, ...accumulators },
  expression: {
    ...mingoExpressions,
    ...expressionOperators,
    ...conversionOperators,
    ...dateOperators,
    ...setOperators,
    ...partOperators,
    ...textOperators,
    ...patternOperators,
  },
  pipeline: {
    ...mingoPipeline,
    ...{ $sort: sort, $lookup: lookup(Lazy), $group: group(Lazy), $setWindowFields: setWindowFields(Lazy) },
  },
  projection: mingoProjection,
  query: { ...mingoQuery, ...queryOperators },
  window: mingoWindow,
} as unknown as Operators);

/** Runs an aggregation pipeline over documents at hand, as MongoDB would. Throws an Error that says which operator failed. */
export function aggregate(documents: readonly Document[], pipeline: readonly Document[]): Document[] {
  return aggregatePlain(documents.map(plainNumbers) as Document[], pipeline);
}

/** The same over documents without numbers of BSON's own types, which spares copying them. */
export function aggregatePlain(documents: readonly Document[], pipeline: readonly Document[]): Document[] {
  const stages = pipeline.map(plainNumbers) as Record<string, never>[];
  return new Aggregator(stages, { context }).run([...documents] as Record<string, never>[]) as Document[];
}

/** $sort by MongoDB's order of values; stable. */
function sort(documents: ReturnType<typeof Lazy>, keys: SortKeys): ReturnType<typeof Lazy> {
  return documents.transform((all: unknown[]) => Lazy(all.sort(compareBy(keys))));
}
