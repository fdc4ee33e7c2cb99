import { nodePath } from '../../dialect/src/syntax/walk.ts';
import type { NodeKind } from '../../dialect/src/syntax/nodes.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { operatorRows, wordRow } from '../../dialect/src/words/index.ts';
import type { WordRow } from '../../dialect/src/words/index.ts';
import type { StatementModel } from './statements.ts';

/** A word or mark that is neither a name nor a function, with its place in the statement: `GROUP BY`, `||`. */
export interface FoundWord {
  readonly row: WordRow;
  readonly span: Span;
}

/** The longest row of the catalogue of words that the text at an offset of a statement is. */
export function wordAt({ text, parsed }: StatementModel, offset: number): FoundWord | undefined {
  const { statement, tokens } = parsed;
  const at = tokens.findIndex(({ start, end }) => start <= offset && offset < end);
  const token = tokens[at];
  if (!statement || !token) return undefined;
  const node = nodePath(statement, token.start + 1).at(-1)?.kind;
  for (let length = longest; node && length > 0; length -= 1)
    for (let first = Math.max(0, at - length + 1); first <= at; first += 1) {
      const [start, end] = [tokens[first]?.start, tokens[first + length - 1]?.end];
      if (start === undefined || end === undefined) continue;
      const words = text.slice(start, end).toUpperCase().split(/\s+/).join(' ');
      const row = wordRow(partOf[node]?.[words] ?? words);
      if (row && isAt(row, node)) return { row, span: { start, end } };
    }
  return undefined;
}

/** So many words have `IS NOT DISTINCT FROM` and `RIGHT OUTER JOIN` at most. */
const longest = 4;

const ofCase = { WHEN: 'CASE', THEN: 'CASE', ELSE: 'CASE', END: 'CASE' };

/** Words that are part of another one. */
const partOf: Readonly<Partial<Record<NodeKind, Readonly<Record<string, string>>>>> = {
  Case: ofCase,
  CaseBranch: ofCase,
  Between: { AND: 'BETWEEN' },
};

const operators: ReadonlySet<WordRow> = new Set(operatorRows);

/** What holds the mark or word of an operator: a `=` of options, a `*` of all columns and the EXISTS of a DROP are none. */
const operating: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...(['Binary', 'Unary', 'IsTest', 'Between', 'InList', 'InQuery'] as const),
  ...(['Like', 'Quantified', 'Exists', 'AtTimeZone'] as const),
]);

/** Where the word means this; the others mean the same wherever they stand. */
const homes: Readonly<Record<string, readonly NodeKind[]>> = {
  FROM: ['Select', 'Delete', 'Update'],
  WITH: ['WithClause'],
  ON: ['Join'],
  USING: ['Join'],
  ROWS: ['WindowFrame'],
  RANGE: ['WindowFrame'],
  GROUPS: ['WindowFrame'],
  SET: ['Update', 'OnConflict', 'MergeBranch'],
  VALUES: ['Values', 'Insert', 'MergeBranch'],
  'DO NOTHING': ['OnConflict'],
  'DO UPDATE': ['OnConflict'],
  CASE: ['Case', 'CaseBranch'],
  CAST: ['Cast'],
  TRY_CAST: ['Cast'],
  '::': ['Cast'],
  ARRAY: ['ArrayConstructor', 'ArrayQuery'],
  ROW: ['RowConstructor'],
  OFFSET: ['Query'],
  LIMIT: ['Query'],
  FILTER: ['FunctionCall'],
  WINDOW: ['Select'],
};

const isAt = (row: WordRow, node: NodeKind): boolean =>
  operators.has(row) ? operating.has(node) : (homes[row.name]?.includes(node) ?? true);
