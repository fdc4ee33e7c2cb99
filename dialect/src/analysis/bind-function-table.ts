import { findVirtualTable, virtualTables } from '../catalog/virtual-tables.ts';
import type { SqlType } from '../catalog/types.ts';
import type { VirtualTable } from '../catalog/virtual-table.ts';
import { findFunction, functionNames, resolveCall } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { FunctionCall, FunctionTable, RowsFrom } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { notAvailable, typeNamed } from './binder.ts';
import { checkArguments } from './check-arguments.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundOutput, BoundRelation, BoundSeries, ScanColumn } from './bound.ts';
import { fromOutputs, lateral, nothing } from './from-outputs.ts';
import type { BoundFrom } from './from-outputs.ts';
import { selectOver } from './made-query.ts';
import type { Scope, ScopeRelation } from './scope.ts';
import * as shape from './shape.ts';

/** A function in FROM: a virtual table, or rows made from values. */
export function bindFunction(
  table: FunctionTable,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  const scope: Scope = lateral(beside, outer) ?? { relations: [], clause: 'FROM' };
  const virtual = findVirtualTable(nameOf(table.call));
  if (virtual) return virtualTable(virtual, table, scope, binder);
  const made = valuesOf(table.call, scope, binder);
  return made ? series(made, table, binder) : nothing(table.span);
}

/** `ROWS FROM (f(…), g(…))`: the rows of several functions side by side, as the select list has them. */
export function bindRowsFrom(
  table: RowsFrom,
  outer: Scope | undefined,
  beside: readonly ScopeRelation[],
  binder: Binder,
): BoundFrom {
  const { span } = table;
  const scope: Scope = lateral(beside, outer) ?? { relations: [], clause: 'FROM' };
  const all = table.calls.flatMap((call): BoundSeries[] => {
    const made = valuesOf(call, scope, binder);
    if (!made) return [];
    if (made.record) withoutTypes(made, call.span, binder);
    const columns = made.columns.map((each) => ({ ...each, id: binder.newId(), span, nullable: true }));
    return [seriesOf(made, columns, call.span)];
  });
  const last = all.at(-1);
  if (!last || all.length < table.calls.length) return nothing(span);
  const number: BoundOutput = {
    id: binder.newId(),
    name: 'ordinality',
    span,
    type: { name: 'long' },
    nullable: false,
  };
  const numbered = table.ordinality ? [...all.slice(0, -1), { ...last, ordinality: number.id }] : all;
  const outputs = [...all.flatMap((each) => each.columns), ...(table.ordinality ? [number] : [])];
  const query = selectOver({ kind: 'single', span }, { series: numbered, outputs }, span);
  const [first] = table.calls;
  const name = first && nameOf(first).toLowerCase();
  return fromOutputs({ kind: 'derived', span, query }, outputs, table.alias, name, binder);
}

const nameOf = (call: FunctionCall): string => (call.name.parts.at(-1)?.text ?? '').toUpperCase();

function virtualTable(virtual: VirtualTable, table: FunctionTable, scope: Scope, binder: Binder): BoundFrom {
  const { name } = virtual;
  const args = table.call.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  binder.references.push({ span: table.call.name.span, kind: 'function', name });
  if (args.length > (virtual.takesPool ? 1 : 0)) {
    binder.report('QL2008', table.call.span, [
      name,
      virtual.takesPool ? 'it takes the name of one pool' : 'it takes no argument',
    ]);
  }
  const columns: ScanColumn[] = virtual.columns.map((column) => ({
    id: binder.newId(),
    field: column.name,
    type: column.type,
    nullable: column.nullable,
  }));
  const named = columns.map((each) => ({ ...each, name: each.field, span: table.span }));
  const relation: BoundRelation = {
    kind: 'virtual',
    span: table.span,
    table: name,
    ...(args[0] ? { pool: args[0] } : {}),
    columns,
  };
  const made = fromOutputs(relation, named, table.alias, name.toLowerCase(), binder);
  const pools = name === 'CONNECTION_POOLS';
  return { relation, visible: made.visible.map((each) => (pools ? { ...each, pools: true } : each)) };
}

/** What a function gives rows of. */
interface SeriesValues {
  readonly function: string;
  readonly args: readonly BoundExpression[];
  readonly columns: readonly { readonly name: string; readonly type: BoundExpression['type'] }[];
  /** Whether the columns are those of the alias. */
  readonly record?: boolean;
}

