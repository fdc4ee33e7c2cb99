import type { Expression, OrderItem, Select, SelectItem } from '../syntax/ast/query.ts';
import { cover } from '../text/span.ts';
import type { Span } from '../text/span.ts';
import { writtenName } from '../text/written-name.ts';
import { bindFrom } from './bind-from.ts';
import { bindGroup, isSet } from './bind-group.ts';
import type { KeyTarget } from './bind-group.ts';
import { notAvailable, sameName } from './binder.ts';
import type { Binder } from './binder.ts';
import type {
  BoundExpression,
  BoundItem,
  BoundOutput,
  BoundSelect,
  BoundSeries,
  BoundSortKey,
  BoundWindow,
} from './bound.ts';
import { fingerprint, isSame } from './fingerprint.ts';
import { outputName } from './output-name.ts';
import { findRelation } from './resolve-name.ts';
import { loosened, starColumns } from './scope.ts';
import type { Clause, Scope, ScopeColumn, SelectGathering } from './scope.ts';
import { readByNamedWindows } from './bind-window.ts';
import * as shape from './shape.ts';
import { direction } from './sort-keys.ts';
import { StatementScope } from './visible-scope.ts';
import { reads, visitDeep } from './walk.ts';

export interface BoundSelectParts {
  readonly body: BoundSelect;
  readonly outputs: readonly BoundOutput[];
  readonly orderBy: readonly BoundSortKey[];
  /** `@v := value` items: the variable and the output that holds its value. */
  readonly assigns: readonly { readonly variable: string; readonly output: number }[];
}

interface Listed {
  readonly name: string;
  readonly span: Span;
  readonly value: BoundExpression;
}

