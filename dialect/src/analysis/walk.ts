import type {
  BoundBody,
  BoundExpression,
  BoundFrame,
  BoundQuery,
  BoundRelation,
  BoundSortKey,
  ColumnId,
} from './bound.ts';

/** The operands of an expression, in order; a subquery's query is not among them. */
export function operands(value: BoundExpression): readonly BoundExpression[] {
  switch (value.kind) {
    case 'constant':
    case 'column':
      return [];
    case 'external':
      return value.pool ? [value.pool] : [];
    case 'field':
    case 'not':
    case 'test':
    case 'cast':
      return [value.operand];
    case 'subscript':
      return [value.operand, value.index];
    case 'slice':
      return [value.operand, ...(value.low ? [value.low] : []), ...(value.high ? [value.high] : [])];
    case 'logical':
    case 'operator':
    case 'coalesce':
      return value.operands;
    case 'comparison':
    case 'distinctFrom':
      return [value.left, value.right];
    case 'call':
      return value.args;
    case 'case':
      return [
        ...value.branches.flatMap((branch) => [branch.when, branch.then]),
        ...(value.otherwise ? [value.otherwise] : []),
      ];
    case 'in':
      return [value.operand, ...value.items];
    case 'like':
      return [value.operand, value.pattern, ...(value.escape ? [value.escape] : [])];
    case 'array':
    case 'row':
      return value.items;
    case 'quantified':
      return [value.operand, value.array];
    case 'subquery':
      return value.operands ?? [];
  }
}

type Change = (value: BoundExpression) => BoundExpression;

/** The expression with each operand changed: the same object where none was. */
export function mapOperands(value: BoundExpression, change: Change): BoundExpression {
  const list = (values: readonly BoundExpression[]) => values.map(change);
  switch (value.kind) {
    case 'constant':
    case 'column':
      return value;
    case 'external':
      return value.pool ? { ...value, pool: change(value.pool) } : value;
    case 'field':
    case 'not':
    case 'test':
    case 'cast':
      return { ...value, operand: change(value.operand) };
    case 'subscript':
      return { ...value, operand: change(value.operand), index: change(value.index) };
    case 'slice':
      return {
        ...value,
        operand: change(value.operand),
        ...(value.low ? { low: change(value.low) } : {}),
        ...(value.high ? { high: change(value.high) } : {}),
      };
    case 'logical':
    case 'operator':
    case 'coalesce':
      return { ...value, operands: list(value.operands) };
    case 'comparison':
    case 'distinctFrom':
      return { ...value, left: change(value.left), right: change(value.right) };
    case 'call':
      return { ...value, args: list(value.args) };
    case 'case':
      return {
        ...value,
        branches: value.branches.map((branch) => ({ when: change(branch.when), then: change(branch.then) })),
        ...(value.otherwise ? { otherwise: change(value.otherwise) } : {}),
      };
    case 'in':
      return { ...value, operand: change(value.operand), items: list(value.items) };
    case 'like':
      return {
        ...value,
        operand: change(value.operand),
        pattern: change(value.pattern),
        ...(value.escape ? { escape: change(value.escape) } : {}),
      };
    case 'array':
    case 'row':
      return { ...value, items: list(value.items) };
    case 'quantified':
      return { ...value, operand: change(value.operand), array: change(value.array) };
    case 'subquery':
      return value.operands ? { ...value, operands: list(value.operands) } : value;
  }
}

/** Whether the expression or one of its operands is as asked; subqueries' insides are not looked at. */
export function some(value: BoundExpression, test: (value: BoundExpression) => boolean): boolean {
  return test(value) || operands(value).some((operand) => some(operand, test));
}

/**
 * What an expression is, as text, whatever its place: equal texts are equal expressions. A subquery is bound anew wherever it is written,
 * so that the columns inside it are known by their order; `inside` has their numbers.
 */
