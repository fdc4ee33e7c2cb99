import type { VisibleScope } from '../../../../dialect/src/analysis/binder.ts';
import type { Expression, Query, Select } from '../../../../dialect/src/syntax/ast/query.ts';
import type { AnyNode, NodeOf } from '../../../../dialect/src/syntax/nodes.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { flatten } from '../../../../dialect/src/syntax/walk.ts';
import { contains } from '../../../../dialect/src/text/span.ts';
import type { Span } from '../../../../dialect/src/text/span.ts';
import { all, freshName, innermost, namesBare, relationNames, sameText } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

// `x IN (SELECT y …)` among the conditions of WHERE, and a join to the distinct y: the same rows either way.

/** `WHERE x IN (SELECT y FROM t)` as `JOIN (SELECT DISTINCT y FROM t) AS t_y ON t_y.y = x`. */
export const subqueryToJoin: Refactoring = ({ path, statement, text, analysis }) => {
  const test = innermost(path, 'InQuery');
  const select = test && path.slice(0, path.indexOf(test)).findLast((node) => node.kind === 'Select');
  const from = select?.from.at(-1);
  const body = test?.query.body;
  if (!test || test.not || !select?.where || !from || body?.kind !== 'Select') return undefined;
  if (test.query.with ?? test.query.limit ?? test.query.offset) return undefined;
  if (readsAround(test.query, analysis.scopes)) return undefined;
  const column = columnOf(body);
  const removed = conditionSpan(select, test, text, from.span.end);
  // A star would show the joined column too.
  const stars = select.items.some(({ value }) => value.kind === 'Star' && !value.qualifier);
  if (column === undefined || !removed || stars || Array.isArray(body.distinct)) return undefined;
  // A name that speaks of a query around would speak of the joined column.
  if (namesBare(select, column, test.query)) return undefined;
  const alias = freshName(`${column}s`, relationNames(statement));
  const [start, end] = [body.span.start, test.query.span.end];
  const word = /^SELECT\s+(?:ALL\s+)?/i.exec(text.slice(start, end))?.[0];
  if (word === undefined) return undefined;
  const distinct =
    body.distinct === 'DISTINCT'
      ? text.slice(start, end)
      : `SELECT DISTINCT ${text.slice(start + word.length, end)}`;
  const operand = text.slice(test.operand.span.start, test.operand.span.end);
  const join = ` JOIN (${distinct}) AS ${writtenName(alias)} ON ${writtenName(alias)}.${writtenName(column)} = ${operand}`;
  return {
    title: 'Convert IN to a join',
    kind: 'rewrite',
    changes: [
      { span: { start: from.span.end, end: from.span.end }, text: join },
      { span: removed, text: '' },
    ],
  };
};

/** The join that subqueryToJoin makes, as IN again. */
export const joinToSubquery: Refactoring = ({ path, text }) => {
  const join = innermost(path, 'Join');
  const select = join && path.slice(0, path.indexOf(join)).findLast((node) => node.kind === 'Select');
  const derived = join?.right;
  if (!select || join.type !== 'INNER' || derived?.kind !== 'DerivedTable' || !derived.alias)
    return undefined;
  if (!filtersAll(join, path)) return undefined;
  const alias = derived.alias.name.text;
  const { body } = derived.query;
  if (body.kind !== 'Select' || body.distinct !== 'DISTINCT' || derived.lateral) return undefined;
  const column = columnOf(body);
  const { on } = join;
  if (column === undefined || on?.kind !== 'Binary' || on.operator !== '=') return undefined;
  const isAlias = ({ parts }: NodeOf<'ColumnReference'>) => sameText(parts[0]?.text ?? '', alias);
  const isKey = (side: Expression) =>
    side.kind === 'ColumnReference' && side.parts.length === 2 && isAlias(side);
  const key = [on.left, on.right].filter(isKey);
  const uses = all(select, 'ColumnReference').filter(isAlias);
  const stars = select.items.some(
    ({ value }) => value.kind === 'Star' && sameText(value.qualifier?.parts.at(-1)?.text ?? alias, alias),
  );
  if (key.length !== 1 || uses.length !== 1 || stars || namesBare(select, column, derived)) return undefined;
  const operand = key[0] === on.left ? on.right : on.left;
  const query = text.slice(derived.query.span.start, derived.query.span.end);
  const test = `${text.slice(operand.span.start, operand.span.end)} IN (${query})`;
  const { where } = select;
  const fromEnd = select.from.at(-1)?.span.end ?? join.span.end;
  return {
    title: 'Convert the join to IN',
    kind: 'rewrite',
    changes: [
      { span: { start: join.left.span.end, end: join.span.end }, text: '' },
      ...(where
        ? [
            {
              span: { start: where.span.start, end: where.span.start },
              text: `${test} AND ${binds(where) ? '' : '('}`,
            },
            { span: { start: where.span.end, end: where.span.end }, text: binds(where) ? '' : ')' },
          ]
        : [{ span: { start: fromEnd, end: fromEnd }, text: ` WHERE ${test}` }]),
    ],
  };
};

/** Whether the rows that a join leaves out are rows that WHERE would: no outer join around it fills them up again. */
function filtersAll(join: NodeOf<'Join'>, path: readonly AnyNode[]): boolean {
  const around = path.slice(0, path.indexOf(join));
  const outer = around.slice(around.findLastIndex(({ kind }) => kind === 'Select') + 1);
  return [...outer, join].every((each, index, all) => {
    if (each.kind !== 'Join' || each === join || each.type === 'INNER' || each.type === 'CROSS') return true;
    return each.type === 'LEFT' && each.left === all[index + 1];
  });
}

/** Whether a condition holds together where AND is put before it. */
const binds = (condition: Expression): boolean => condition.kind !== 'Binary' || condition.operator !== 'OR';

/** Whether a query reads a column of what is around it, which a join's side cannot see. */
function readsAround(query: Query, scopes: readonly VisibleScope[]): boolean {
  return all(query, 'ColumnReference').some(({ parts, span }) => {
    const name = parts[0]?.text;
    const knows = ({ relations }: VisibleScope) =>
      relations.some((each) => each.name === name || each.columns.some((column) => column.name === name));
    const around = scopes.filter((scope) => contains(scope.span, span.start));
    const inside = around.filter((scope) => contains(query.span, scope.span.start));
    return !inside.some(knows) && around.some(knows);
  });
}

/** The name of the only column of a SELECT; undefined where it has several, or none that has a name. */
function columnOf({ items }: Select): string | undefined {
  const [item] = items;
  if (!item || items.length > 1) return undefined;
  if (item.alias) return item.alias.text;
  return item.value.kind === 'ColumnReference' ? item.value.parts.at(-1)?.text : undefined;
}

/** What goes with a condition: its AND, or all of the WHERE; undefined where it is not one of the conditions that all must hold. */
function conditionSpan(
  { where }: Select,
  test: NodeOf<'InQuery'>,
  text: string,
  fromEnd: number,
): Span | undefined {
  if (!where) return undefined;
  if (where === test) {
    const blank = /^\s*WHERE\s*$/i.test(text.slice(fromEnd, where.span.start));
    return blank ? { start: fromEnd, end: where.span.end } : undefined;
  }
  if (where.kind !== 'Binary' || where.operator !== 'AND') return undefined;
  const conditions = flatten(where);
  const index = conditions.indexOf(test);
  const [before, after] = [conditions[index - 1], conditions[index + 1]];
  if (before) return { start: before.span.end, end: test.span.end };
  return index === 0 && after ? { start: test.span.start, end: after.span.start } : undefined;
}
