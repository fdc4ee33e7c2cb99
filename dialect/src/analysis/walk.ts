import type {
  BoundBody,
  BoundExpression,
  BoundQuery,
  BoundRelation,
  BoundSelect,
  BoundStep,
  ColumnId,
} from './bound.ts';
import type { BoundStatement } from './bound-statement.ts';

const none: readonly BoundExpression[] = [];

/** What is asked of operands, or done with them, with the `given` of who asks: no list and no closure is made for it. */
type Ask<G> = (operand: BoundExpression, given: G) => boolean;

/** Whether one of the operands of an expression is as asked, in order; a subquery's query is not among them. */
function someOperand<G>(value: BoundExpression, ask: Ask<G>, given: G): boolean {
  switch (value.kind) {
    case 'constant':
    case 'column':
      return false;
    case 'external':
      return isAs(value.pool, ask, given);
    case 'field':
    case 'not':
    case 'test':
    case 'cast':
      return ask(value.operand, given);
    case 'subscript':
      return ask(value.operand, given) || ask(value.index, given);
    case 'slice':
      return ask(value.operand, given) || isAs(value.low, ask, given) || isAs(value.high, ask, given);
    case 'logical':
    case 'operator':
    case 'coalesce':
      return someOf(value.operands, ask, given);
    case 'comparison':
    case 'distinctFrom':
      return ask(value.left, given) || ask(value.right, given);
    case 'call':
      return someOf(value.args, ask, given);
    case 'case':
      for (const { when, then } of value.branches) if (ask(when, given) || ask(then, given)) return true;
      return isAs(value.otherwise, ask, given);
    case 'in':
      return ask(value.operand, given) || someOf(value.items, ask, given);
    case 'like':
      return ask(value.operand, given) || ask(value.pattern, given) || isAs(value.escape, ask, given);
    case 'array':
    case 'row':
      return someOf(value.items, ask, given);
    case 'quantified':
      return ask(value.operand, given) || ask(value.array, given);
    case 'subquery':
      return someOf(value.operands ?? none, ask, given);
  }
}

function isAs<G>(value: BoundExpression | undefined, ask: Ask<G>, given: G): boolean {
  return value !== undefined && ask(value, given);
}

function someOf<G>(values: readonly BoundExpression[], ask: Ask<G>, given: G): boolean {
  for (const value of values) if (ask(value, given)) return true;
  return false;
}

/** The same operands as a list. */
export function operands(value: BoundExpression): readonly BoundExpression[] {
  const found: BoundExpression[] = [];
  someOperand(value, listed, found);
  return found;
}

function listed(operand: BoundExpression, found: BoundExpression[]): false {
  found.push(operand);
  return false;
}

type Change = (value: BoundExpression) => BoundExpression;

