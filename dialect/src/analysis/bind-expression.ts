import type { SqlType } from '../catalog/types.ts';
import { castType } from '../functions/index.ts';
import type {
  Between,
  Binary,
  Case,
  Cast,
  Expression,
  IsTest,
  Like,
  Quantified,
  Query,
  RowConstructor,
} from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { bindCall } from './bind-call.ts';
import { bindInterval, bindLiteral } from './bind-literal.ts';
import {
  compareRows,
  rowItems,
  rowOf,
  rowText,
  starValue,
  testedRow,
  wholeRow,
  wholeRowText,
} from './bind-row.ts';
import {
  bindIn,
  bindOperator,
  callNamed,
  castTo,
  checkPattern,
  like,
  matchesAny,
  matchingOf,
} from './bind-operator.ts';
import { bindArray, bindSubscript } from './bind-array.ts';
import { bindSessionName } from './bind-session-name.ts';
import { notAvailable } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, BoundSubquery, ComparisonOperator } from './bound.ts';
import { checkWidths, compare, isComparison, logical, negate, toCondition } from './compare-rows.ts';
import { checkText } from './number-as-text.ts';
import { field, resolveName } from './resolve-name.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';
import { unifyOrTell } from './unify-or-tell.ts';

/** What an expression means in a scope. Where it means nothing, a problem is told and NULL stands in its place. */
export function bindExpression(node: Expression, scope: Scope, binder: Binder): BoundExpression {
  const { span } = node;
  switch (node.kind) {
    case 'Literal':
      return bindLiteral(node.type, node.text, span);
    case 'TypedLiteral':
      return castTo(shape.literal(node.text, span), node.type, false, binder);
    case 'IntervalLiteral':
      return bindInterval(node.text, node.field, span, binder);
    case 'Parameter':
      binder.references.push({ span, kind: 'parameter', name: node.name });
      return {
        kind: 'external',
        source: 'parameter',
        name: node.name,
        span,
        type: shape.unknownType,
        nullable: true,
      };
    case 'Variable': {
      const type = binder.catalog.variables[node.name] ?? shape.unknownType;
      binder.references.push({ span, kind: 'variable', name: node.name, type });
      return {
        kind: 'external',
        source: 'variable',
        name: node.name,
        span,
        type: shape.unknownType,
        likely: type,
        nullable: true,
      };
    }
    case 'VariableAssignment':
      return refuse(binder, '`:=` inside an expression', span);
    case 'ColumnReference': {
      const found = resolveName(node, scope, binder);
      return found.kind === 'value' ? found.value : bindAlias(found, node.span, scope, binder);
    }
    case 'Star': {
      const row = starValue(node, scope);
      if (row) return row;
      binder.report('QL2017', span, ['*', 'write it as an item of the select list or in COUNT(*)']);
      return shape.constant(null, shape.nullType, span);
    }
    case 'Unary': {
      const operand = bindExpression(node.operand, scope, binder);
      if (node.operator === 'NOT') return negate(toCondition(operand), span);
      if (node.operator === '-' && operand.kind === 'constant' && typeof operand.value === 'string') {
        return bindOperator('-', [operand], span, binder);
      }
      return bindOperator(node.operator, [operand], span, binder);
    }
    case 'Binary':
      return bindBinary(node, scope, binder);
    case 'IsTest':
      return bindTest(node, scope, binder);
    case 'Between':
      return bindBetween(node, scope, binder);
    case 'InList': {
      const operand = bindExpression(node.operand, scope, binder);
      const items = bindAll(node.items, scope, binder);
      for (const item of items) checkWidths(operand, item, binder);
      const inside = bindIn(operand, items, span);
      return node.not ? negate(inside, span) : inside;
    }
    case 'InQuery': {
      const inside = quantifiedQuery(node.operand, '=', 'ANY', node.query, span, scope, binder);
      return node.not ? negate(inside, span) : inside;
    }
    case 'Like':
      return bindLike(node, scope, binder);
    case 'Quantified':
      return bindQuantified(node, scope, binder);
    case 'Exists': {
      const query = binder.query(node.query, scope, binder);
      return { kind: 'subquery', form: 'exists', query, span, type: shape.booleanType, nullable: false };
    }
    case 'ScalarSubquery': {
      const query = binder.query(node.query, scope, binder);
      const [output] = query.outputs;
      if (query.outputs.length !== 1) {
        binder.report('QL2013', span, ['A subquery used as a value', 1, query.outputs.length]);
      }
      const inner = output ? shape.shapeOf(output) : { type: shape.nullType };
      return { kind: 'subquery', form: 'scalar', query, span, ...inner, nullable: true };
    }
    case 'Case':
      return bindCase(node, scope, binder);
    case 'Cast':
      return castTo(castOperand(node, scope, binder), node.type, node.form === 'TRY_CAST', binder, span);
    case 'FunctionCall':
      return bindSessionName(node, binder) ?? bindCall(node, scope, binder);
    case 'ArrayConstructor':
      return bindArray(node, scope, binder);
    case 'ArrayQuery': {
      const query = binder.query(node.query, scope, binder);
      if (query.outputs.length !== 1) binder.report('QL2013', span, ['ARRAY', 1, query.outputs.length]);
      const element = query.outputs[0]?.type ?? shape.unknownType;
      return {
        kind: 'subquery',
        form: 'array',
        query,
        span,
        type: { name: 'array', element },
        nullable: false,
      };
    }
    case 'RowConstructor':
      return bindRow(node, scope, binder);
    case 'Subscript':
      return bindSubscript(node, scope, binder);
    case 'FieldAccess':
      if (node.field.kind === 'Star') return refuse(binder, '(row).*', span);
      // `(alias).column` is alias.column.
      if (node.operand.kind === 'ColumnReference') {
        const parts = [...node.operand.parts, node.field];
        return bindExpression({ kind: 'ColumnReference', span, parts }, scope, binder);
      }
      return field(bindExpression(node.operand, scope, binder), node.field.text, node.field.span, binder);
    case 'Collate': {
      const name = node.collation.parts.at(-1)?.text ?? '';
      if (!['C', 'POSIX', 'default', 'ucs_basic'].includes(name))
        return refuse(binder, `COLLATE ${name}`, span);
      return bindExpression(node.operand, scope, binder);
    }
    case 'AtTimeZone':
      return callNamed('TIMEZONE', bindAll([node.zone, node.operand], scope, binder), span, binder);
    case 'DefaultValue':
      binder.report('QL2017', span, ['DEFAULT', 'it stands only in VALUES of INSERT and in SET']);
      return shape.constant(null, shape.nullType, span);
    case 'MissingExpression':
      return shape.constant(null, shape.nullType, span);
  }
}

