import type { Fix } from '../../problems/problem.ts';
import type { Expression, OrderItem, Select } from '../../syntax/ast/query.ts';
import { writtenName } from '../../text/written-name.ts';
import { columnOf, conjuncts, isComparison, sides } from './columns.ts';
import type { LintInput } from './lint-rule.ts';

/**
 * Writes the CREATE INDEX that would serve a SELECT of one collection, before it. Its keys are in the order that MongoDB advises: fields compared for equality,
 * then those of ORDER BY, then those compared with a range.
 */
export function indexFix(input: LintInput, select: Select, orderBy: readonly OrderItem[]): readonly Fix[] {
  const name = (node: Expression): string | undefined => columnOf(input, node)?.field.name;
  const equal: string[] = [];
  const ranges: string[] = [];
  for (const node of conjuncts(select.where)) {
    const compared = isComparison(node) ? sides(node).map(([side]) => side) : operandsOf(node);
    const names = compared.map(name).filter((found) => found !== undefined);
    // Of two fields compared with one another neither is found by an index.
    if (names.length === 1) (isEquality(node) ? equal : ranges).push(...names);
  }
  const sorted = orderBy.map(({ value, direction }) => ({ name: name(value), direction }));
  const sort = sorted.every((key) => key.name !== undefined) ? sorted : [];
  const directions = new Map(sort.map((key) => [key.name, key.direction]));
  const keys = [...new Set([...equal, ...sort.map((key) => key.name ?? ''), ...ranges])];
  const [table] = select.from;
  if (keys.length === 0 || table?.kind !== 'NamedTable') return [];
  const written = keys.map((key) => {
    const isDescending = !equal.includes(key) && directions.get(key) === 'DESC';
    return `${writtenName(key)}${isDescending ? ' DESC' : ''}`;
  });
  const place = table.name.parts.map(({ text }) => writtenName(text)).join('.');
  const statement = `CREATE INDEX ON ${place} (${written.join(', ')})`;
  const start = input.statement.span.start;
  return [
    { title: `Write ${statement}`, changes: [{ span: { start, end: start }, text: `${statement};\n\n` }] },
  ];
}

const isEquality = (node: Expression): boolean =>
  (node.kind === 'Binary' && node.operator === '=') ||
  (node.kind === 'InList' && !node.not) ||
  node.kind === 'IsTest';

function operandsOf(node: Expression): readonly Expression[] {
  const isNarrow = (node.kind === 'InList' || node.kind === 'Between') && !node.not;
  return isNarrow || (node.kind === 'IsTest' && !node.not && node.test === 'NULL') ? [node.operand] : [];
}