/** The expression with each operand changed: the same object where none was. */
export function mapOperands(value: BoundExpression, change: Change): BoundExpression {
  switch (value.kind) {
    case 'constant':
    case 'column':
      return value;
    case 'external': {
      const pool = value.pool && change(value.pool);
      return !pool || pool === value.pool ? value : { ...value, pool };
    }
    case 'field':
    case 'not':
    case 'test':
    case 'cast': {
      const operand = change(value.operand);
      return operand === value.operand ? value : { ...value, operand };
    }
    case 'subscript': {
      const [operand, index] = [change(value.operand), change(value.index)];
      return operand === value.operand && index === value.index ? value : { ...value, operand, index };
    }
    case 'slice': {
      const [operand, low, high] = [
        change(value.operand),
        value.low && change(value.low),
        value.high && change(value.high),
      ];
      if (operand === value.operand && low === value.low && high === value.high) return value;
      return { ...value, operand, ...(low ? { low } : {}), ...(high ? { high } : {}) };
    }
    case 'logical':
    case 'operator':
    case 'coalesce': {
      const changed = mapSame(value.operands, change);
      return changed === value.operands ? value : { ...value, operands: changed };
    }
    case 'comparison':
    case 'distinctFrom': {
      const [left, right] = [change(value.left), change(value.right)];
      return left === value.left && right === value.right ? value : { ...value, left, right };
    }
    case 'call': {
      const args = mapSame(value.args, change);
      return args === value.args ? value : { ...value, args };
    }
    case 'case': {
      const branches = mapSame(value.branches, (branch) => {
        const [when, then] = [change(branch.when), change(branch.then)];
        return when === branch.when && then === branch.then ? branch : { when, then };
      });
      const otherwise = value.otherwise && change(value.otherwise);
      if (branches === value.branches && otherwise === value.otherwise) return value;
      return { ...value, branches, ...(otherwise ? { otherwise } : {}) };
    }
    case 'in': {
      const [operand, items] = [change(value.operand), mapSame(value.items, change)];
      return operand === value.operand && items === value.items ? value : { ...value, operand, items };
    }
    case 'like': {
      const [operand, pattern, escape] = [
        change(value.operand),
        change(value.pattern),
        value.escape && change(value.escape),
      ];
      if (operand === value.operand && pattern === value.pattern && escape === value.escape) return value;
      return { ...value, operand, pattern, ...(escape ? { escape } : {}) };
    }
    case 'array':
    case 'row': {
      const items = mapSame(value.items, change);
      return items === value.items ? value : { ...value, items };
    }
    case 'quantified': {
      const [operand, array] = [change(value.operand), change(value.array)];
      return operand === value.operand && array === value.array ? value : { ...value, operand, array };
    }
    case 'subquery': {
      const changed = value.operands && mapSame(value.operands, change);
      return !changed || changed === value.operands ? value : { ...value, operands: changed };
    }
  }
}

/** The values changed: the same list where none was. */
export function mapSame<T>(values: readonly T[], change: (value: T) => T): readonly T[] {
  let made: T[] | undefined;
  let index = 0;
  for (const value of values) {
    const changed = change(value);
    if (changed !== value) made ??= values.slice(0, index);
    made?.push(changed);
    index += 1;
  }
  return made ?? values;
}

/** Whether the expression or one of its operands is as asked; subqueries' insides are not looked at. */
export function some(value: BoundExpression, test: (value: BoundExpression) => boolean): boolean {
  return test(value) || someOperand(value, some, test);
}

/** Is shown an expression, and whether rows are chosen by it: WHERE, HAVING, ON and FILTER. */
type Visit = (value: BoundExpression, chooses: boolean) => void;

/** Every expression of a statement, wherever it stands. */
export function visitStatement(statement: BoundStatement, visit: Visit): void {
  switch (statement.kind) {
    case 'query':
    case 'setVariable':
    case 'write':
      for (const step of statement.steps) visitStep(step, visit);
      if (statement.query) visitQuery(statement.query, visit);
      return;
    case 'usePool':
      visitDeep(statement.name, visit);
      if (statement.member) visitDeep(statement.member, visit);
      return;
    case 'define':
    case 'partialIndex':
    case 'execute':
    case 'explain':
    case 'benchmark':
      if (statement.query) visitStatement(statement.query, visit);
      return;
    case 'pool':
    case 'show':
    case 'done':
      return;
  }
}

function visitStep(step: BoundStep, visit: Visit): void {
  if (step.kind === 'recursion') {
    visitQuery(step.seed, visit);
    visitQuery(step.step, visit);
    return;
  }
  visitRelation(step.from, visit);
  visitItems(step.computed, visit);
  if (step.existing) visitDeep(step.existing.on, visit, true);
  if (step.where) visitDeep(step.where, visit, true);
  if (step.id) visitDeep(step.id, visit);
  for (const { when, values } of step.branches) {
    if (when) visitDeep(when, visit, true);
    for (const { value } of values) visitDeep(value, visit);
  }
  visitItems(step.returning, visit);
  for (const key of step.keys) visitAll(key, visit);
}

/** Every expression of a query and of the queries inside it, wherever it stands. */
function visitQuery(query: BoundQuery, visit: Visit): void {
  visitBody(query.body, visit);
  visitItems(query.orderBy, visit);
  if (query.limit) visitDeep(query.limit, visit);
  if (query.offset) visitDeep(query.offset, visit);
}

