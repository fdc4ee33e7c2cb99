import { sampled } from '../functions/sample.ts';
import type { TableSample } from '../syntax/ast/query.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundScan } from './bound.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';

const methods: ReadonlySet<string> = new Set(['BERNOULLI', 'SYSTEM']);

/** The condition of TABLESAMPLE for each document; documents lie in no blocks, so that SYSTEM is what BERNOULLI is. */
export function bindSample(
  sample: TableSample,
  scan: BoundScan,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const { method, span } = sample;
  if (!methods.has(method.text.toUpperCase()))
    binder.report('QL2017', method.span, [method.text, 'TABLESAMPLE takes BERNOULLI or SYSTEM']);
  const percent = binder.expression(sample.percent, scope, binder);
  if (percent.kind === 'constant' && !isPercent(percent.value))
    binder.report('QL2015', percent.span, ['A sample is of 0 to 100 percent']);
  const seed = sample.seed && binder.expression(sample.seed, scope, binder);
  if (seed?.kind === 'constant' && seed.value !== null && Number.isNaN(Number(String(seed.value))))
    binder.report('QL2015', seed.span, ['REPEATABLE takes a number']);
  const args = [idOf(scan, binder, span), percent, ...(seed ? [seed] : [])];
  return { kind: 'call', row: sampled, args, span, type: { name: 'boolean' }, nullable: false };
}

function isPercent(value: unknown): boolean {
  const number = Number(value === null ? Number.NaN : String(value));
  return number >= 0 && number <= 100;
}

function idOf(scan: BoundScan, binder: Binder, span: TableSample['span']): BoundExpression {
  let column = scan.columns.find((each) => each.field === '_id');
  if (!column) {
    column = { id: binder.newId(), field: '_id', type: shape.unknownType, nullable: false };
    scan.columns.push(column);
  }
  return shape.column(column.id, column, span);
}