function bindAll(nodes: readonly Expression[], scope: Scope, binder: Binder): readonly BoundExpression[] {
  return nodes.map((node) => bindExpression(node, scope, binder));
}

function bindRow(node: RowConstructor, scope: Scope, binder: Binder): BoundExpression {
  return rowOf(
    rowItems(node, scope, (item) => bindExpression(item, scope, binder)),
    node.span,
  );
}

function bindBetween(node: Between, scope: Scope, binder: Binder): BoundExpression {
  const { span } = node;
  const operand = bindExpression(node.operand, scope, binder);
  const low = bindExpression(node.low, scope, binder);
  const high = bindExpression(node.high, scope, binder);
  const within = (from: BoundExpression, to: BoundExpression) =>
    logical('AND', [compare('>=', operand, from, span), compare('<=', operand, to, span)], span);
  const inside = node.symmetric
    ? logical('OR', [within(low, high), within(high, low)], span)
    : within(low, high);
  return node.not ? negate(inside, span) : inside;
}

/** An alias of the select list stands for its expression; one that aggregates cannot be used before the groups are made. */
function bindAlias(
  found: Extract<ReturnType<typeof resolveName>, { kind: 'alias' }>,
  span: Span,
  scope: Scope,
  binder: Binder,
): BoundExpression {
  const aliases = new Map<string, NonNullable<ReturnType<NonNullable<Scope['aliases']>['get']>>>();
  for (const [name, item] of found.scope.aliases ?? []) {
    if (item === found.item) break;
    aliases.set(name, item);
  }
  binder.references.push({ span, kind: 'alias', name: found.alias.text, definition: found.alias.span });
  const inner: Scope = { ...found.scope, aliases, throughAlias: { name: found.alias.text, span } };
  if (found.scope !== scope)
    return bindExpression(found.item.value, { ...inner, clause: scope.clause }, binder);
  return bindExpression(found.item.value, inner, binder);
}

function refuse(binder: Binder, what: string, span: Span): BoundExpression {
  notAvailable(binder, what, span);
  return shape.constant(null, shape.nullType, span);
}

