import { clauseRows } from './clauses.ts';
import { operatorRows } from './operators.ts';
import type { WordRow } from './word-row.ts';

export { clauseRows } from './clauses.ts';
export { operatorRows } from './operators.ts';
export { typeRows } from './types.ts';
export type { WordRow } from './word-row.ts';

/** Words that are others by another name. */
const also: Readonly<Record<string, string>> = {
  '!=': '<>',
  'NOT BETWEEN': 'BETWEEN',
  'NOT IN': 'IN',
  'NOT LIKE': 'LIKE',
  'NOT ILIKE': 'ILIKE',
  'NOT SIMILAR TO': 'SIMILAR TO',
  'IS NOT TRUE': 'IS TRUE',
  'IS NOT FALSE': 'IS FALSE',
  'IS NOT UNKNOWN': 'IS UNKNOWN',
  ISNULL: 'IS NULL',
  NOTNULL: 'IS NOT NULL',
  SOME: 'ANY',
  'INNER JOIN': 'JOIN',
  'LEFT OUTER JOIN': 'LEFT JOIN',
  'RIGHT OUTER JOIN': 'RIGHT JOIN',
  'FULL OUTER JOIN': 'FULL JOIN',
};

const byName = new Map([...operatorRows, ...clauseRows].map((row) => [row.name, row]));

/** What a word, several words or a mark means, in capitals with one blank between them. */
export const wordRow = (name: string): WordRow | undefined => byName.get(also[name] ?? name);