/** A call as the values that it makes rows of; what is wrong with it is told. */
function valuesOf(call: FunctionCall, scope: Scope, binder: Binder): SeriesValues | undefined {
  const name = nameOf(call);
  const row = findFunction(name);
  if (!row) {
    if (findVirtualTable(name)) notAvailable(binder, `${name}() inside ROWS FROM`, call.span);
    else {
      const near = closest(name, [...virtualTables.map((each) => each.name), ...functionNames()]);
      binder.report('QL2001', call.name.span, [`${name}()`, didYouMean(near)]);
    }
    return undefined;
  }
  const args = call.arguments.map((arg) => binder.expression(arg.value, scope, binder));
  binder.references.push({ span: call.name.span, kind: 'function', name: row.name });
  const types = args.map(shape.parameterType);
  const resolution = resolveCall(row, types);
  if (!resolution.ok) {
    binder.report('QL2008', call.span, [row.name, resolution.expected]);
    return undefined;
  }
  const column = row.name.toLowerCase();
  if (isScalar(row)) {
    // A function that gives one value gives a relation of one row and one column.
    const value = binder.expression(call, scope, binder);
    return { function: 'VALUE', args: [value], columns: [{ name: column, type: value.type }] };
  }
  const given = shape.seriesArguments(row.name, args);
  checkArguments(row, given, binder);
  const columns = row.columns?.(given.map(shape.guess)) ?? [{ name: column, type: resolution.returns }];
  return { function: row.name, args: given, columns, record: row.record === true };
}

function seriesOf(made: SeriesValues, columns: readonly BoundOutput[], span: Span): BoundSeries {
  return {
    kind: 'series',
    span,
    function: made.function,
    args: made.args,
    columns,
    // The fields that MongoDB gives a document's entries.
    ...(['JSON_EACH', 'JSON_EACH_TEXT'].includes(made.function) ? { fields: ['k', 'v'] } : {}),
  };
}

const withoutTypes = (made: SeriesValues, span: Span, binder: Binder): void =>
  binder.report('QL2058', span, [
    made.function,
    'list them behind its alias with types, AS t(a int, b text)',
  ]);

/** The types that an alias gives to the fields of documents, by column; those that may not be there are told. */
function typesOf(
  made: SeriesValues,
  { alias, call, ordinality }: FunctionTable,
  binder: Binder,
): readonly SqlType[] {
  const { columns = [], types = [] } = alias ?? {};
  const [first] = types;
  if (!first) {
    if (made.record) withoutTypes(made, call.span, binder);
    return [];
  }
  const taken = made.record ?? false;
  if (!taken) binder.report('QL2058', first.span, [made.function, 'leave out the types, it has its own']);
  else if (types.length < columns.length)
    binder.report('QL2058', first.span, [made.function, 'each of them needs its type']);
  else if (ordinality)
    binder.report('QL2058', first.span, [made.function, 'WITH ORDINALITY numbers no rows of listed types']);
  else return types.map((type) => typeNamed(type, binder) ?? shape.unknownType);
  return [];
}

/** Rows made from values: a column for each array, one for the ordinal number, one for each field of documents that aliases name. */
function series(made: SeriesValues, table: FunctionTable, binder: Binder): BoundFrom {
  const { span, alias } = table;
  const names = alias?.columns ?? [];
  const types = typesOf(made, table, binder);
  const typed = types.length > 0;
  const wanted = typed ? names.length : names.length - (table.ordinality ? 1 : 0);
  const documents = typed || (made.function === 'UNNEST' && made.args.length === 1 && wanted > 1);
  // The alias of a function with one column also names that column: FROM generate_series(1, 3) AS n.
  const single = made.columns.length === 1 && alias !== undefined && names.length === 0;
  const columns: BoundOutput[] = documents
    ? names.slice(0, wanted).map((each, index) => ({
        id: binder.newId(),
        name: each.text,
        span,
        type: types[index] ?? shape.unknownType,
        nullable: true,
      }))
    : made.columns.map((each, index) => ({
        id: binder.newId(),
        name: names[index]?.text ?? (single ? alias.name.text : each.name),
        span,
        type: each.type,
        nullable: made.function !== 'GENERATE_SERIES',
      }));
  const ordinality = table.ordinality ? binder.newId() : undefined;
  const relation: BoundRelation = {
    ...seriesOf(made, columns, span),
    ...(ordinality === undefined ? {} : { ordinality }),
    ...(documents ? { fields: columns.map((each) => each.name) } : {}),
    ...(typed ? { typed } : {}),
  };
  const all = [...columns];
  if (ordinality !== undefined) {
    const last = names[wanted]?.text ?? 'ordinality';
    all.push({
      id: ordinality,
      name: names.length > wanted && wanted >= 0 ? last : 'ordinality',
      span,
      type: { name: 'long' },
      nullable: false,
    });
  }
  const plain = alias && { ...alias, columns: [] };
  const from = fromOutputs(relation, all, plain, table.call.name.parts.at(-1)?.text, binder);
  const [only, ...more] = all;
  const [own] = made.columns;
  // An element of an array answers to `value` too, whatever the alias is called: `jsonb_array_elements(a) AS e` has `e.value`.
  const hidden = only && single && own?.name === 'value' ? [{ ...only, name: own.name }] : [];
  const visible = from.visible.map((each) => ({ ...each, hidden }));
  if (!only || more.length > 0 || documents) return { relation, visible };
  const whole = () => shape.column(only.id, only, span);
  return { relation, visible: visible.map((each) => ({ ...each, whole, scalar: true })) };
}
