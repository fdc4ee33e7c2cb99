import assert from 'node:assert/strict';
import type { Document } from 'mongodb';
import { analyze, compile, emptyCatalog, parseStatement, plan } from '../../dialect/src/index.ts';
import type { CollectionInfo } from '../../dialect/src/index.ts';

export interface CompiledQuery {
  /** The collection that the pipeline runs on. */
  readonly collection: string;
  readonly pipeline: Document[];
  /** The fields of the rows, in the order of the select list. */
  readonly fields: readonly string[];
  /** The rules that changed the plan. */
  readonly rules: readonly string[];
}

const environment = { now: new Date(), parameters: {}, variables: {}, virtualRows: () => [] };

export interface CompiledHow {
  /** Rules of the planner to leave out. */
  readonly without?: readonly string[];
  /** Whether rows of one key may be held in an array, however many they are. */
  readonly arrays?: boolean;
}

/** What a sound query becomes where these collections are all there are. */
export function compiledQuery(
  sql: string,
  collections: readonly CollectionInfo[],
  { without = [], arrays = false }: CompiledHow = {},
): CompiledQuery {
  const { statement } = parseStatement(sql);
  assert.ok(statement, sql);
  const { bound, problems } = analyze(statement, { ...emptyCatalog, collections, complete: true });
  assert.deepEqual(problems, [], sql);
  assert.ok(bound, sql);
  const planned = plan(bound, { without });
  assert.ok(planned.kind === 'query', sql);
  const { command } = compile(planned, environment, { arrays });
  assert.ok(command?.kind === 'query' && command.source.kind === 'collection', sql);
  return {
    collection: command.source.collection,
    pipeline: [...command.pipeline],
    fields: command.columns.map(({ field }) => field),
    rules: planned.trace.map(({ rule }) => rule),
  };
}