export function fingerprint(value: unknown, inside?: ReadonlyMap<ColumnId, number>): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'undefined');
  if (Array.isArray(value)) return `[${value.map((each) => fingerprint(each, inside)).join(',')}]`;
  const kind = 'kind' in value ? value.kind : undefined;
  if (kind === 'subquery' && 'query' in value && !inside) return fingerprint(value, numbered(value.query));
  // A function of the catalogue is its name.
  if ('signatures' in value && 'name' in value) return String(value.name);
  if ('_bsontype' in value) return `${String(value._bsontype)} ${String(value)}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof RegExp) return String(value);
  let text = '{';
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined || silent.has(key) || (kind === 'scan' && key === 'keys')) continue;
    const number = idKeys.has(key) ? inside?.get(inner as ColumnId) : undefined;
    text += `${key}:${number === undefined ? fingerprint(inner, inside) : `#${number}`},`;
  }
  return `${text}}`;
}

/** What does not tell one expression from another. */
const silent: ReadonlySet<string> = new Set([
  'span',
  'spans',
  'orderSpan',
  'limitSpan',
  'likely',
  'nullable',
  'stored',
]);

/** Where the number of a column stands. */
const idKeys: ReadonlySet<string> = new Set(['id', 'document', 'ordinality']);

/** The columns that are made inside a query, numbered in the order in which they are met. */
function numbered(query: unknown, into = new Map<ColumnId, number>()): ReadonlyMap<ColumnId, number> {
  if (typeof query !== 'object' || query === null) return into;
  if ('signatures' in query) return into;
  const read = 'kind' in query && query.kind === 'column';
  for (const [key, inner] of Object.entries(query)) {
    if (silent.has(key)) continue;
    if (typeof inner === 'object') numbered(inner, into);
    else if (idKeys.has(key) && !read && !into.has(inner as ColumnId)) into.set(inner as ColumnId, into.size);
  }
  return into;
}

/** Every expression of a query and of the queries inside it, wherever it stands. */
export function visitQuery(query: BoundQuery, visit: (value: BoundExpression) => void): void {
  visitBody(query.body, visit);
  visitKeys(query.orderBy, visit);
  if (query.limit) visitDeep(query.limit, visit);
  if (query.offset) visitDeep(query.offset, visit);
}

/** An expression with everything below it, the queries of subqueries included. */
export function visitDeep(value: BoundExpression, visit: (value: BoundExpression) => void): void {
  visit(value);
  for (const operand of operands(value)) visitDeep(operand, visit);
  if (value.kind === 'subquery') visitQuery(value.query, visit);
}

function visitKeys(keys: readonly BoundSortKey[], visit: (value: BoundExpression) => void): void {
  for (const key of keys) visitDeep(key.value, visit);
}

function visitFrame(frame: BoundFrame, visit: (value: BoundExpression) => void): void {
  for (const bound of [frame.start, frame.end]) if (bound.offset) visitDeep(bound.offset, visit);
}

function visitBody(body: BoundBody, visit: (value: BoundExpression) => void): void {
  const all = (values: readonly (BoundExpression | undefined)[]) => {
    for (const value of values) if (value) visitDeep(value, visit);
  };
  switch (body.kind) {
    case 'query':
      return visitQuery(body, visit);
    case 'values':
      return all(body.rows.flat());
    case 'setOperation':
      visitQuery(body.left, visit);
      return visitQuery(body.right, visit);
    case 'select':
      visitRelation(body.from, visit);
      all([body.where, body.having, ...body.distinctOn, ...body.items.map((item) => item.value)]);
      for (const series of [...(body.groupedSeries ?? []), ...body.series]) all(series.args);
      for (const window of body.windows) {
        all([...window.args, window.filter, ...window.partitionBy]);
        visitKeys(window.orderBy, visit);
        visitFrame(window.frame, visit);
      }
      if (!body.group) return;
      all(body.group.keys.map((key) => key.value));
      for (const aggregate of body.group.aggregates) {
        all([...aggregate.args, aggregate.filter]);
        visitKeys(aggregate.orderBy, visit);
        visitKeys(aggregate.withinGroup, visit);
      }
  }
}

function visitRelation(relation: BoundRelation, visit: (value: BoundExpression) => void): void {
  switch (relation.kind) {
    case 'scan':
    case 'single':
    case 'working':
      return;
    case 'virtual':
      if (relation.pool) visitDeep(relation.pool, visit);
      return;
    case 'derived':
      return visitQuery(relation.query, visit);
    case 'series':
      for (const arg of relation.args) visitDeep(arg, visit);
      return;
    case 'join':
      visitRelation(relation.left, visit);
      visitRelation(relation.right, visit);
      if (relation.on) visitDeep(relation.on, visit);
      for (const item of relation.merged) visitDeep(item.value, visit);
      for (const { value } of [...(relation.rows?.left ?? []), ...(relation.rows?.right ?? [])])
        visitDeep(value, visit);
  }
}

/** All columns that an expression reads, also from inside its subqueries. */
export function columnsOf(value: BoundExpression, into = new Set<ColumnId>()): Set<ColumnId> {
  visitDeep(value, (each) => {
    if (each.kind === 'column') into.add(each.id);
  });
  return into;
}