/** An expression with everything below it, the queries of subqueries included. */
export function visitDeep(value: BoundExpression, visit: Visit, chooses = false): void {
  visit(value, chooses);
  someOperand(value, visitOperand, visit);
  if (value.kind === 'subquery') visitQuery(value.query, visit);
}

function visitOperand(operand: BoundExpression, visit: Visit): false {
  visitDeep(operand, visit);
  return false;
}

function visitAll(values: readonly BoundExpression[], visit: Visit): void {
  for (const value of values) visitDeep(value, visit);
}

/** Columns, or keys of a sort. */
function visitItems(items: readonly { readonly value: BoundExpression }[], visit: Visit): void {
  for (const { value } of items) visitDeep(value, visit);
}

function visitBody(body: BoundBody, visit: Visit): void {
  switch (body.kind) {
    case 'query':
      return visitQuery(body, visit);
    case 'values':
      for (const row of body.rows) visitAll(row, visit);
      return;
    case 'setOperation':
      visitQuery(body.left, visit);
      return visitQuery(body.right, visit);
    case 'select':
      return visitSelect(body, visit);
  }
}

function visitSelect(select: BoundSelect, visit: Visit): void {
  visitRelation(select.from, visit);
  if (select.where) visitDeep(select.where, visit, true);
  if (select.having) visitDeep(select.having, visit, true);
  visitAll(select.distinctOn, visit);
  visitItems(select.items, visit);
  for (const { args } of select.groupedSeries ?? []) visitAll(args, visit);
  for (const { args } of select.series) visitAll(args, visit);
  for (const { args, filter, partitionBy, orderBy, frame } of select.windows) {
    visitAll(args, visit);
    if (filter) visitDeep(filter, visit, true);
    visitAll(partitionBy, visit);
    visitItems(orderBy, visit);
    if (frame.start.offset) visitDeep(frame.start.offset, visit);
    if (frame.end.offset) visitDeep(frame.end.offset, visit);
  }
  if (!select.group) return;
  visitItems(select.group.keys, visit);
  for (const { args, filter, orderBy, withinGroup } of select.group.aggregates) {
    visitAll(args, visit);
    if (filter) visitDeep(filter, visit, true);
    visitItems(orderBy, visit);
    visitItems(withinGroup, visit);
  }
}

function visitRelation(relation: BoundRelation, visit: Visit): void {
  switch (relation.kind) {
    case 'scan':
      if (relation.sample) visitDeep(relation.sample, visit);
      return;
    case 'single':
    case 'working':
      return;
    case 'virtual':
      if (relation.pool) visitDeep(relation.pool, visit);
      return;
    case 'derived':
      return visitQuery(relation.query, visit);
    case 'series':
      return visitAll(relation.args, visit);
    case 'join':
      visitRelation(relation.left, visit);
      visitRelation(relation.right, visit);
      if (relation.on) visitDeep(relation.on, visit, true);
      visitItems(relation.merged, visit);
      visitItems(relation.rows?.left ?? [], visit);
      visitItems(relation.rows?.right ?? [], visit);
  }
}

/** Columns, as far as they are asked for. */
export type Columns = Pick<ReadonlySet<ColumnId>, 'has'>;

/** What gathers columns. */
export interface ColumnSink {
  add(id: ColumnId): unknown;
}

/** Whether an expression reads one of the columns, also from inside its subqueries. */
export function reads(value: BoundExpression, columns: Columns): boolean {
  if (value.kind === 'column') return columns.has(value.id);
  if (value.kind === 'subquery') {
    for (const id of columnsOf(value)) if (columns.has(id)) return true;
    return false;
  }
  return someOperand(value, reads, columns);
}

/** All columns that an expression reads, also from inside its subqueries. */
export function columnsOf(value: BoundExpression): Set<ColumnId> {
  const found = new Set<ColumnId>();
  gatherColumns(value, found);
  return found;
}

/** The same, put with others. */
export function gatherColumns(value: BoundExpression, into: ColumnSink): false {
  if (value.kind === 'column') into.add(value.id);
  else someOperand(value, gatherColumns, into);
  if (value.kind === 'subquery')
    visitQuery(value.query, (each) => {
      if (each.kind === 'column') into.add(each.id);
    });
  return false;
}
