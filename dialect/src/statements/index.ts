import { collectionStatements } from './collection-statements.ts';
import { alertStatements, poolStatements } from './pool-statements.ts';
import { queryStatements } from './query-statements.ts';
import { sessionStatements } from './session-statements.ts';
import type { StatementRow } from './statement-row.ts';
import { writeStatements } from './write-statements.ts';

export type { StatementRow } from './statement-row.ts';

/** Every statement of the dialect. */
export const statementRows: readonly StatementRow[] = [
  ...queryStatements,
  ...writeStatements,
  ...collectionStatements,
  ...poolStatements,
  ...alertStatements,
  ...sessionStatements,
];

const byFirstWords = new Map(
  statementRows.flatMap((row) => [row.name, ...(row.also ?? [])].map((words) => [words, row] as const)),
);

/** The statement that begins with these words, in capitals, and how many of them are its name. */
export function statementOf(words: readonly string[]): { row: StatementRow; length: number } | undefined {
  for (let length = Math.min(words.length, 4); length > 0; length--) {
    const row = byFirstWords.get(words.slice(0, length).join(' '));
    if (row) return { row, length };
  }
  return undefined;
}