/** One SELECT with the ORDER BY of the query around it, which sees both its aliases and its columns. */
export function bindSelect(
  select: Select,
  order: readonly OrderItem[],
  outer: Scope | undefined,
  binder: Binder,
): BoundSelectParts {
  const { relation, visible } = bindFrom(select.from, select.span, outer, binder);
  const gathering: SelectGathering = {
    aggregates: [],
    groupings: [],
    windows: [],
    series: [],
    namedWindows: select.windows,
  };
  const aliases = new Map<string, SelectItem>();
  for (const item of select.items)
    if (item.alias && !aliases.has(item.alias.text)) aliases.set(item.alias.text, item);
  // A key that a grouping set leaves out is NULL above the groups, whatever it is in the rows.
  const above = select.groupBy?.items.some(isSet) ? visible.map(loosened) : visible;
  const scope = (clause: Clause, seen: ReadonlyMap<string, SelectItem> = aliases): Scope => ({
    relations: clause === 'WHERE' ? visible : above,
    clause,
    aliases: seen,
    gathering,
    parent: outer,
  });
  const condition = (node: Expression | undefined, clause: Clause) => {
    if (!node) return undefined;
    const bound = binder.expression(node, scope(clause), binder);
    return bound.kind === 'constant' && bound.untyped ? shape.cast(bound, shape.booleanType) : bound;
  };
  const where = condition(select.where, 'WHERE');
  const assigns: { variable: string; output: number }[] = [];
  const listed = bindItems(select, scope, assigns, binder);
  const having = condition(select.having, 'HAVING');
  const bindKey = (node: Expression) => groupKey(node, select, listed, scope('GROUP BY'), binder);
  // ORDER BY may bring aggregates of its own, so it is bound before the groups are finished.
  const ordered = order.map((item) => ({
    item,
    target: orderTarget(item.value, listed, scope('ORDER BY'), binder),
  }));
  const named = readByNamedWindows(scope('ORDER BY'), binder);
  const grouped =
    select.groupBy !== undefined ||
    gathering.aggregates.length > 0 ||
    gathering.groupings.length > 0 ||
    having !== undefined;
  const grouping = grouped ? bindGroup(select.groupBy, relation, gathering, bindKey, binder) : undefined;
  const over = (value: BoundExpression): BoundExpression => grouping?.over(value) ?? value;
  const items: BoundItem[] = listed.map((each, index) => ({
    id: binder.newId(),
    value: grouping?.over(each.value, index) ?? each.value,
  }));
  const outputs = items.map((item, index): BoundOutput => {
    const { name, span } = listed[index] ?? { name: '?column?', span: select.span };
    return shape.output(item.id, name, item.value, span);
  });
  const placeOf = (target: number | BoundExpression): number =>
    typeof target === 'number' ? target : listed.findLastIndex((each) => isSame(each.value, target));
  const orderBy = ordered.map(({ item, target }): BoundSortKey => {
    const output = outputs[placeOf(target)];
    const value = output ? shape.column(output.id, output, item.value.span) : over(target as BoundExpression);
    const { descending, nullsFirst } = direction(item);
    return { value, descending, nullsFirst };
  });
  const distinctOn =
    typeof select.distinct === 'string'
      ? []
      : select.distinct.map((each): BoundExpression => {
          const target = orderTarget(each, listed, scope('ORDER BY'), binder);
          const output = outputs[placeOf(target)];
          return output ? shape.column(output.id, output, each.span) : over(target as BoundExpression);
        });
  if (select.distinct === 'DISTINCT') checkDistinctOrder(orderBy, outputs, visible, binder);
  checkDistinctOn(distinctOn, orderBy, binder);
  const windows = gathering.windows.map((window) => windowOver(window, over));
  for (const each of named) over(each);
  const boundHaving = having && over(having);
  const series: BoundSeries[] = [];
  const groupedSeries: BoundSeries[] = [];
  for (const { series: each, grouped: before } of gathering.series)
    if (before) groupedSeries.push(each);
    else series.push({ ...each, args: each.args.map(over) });
  checkWindows(windows, series, binder);
  binder.scopes.push(new StatementScope(select.span, visible, binder.ctes, aliases, outputs));
  const body: BoundSelect = {
    kind: 'select',
    span: select.span,
    from: relation,
    where,
    group: grouping?.finish(),
    having: boundHaving,
    windows,
    series,
    groupedSeries: groupedSeries.length > 0 ? groupedSeries : undefined,
    items,
    distinct: select.distinct === 'DISTINCT',
    distinctOn,
    spans: {
      items: spanOf(select.items) ?? select.span,
      from: spanOf(select.from),
      where: select.where?.span,
      groupBy: select.groupBy?.span,
      having: select.having?.span,
    },
  };
  return { body, outputs, orderBy, assigns };
}

/** A window over groups: what it reads of a row it reads of the group. */
const windowOver = (window: BoundWindow, over: (value: BoundExpression) => BoundExpression): BoundWindow => ({
  ...window,
  args: window.args.map(over),
  ...(window.filter ? { filter: over(window.filter) } : {}),
  partitionBy: window.partitionBy.map(over),
  orderBy: window.orderBy.map((key) => ({ ...key, value: over(key.value) })),
});

/** A key of GROUP BY: an expression, an alias, or the place of an item of the select list. */
function groupKey(
  node: Expression,
  select: Select,
  listed: readonly Listed[],
  scope: Scope,
  binder: Binder,
): KeyTarget {
  const position = ordinal(node);
  refuseText(node, 'GROUP BY', listed, binder);
  if (position === undefined) {
    const value = binder.expression(node, scope, binder);
    const item = itemOf(node, value, listed, select);
    return item >= 0 ? { value, item } : { value };
  }
  const item = listed[position - 1];
  if (!item) {
    binder.report('QL2012', node.span, [position, listed.length]);
    return { value: shape.constant(null, shape.nullType, node.span) };
  }
  const source = select.items.length === listed.length ? select.items[position - 1] : undefined;
  const value =
    source && source.value.kind !== 'Star' ? binder.expression(source.value, scope, binder) : item.value;
  return { value, item: position - 1 };
}