function bindBinary(node: Binary, scope: Scope, binder: Binder): BoundExpression {
  const { operator, span } = node;
  if (operator === 'AND' || operator === 'OR') {
    // Chains lean to the left and may be thousands long: walked in a loop.
    const parts: Expression[] = [];
    let at: Expression = node;
    while (at.kind === 'Binary' && at.operator === operator) {
      parts.push(at.right);
      at = at.left;
    }
    parts.push(at);
    return logical(operator, bindAll(parts.reverse(), scope, binder), span);
  }
  if (isComparison(operator)) {
    const rows = compareRows(operator, node.left, node.right, span, scope, binder);
    if (rows) return rows;
  }
  const left = bindExpression(node.left, scope, binder);
  const right = bindExpression(node.right, scope, binder);
  if (isComparison(operator)) {
    checkWidths(left, right, binder);
    return compare(operator, left, right, span);
  }
  if (operator === '~' || operator === '~*' || operator === '!~' || operator === '!~*') {
    checkPattern(operator, left, right, span, binder);
    checkText(operator, left, binder);
    const matches = like(operator.endsWith('*') ? '~*' : '~', left, right, undefined, span);
    return operator.startsWith('!') ? negate(matches, span) : matches;
  }
  return bindOperator(operator, [left, right], span, binder);
}

function bindTest(node: IsTest, scope: Scope, binder: Binder): BoundExpression {
  const { span } = node;
  const operand = testedRow(node.operand, scope) ?? bindExpression(node.operand, scope, binder);
  const not = (value: BoundExpression) => (node.not ? negate(value, span) : value);
  const truth = { type: shape.booleanType, nullable: false, span };
  if (node.test === 'DISTINCT') {
    const other = node.other
      ? (testedRow(node.other, scope) ?? bindExpression(node.other, scope, binder))
      : shape.constant(null, shape.nullType, span);
    if (operand.kind === 'row' && other.kind === 'row') {
      const parts = operand.items.flatMap((item, index): BoundExpression[] => {
        const [left, right] = shape.meet(item, other.items[index] ?? item);
        return [{ kind: 'distinctFrom', left, right, ...truth }];
      });
      return not(logical('OR', parts, span));
    }
    const [left, right] = shape.meet(operand, other);
    return not({ kind: 'distinctFrom', left, right, ...truth });
  }
  if (node.test === 'NULL' && operand.kind === 'row') {
    // A row IS NULL where all its values are, and IS NOT NULL where none is: the two are not each other's opposite.
    const tests = operand.items.map((item): BoundExpression => {
      const test = shape.isNull(item, span);
      return node.not ? negate(test, span) : test;
    });
    return logical('AND', tests, span);
  }
  const test = node.test === 'UNKNOWN' ? 'NULL' : node.test;
  return not({
    kind: 'test',
    test,
    operand: node.test === 'NULL' ? operand : toCondition(operand),
    ...truth,
  });
}

/** What is cast: a row by its columns, as only these have a text. */
function castOperand(node: Cast, scope: Scope, binder: Binder): BoundExpression {
  const type = castType(node.type);
  if (type?.element && node.operand.kind === 'ArrayConstructor' && node.form !== 'TRY_CAST')
    return bindArray(node.operand, scope, binder, type.element);
  if (type?.name !== 'text') return bindExpression(node.operand, scope, binder);
  const row = wholeRow(node.operand, scope);
  if (row) return wholeRowText(row, node.span, binder);
  const operand = bindExpression(node.operand, scope, binder);
  return operand.kind === 'row' ? rowText(operand.items, node.span, binder) : operand;
}

function bindLike(node: Like, scope: Scope, binder: Binder): BoundExpression {
  const [operand, pattern] = [node.operand, node.pattern].map((each) => bindExpression(each, scope, binder));
  const escape = node.escape ? bindExpression(node.escape, scope, binder) : undefined;
  if (!operand || !pattern) return shape.constant(null, shape.nullType, node.span);
  checkPattern(node.operator, operand, pattern, node.span, binder);
  if (escape?.kind === 'constant' && [...String(escape.value ?? '')].length > 1)
    binder.report('QL4004', escape.span, ['ESCAPE takes one character, or an empty text for none']);
  checkText(node.operator, operand, binder);
  checkText('ESCAPE', escape, binder);
  const matches = like(node.operator, operand, pattern, escape, node.span);
  return node.not ? negate(matches, node.span) : matches;
}

function isQuery(over: Query | Expression): over is Query {
  return over.kind === 'Query';
}

