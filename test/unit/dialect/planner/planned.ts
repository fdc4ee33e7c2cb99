import assert from 'node:assert/strict';
import { analyze, parseStatement, plan, printPlan } from '../../../../dialect/src/index.ts';
import type { Catalog } from '../../../../dialect/src/index.ts';
import { rules } from '../../../../dialect/src/planner/optimize.ts';
import { shop } from '../shop-catalog.ts';

/** The plan of a query by only the named rules, without indentation of its own. */
export const planned = (sql: string, ...only: readonly string[]): string => plannedOver(shop, sql, ...only);

export function plannedOver(catalog: Catalog, sql: string, ...only: readonly string[]): string {
  const { statement } = parseStatement(sql);
  assert.ok(statement);
  const { bound, problems } = analyze(statement, catalog);
  assert.ok(bound, problems.map((problem) => problem.message).join());
  const without = rules.map((rule) => rule.name).filter((name) => !only.includes(name));
  const made = plan(bound, { without });
  assert.ok(made.kind === 'query' && made.query);
  return printPlan(made.query.root);
}

/** Ten orders for each customer. */
export const busy: Catalog = {
  ...shop,
  collections: shop.collections.map((each) => ({
    ...each,
    estimatedCount: each.name === 'orders' ? 100_000 : 10_000,
  })),
};

/** Collections that fit in an array. */
export const small: Catalog = {
  ...shop,
  collections: shop.collections.map((each) => ({ ...each, estimatedSize: 1000 })),
};

export const lines = (text: string): readonly string[] =>
  text.split('\n').map((line) => line.trim().replace(/ .*/, ''));