/** The item of the select list that a key of GROUP BY is: the one whose alias it names, else the first with its expression; -1 for none. */
function itemOf(node: Expression, value: BoundExpression, listed: readonly Listed[], select: Select): number {
  const same = (each: Listed | undefined): boolean => each !== undefined && isSame(each.value, value);
  if (node.kind === 'ColumnReference' && node.parts.length === 1 && select.items.length === listed.length) {
    const name = node.parts[0]?.text;
    const named = select.items.findIndex((item) => item.alias?.text === name);
    if (named >= 0 && same(listed[named])) return named;
  }
  return listed.findIndex(same);
}

function spanOf(nodes: readonly { readonly span: Span }[]): Span | undefined {
  const [first] = nodes;
  const last = nodes.at(-1);
  return first && last ? cover(first.span, last.span) : undefined;
}

/** The select list, stars written out. */
function bindItems(
  select: Select,
  scope: (clause: Clause, seen?: ReadonlyMap<string, SelectItem>) => Scope,
  assigns: { variable: string; output: number }[],
  binder: Binder,
): readonly Listed[] {
  const listed: Listed[] = [];
  const before = new Map<string, SelectItem>();
  const inList = scope('the select list', before);
  for (const item of select.items) {
    const { value, span } = item;
    if (value.kind === 'Star') {
      const whole = scope('the select list');
      for (const column of expand(value.qualifier?.parts.at(-1), whole, span, binder)) listed.push(column);
    } else {
      const assigned = value.kind === 'VariableAssignment';
      if (assigned) assigns.push({ variable: value.variable.name, output: listed.length });
      const inner = assigned ? value.value : value;
      const bound = binder.expression(inner, inList, binder);
      const name = item.alias?.text ?? (assigned ? value.variable.name : outputName(inner));
      listed.push({ name, span: item.alias?.span ?? span, value: bound });
    }
    if (item.alias && !before.has(item.alias.text)) before.set(item.alias.text, item);
  }
  return listed;
}

/** What `*` or `name.*` stands for. */
export function expand(
  qualifier: Parameters<typeof findRelation>[0] | undefined,
  scope: Scope,
  span: Span,
  binder: Binder,
): readonly Listed[] {
  const read = (column: ScopeColumn): Listed => ({
    name: column.name,
    span,
    value: column.value ? { ...column.value, span } : shape.column(column.id, column, span),
  });
  if (qualifier) {
    let relation: Scope['relations'][number] | undefined;
    for (let at: Scope | undefined = scope; at && !relation; at = at.parent)
      relation = findRelation(qualifier, at);
    if (!relation) binder.report('QL2005', qualifier.span, [qualifier.text, '']);
    return relation ? withWhole(relation, relation.columns, read, span) : [];
  }
  if (scope.relations.length === 0) binder.report('QL2018', span);
  if (scope.relations.every((relation) => relation.columns.length > 0)) return starColumns(scope).map(read);
  return scope.relations.flatMap((relation) =>
    withWhole(
      relation,
      relation.columns.filter((column) => !relation.merged.has(column.name)),
      read,
      span,
    ),
  );
}

/** A collection none of whose fields are known gives each document as one value. */
function withWhole(
  relation: Scope['relations'][number],
  columns: readonly ScopeColumn[],
  read: (column: ScopeColumn) => Listed,
  span: Span,
): readonly Listed[] {
  if (relation.columns.length > 0 || !relation.whole || !relation.open) return columns.map(read);
  return [{ name: relation.name ?? 'document', span, value: relation.whole() }];
}

function ordinal(node: Expression): number | undefined {
  if (node.kind === 'Literal' && node.type === 'number' && /^\d+$/.test(node.text)) return Number(node.text);
  return undefined;
}