function bindQuantified(node: Quantified, scope: Scope, binder: Binder): BoundExpression {
  const { operator, quantifier, over, span } = node;
  const matching = matchingOf(operator, node.not);
  if (matching) {
    const items: Expression = isQuery(over) ? { kind: 'ArrayQuery', span: over.span, query: over } : over;
    const [value, array] = [node.operand, items].map((each) => bindExpression(each, scope, binder));
    if (!isArray(array!, operator, quantifier, binder)) return shape.constant(null, shape.booleanType, span);
    return matchesAny(value!, matching, quantifier, array!, span);
  }
  if (isQuery(over)) {
    if (!isComparison(operator)) return refuse(binder, `${operator} ${quantifier} over a query`, span);
    return quantifiedQuery(node.operand, operator, quantifier, over, span, scope, binder);
  }
  if (!isComparison(operator)) return refuse(binder, `${operator} ${quantifier} over an array`, span);
  const operand = bindExpression(node.operand, scope, binder);
  let array = bindExpression(over, scope, binder);
  if (shape.isUntyped(array)) array = shape.cast(array, { name: 'array', element: shape.guess(operand) });
  if (!isArray(array, operator, quantifier, binder)) return shape.constant(null, shape.booleanType, span);
  const element = array.type.element;
  const left = element && shape.isUntyped(operand) ? shape.cast(operand, element) : operand;
  return {
    kind: 'quantified',
    operand: left,
    operator,
    quantifier,
    array,
    span,
    type: shape.booleanType,
    nullable: true,
  };
}

/** Whether ANY and ALL find elements in a value; tells where not. */
function isArray(
  value: BoundExpression,
  operator: Quantified['operator'],
  quantifier: Quantified['quantifier'],
  binder: Binder,
): boolean {
  const may = value.kind !== 'row' && ['array', 'unknown', 'null', 'document'].includes(value.type.name);
  if (may || shape.isUntyped(value)) return true;
  const type = value.kind === 'row' ? 'a row' : value.type.name;
  binder.report('QL2016', value.span, [`${operator} ${quantifier}`, type, '']);
  return false;
}

/** `x op ANY (SELECT …)`, of which IN is `= ANY`; x may be a row. */
function quantifiedQuery(
  left: Expression,
  operator: ComparisonOperator,
  quantifier: 'ANY' | 'ALL',
  over: Query,
  span: Span,
  scope: Scope,
  binder: Binder,
): BoundSubquery | BoundExpression {
  const operand = bindExpression(left, scope, binder);
  const query = binder.query(over, scope, binder);
  const items = operand.kind === 'row' ? operand.items : [operand];
  if (items.length !== query.outputs.length) {
    binder.report('QL2013', over.span, ['The query', items.length, query.outputs.length]);
    return shape.constant(null, shape.booleanType, span);
  }
  const operands = items.map((item, index) => {
    const output = query.outputs[index];
    return output ? shape.meet(item, shape.column(output.id, output, span))[0] : item;
  });
  return {
    kind: 'subquery',
    form: 'quantified',
    query,
    operands,
    operator,
    quantifier,
    span,
    type: shape.booleanType,
    nullable: true,
  };
}

function bindCase(node: Case, scope: Scope, binder: Binder): BoundExpression {
  const subject = node.operand && bindExpression(node.operand, scope, binder);
  const whens = node.branches.map((branch) => {
    const when = bindExpression(branch.when, scope, binder);
    return subject ? compare('=', subject, when, branch.when.span) : toCondition(when);
  });
  const thens = node.branches.map((branch) => bindExpression(branch.then, scope, binder));
  const otherwise = node.otherwise
    ? bindExpression(node.otherwise, scope, binder)
    : shape.constant(null, shape.nullType, node.span);
  const results = unifyOrTell('CASE', [...thens, otherwise], node.span, binder);
  const branches = whens.flatMap((when, index) =>
    results.values[index] ? [{ when, then: results.values[index] }] : [],
  );
  const last = results.values.at(-1);
  return {
    kind: 'case',
    branches,
    otherwise: last,
    span: node.span,
    type: results.type,
    likely: likelyOf(results),
    nullable: results.values.some((value) => value.nullable),
  };
}

/** The type that samples make likely for values whose certain type is unknown. */
function likelyOf(unified: ReturnType<typeof unifyOrTell>): SqlType | undefined {
  if (unified.type.name !== 'unknown') return undefined;
  let likely: SqlType | undefined = shape.nullType;
  for (const value of unified.values) likely = likely && shape.commonType(likely, shape.guess(value));
  return likely && shape.isKnown(likely) ? likely : undefined;
}
