import type { ListedColumn } from '../../../../dialect/src/analysis/binder.ts';
import { typeText } from '../../../../dialect/src/functions/casts/type-name.ts';
import type { Expression, Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { SelectItem } from '../../../../dialect/src/syntax/ast/query.ts';
import { walk } from '../../../../dialect/src/syntax/walk.ts';
import type { StatementModel } from '../../statements.ts';
import type { InlayHint } from './inlay-hint.ts';

/** The column before each value of an INSERT that names several. */
export function insertHints(statement: Statement): readonly InlayHint[] {
  if (statement.kind !== 'Insert') return [];
  const { columns, source } = statement;
  if (source?.body.kind !== 'Values' || columns.length < 2) return [];
  return source.body.rows.flatMap((row) =>
    row.flatMap((value, index): InlayHint[] => {
      const column = columns[index];
      return column ? [{ offset: value.span.start, label: `${column.text}:`, kind: 'name' }] : [];
    }),
  );
}

/** What each `*` of a select list stands for. */
export function starHints(statement: Statement, model: StatementModel): readonly InlayHint[] {
  return selectItems(statement, model).flatMap(({ item, columns: all }): InlayHint[] => {
    // A table that is still to be named has a column without a name.
    const columns = all.filter(({ name }) => name !== '');
    if (item.value.kind !== 'Star' || columns.length === 0) return [];
    const tooltip = columns.map(({ name, type }) => `- \`${name}\`: ${typeText(type)}`).join('\n');
    return [
      { offset: item.span.end, label: shortList(columns.map(({ name }) => name)), kind: 'value', tooltip },
    ];
  });
}

/** As many characters as a list of names takes before it is cut. */
const longestList = 60;

/** `a, b, c`, or `a, b, … (12 in all)`. */
function shortList(names: readonly string[]): string {
  const whole = names.join(', ');
  if (whole.length <= longestList) return whole;
  let shown = 1;
  while (names.slice(0, shown + 1).join(', ').length <= longestList) shown += 1;
  return `${names.slice(0, shown).join(', ')}, … (${names.length} in all)`;
}

/** The type of each select item that does not tell it itself. */
export function typeHints(statement: Statement, model: StatementModel): readonly InlayHint[] {
  return selectItems(statement, model).flatMap(({ item, columns }): InlayHint[] => {
    const [column] = columns;
    if (!column || tellsType(item.value)) return [];
    const { type } = column;
    if (type.name === 'unknown' || type.name === 'null') return [];
    return [{ offset: item.span.end, label: `: ${typeText(type)}`, kind: 'type' }];
  });
}

/** Whether a reader sees the type: of columns by their names, of constants, casts and conditions. */
function tellsType(value: Expression): boolean {
  switch (value.kind) {
    case 'VariableAssignment':
      return tellsType(value.value);
    case 'ColumnReference':
    case 'Star':
    case 'Literal':
    case 'TypedLiteral':
    case 'IntervalLiteral':
    case 'Cast':
    case 'IsTest':
    case 'Between':
    case 'InList':
    case 'InQuery':
    case 'Like':
    case 'Quantified':
    case 'Exists':
      return true;
    case 'Binary':
      return ['AND', 'OR', '=', '<>', '<', '<=', '>', '>='].includes(value.operator);
    case 'Unary':
      return value.operator === 'NOT';
    default:
      return false;
  }
}

/** Every item of the statement's select lists, with the columns that it gives. */
function selectItems(
  statement: Statement,
  { analysis }: StatementModel,
): readonly { readonly item: SelectItem; readonly columns: readonly ListedColumn[] }[] {
  const lists = new Map(analysis.scopes.map((scope) => [scope.span.start, scope]));
  const found: { item: SelectItem; columns: readonly ListedColumn[] }[] = [];
  walk(statement, (node) => {
    const listed = node.kind === 'Select' ? lists.get(node.span.start)?.listed : undefined;
    if (node.kind !== 'Select' || !listed) return;
    for (const item of node.items) {
      const { start } = (item.alias ?? item).span;
      found.push({ item, columns: listed.filter(({ span }) => span.start === start) });
    }
  });
  return found;
}