/** Tells of a text where a column's name was meant, as MySQL's users write it: it is the same for every row. */
function refuseText(
  node: Expression,
  clause: string,
  listed: readonly { readonly name: string }[],
  binder: Binder,
): void {
  if (node.kind !== 'Literal' || node.type !== 'string') return;
  const named = listed.find(({ name }) => name.toLowerCase() === node.text.toLowerCase());
  const fixes = named
    ? [{ title: `Change to ${named.name}`, changes: [{ span: node.span, text: writtenName(named.name) }] }]
    : [];
  const why = 'it is the same for every row; a column’s name is written without quotes or in double ones';
  binder.report('QL2017', node.span, [`A text in ${clause}`, why], fixes);
}

/** What an ORDER BY item names: an item of the select list by position or name (the name wins over a column), or an expression. */
export function orderTarget(
  node: Expression,
  listed: readonly { readonly name: string; readonly value?: BoundExpression }[],
  scope: Scope,
  binder: Binder,
): number | BoundExpression {
  const position = ordinal(node);
  refuseText(node, 'ORDER BY', listed, binder);
  if (position !== undefined) {
    if (position >= 1 && position <= listed.length) return position - 1;
    binder.report('QL2012', node.span, [position, listed.length]);
    return shape.constant(null, shape.nullType, node.span);
  }
  if (node.kind === 'ColumnReference' && node.parts.length === 1) {
    const name = node.parts[0];
    const exact = listed.findIndex((each) => each.name === name?.text);
    const index = exact >= 0 ? exact : listed.findIndex((each) => name && sameName(name, each.name));
    if (index >= 0) {
      const { name: found, value } = listed[index]!;
      const isOther = (each: (typeof listed)[number]) =>
        each.name === found && value && each.value && !isSame(each.value, value);
      if (listed.some(isOther)) binder.report('QL2056', node.span, ['The select list', found]);
      binder.references.push({ span: node.span, kind: 'alias', name: listed[index]?.name ?? '' });
      return index;
    }
  }
  return binder.expression(node, scope, binder);
}

/** Windows see the rows before functions that give rows multiply them. */
function checkWindows(windows: readonly BoundWindow[], series: readonly BoundSeries[], binder: Binder): void {
  if (windows.length === 0) return;
  for (const { columns, function: name } of series) {
    const made = new Set(columns.map(({ id }) => id));
    for (const { args, filter, partitionBy, orderBy, span } of windows) {
      const values = [
        ...args,
        ...(filter ? [filter] : []),
        ...partitionBy,
        ...orderBy.map((key) => key.value),
      ];
      if (values.some((value) => reads(value, made))) notAvailable(binder, `${name} in a window`, span);
    }
  }
}

/** DISTINCT ON keeps first rows: the order has to begin with its expressions, in any order of their own. */
function checkDistinctOn(
  distinctOn: readonly BoundExpression[],
  orderBy: readonly BoundSortKey[],
  binder: Binder,
): void {
  if (distinctOn.length === 0) return;
  const wanted = new Set(distinctOn.map((each) => fingerprint(each)));
  for (const { value } of orderBy) {
    if (wanted.size === 0) return;
    const mark = fingerprint(value);
    if (wanted.delete(mark) || distinctOn.some((each) => fingerprint(each) === mark)) continue;
    return binder.report('QL2055', value.span);
  }
}

function checkDistinctOrder(
  orderBy: readonly BoundSortKey[],
  outputs: readonly BoundOutput[],
  visible: Scope['relations'],
  binder: Binder,
): void {
  const own = new Set(
    visible.flatMap((each) => [...each.columns, ...each.hidden].map((column) => column.id)),
  );
  const given = new Set(outputs.map((output) => output.id));
  for (const key of orderBy) {
    let fine = true;
    visitDeep(key.value, (each) => {
      if (each.kind === 'column' && own.has(each.id) && !given.has(each.id)) fine = false;
    });
    if (!fine) binder.report('QL2021', key.value.span, ['DISTINCT']);
  }
}
