import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  analyze,
  emptyCatalog,
  inferFields,
  isClosed,
  parseStatement,
  plan,
} from '../../../../dialect/src/index.ts';
import type { CollectionInfo } from '../../../../dialect/src/index.ts';
import { gatherColumns } from '../../../../dialect/src/analysis/walk.ts';
import type { PlanNode } from '../../../../dialect/src/planner/plan-node.ts';
import { columnsGiven, expressions, gatherGiven, inputs } from '../../../../dialect/src/planner/plan-walk.ts';
import { printPlan } from '../../../../dialect/src/planner/print-plan.ts';
import { validatorOf } from '../../../conformance/tables.mjs';

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly primaryKey?: readonly string[];
}

interface Group {
  readonly tables: Readonly<Record<string, Table>>;
  readonly cases: readonly { readonly tables: readonly string[]; readonly sql: string | readonly string[] }[];
}

const here = join(import.meta.dirname, '..', '..', '..', '..');
const folders = [join(here, 'test', 'conformance', 'cases'), join(here, '..', 'shared', 'conformance')];
const groups = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Group),
  )
  .filter((group) => Array.isArray(group.cases));

/** A table as a collection of so many documents, with an index for its key. */
function collectionOf(table: Table, estimatedCount: number): CollectionInfo {
  const schema = validatorOf(table) as Parameters<typeof inferFields>[1];
  const keys = (table.primaryKey ?? []).map((path) => ({ path, direction: 1 as const }));
  const index = { name: 'key', keys, unique: true, sparse: false, partial: false };
  return {
    name: table.name,
    kind: 'collection',
    fields: inferFields([], schema),
    closed: isClosed(schema),
    indexes: keys.length > 0 ? [index] : [],
    estimatedCount,
    estimatedSize: estimatedCount * 100,
  };
}

/** The columns that a plan's nodes read though nothing below them, or around them, gives them. */
function dangling(node: PlanNode, around: ReadonlySet<number>): readonly number[] {
  const below = new Set(around);
  for (const input of inputs(node)) gatherGiven(input, below);
  // Items of one node may read those before them.
  if (node.kind === 'extend') for (const { id } of node.items) below.add(id);
  const read = new Set<number>();
  for (const value of expressions(node)) gatherColumns(value, read);
  if (node.kind === 'distinct') for (const { id } of node.columns) read.add(id);
  const own = [...read].filter((id) => !below.has(id));
  const rest = inputs(node).flatMap((input) => {
    const aside = inputs(node).filter((other) => other !== input && node.kind !== 'setOperation');
    const seen = new Set(around);
    for (const other of aside) gatherGiven(other, seen);
    return dangling(input, seen);
  });
  return [...own, ...rest];
}

describe('every rule', function () {
  this.timeout(60_000);

  for (const count of [5, 1_000_000]) {
    it(`keeps the columns of all conformance statements, over ${count} documents`, () => {
      const applied = new Set<string>();
      for (const { tables, cases } of groups) {
        for (const each of cases) {
          const collections = each.tables.flatMap((key) => {
            const table = tables[key];
            return table ? [collectionOf(table, count)] : [];
          });
          for (const sql of [each.sql].flat()) {
            const { statement } = parseStatement(sql);
            const bound =
              statement && analyze(statement, { ...emptyCatalog, collections, complete: true }).bound;
            const made = bound && plan(bound);
            if (made?.kind !== 'query' || !made.query) continue;
            const outputs = made.query.outputs.map(({ id }) => id);
            for (const { rule, before, after } of made.trace) {
              applied.add(rule);
              const given = columnsGiven(after);
              const lost = [...outputs.filter((id) => !given.has(id)), ...dangling(after, new Set())];
              assert.deepEqual(lost, [], `${rule}: ${sql}\n${printPlan(before)}\n\n${printPlan(after)}`);
            }
          }
        }
      }
      for (const rule of ['prune-columns', 'push-filters', 'join-order', 'ends-of-index', 'group-beside'])
        assert.ok(applied.has(rule), rule);
    });
  }
});
