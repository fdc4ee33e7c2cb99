import type {
  BoundBody,
  BoundExpression,
  BoundFrame,
  BoundQuery,
  BoundRelation,
  BoundSortKey,
  ColumnId,
} from './bound.ts';

const none: readonly BoundExpression[] = [];

/** The operands of an expression, in order; a subquery's query is not among them. */
export function operands(value: BoundExpression): readonly BoundExpression[] {
  switch (value.kind) {
    case 'constant':
    case 'column':
      return none;
    case 'external':
      return value.pool ? [value.pool] : none;
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
    case 'case': {
      const found: BoundExpression[] = [];
      for (const { when, then } of value.branches) found.push(when, then);
      if (value.otherwise) found.push(value.otherwise);
      return found;
    }
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
      return value.operands ?? none;
  }
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
  return test(value) || operands(value).some((operand) => some(operand, test));
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

/** Whether an expression reads one of the columns, also from inside its subqueries. */
export function reads(value: BoundExpression, columns: Pick<ReadonlySet<ColumnId>, 'has'>): boolean {
  if (value.kind === 'column') return columns.has(value.id);
  if (value.kind === 'subquery') {
    for (const id of columnsOf(value)) if (columns.has(id)) return true;
    return false;
  }
  return operands(value).some((operand) => reads(operand, columns));
}

/** All columns that an expression reads, also from inside its subqueries. */
export function columnsOf(value: BoundExpression, into = new Set<ColumnId>()): Set<ColumnId> {
  visitDeep(value, (each) => {
    if (each.kind === 'column') into.add(each.id);
  });
  return into;
}
