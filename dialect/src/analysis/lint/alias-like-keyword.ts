import type { LintRule } from './lint-rule.ts';

/** What goes on behind a table: a slip of the pen in one of these makes an alias. */
const words = ['LEFT', 'RIGHT', 'INNER', 'CROSS', 'NATURAL', 'WHERE', 'ORDER', 'GROUP', 'HAVING', 'LIMIT'];

export const aliasLikeKeyword: LintRule = {
  code: 'QL6035',
  name: 'alias-like-keyword',
  severity: 'warning',
  message: '{0} is read as an alias of the table before it: if {1} is meant, correct it; if not, write AS.',
  cause: 'A misspelt keyword behind a table is a sound alias.',
  cure: 'Correct the word, or write AS before the alias.',
  bad: 'SELECT u._id FROM users LFET JOIN orders u ON true',
  good: 'SELECT u._id FROM users LEFT JOIN orders u ON true',
  *check({ nodes, text }) {
    for (const node of nodes('TableAlias')) {
      if (node.columns.length > 0 || node.name.quoted) continue;
      const { span, text: name } = node.name;
      const meant = words.find((word) => isSlip(name.toUpperCase(), word));
      if (meant === undefined || /\bas\s*$/i.test(text.slice(0, span.start))) continue;
      const fixes = [{ title: `Change to ${meant}`, changes: [{ span, text: meant }] }];
      yield { span, args: [name, meant], fixes };
    }
  },
};

/** Two neighbours exchanged, or one letter left out: other aliases that look like a word, such as `orders`, are meant. */
function isSlip(name: string, word: string): boolean {
  let at = 0;
  while (at < word.length && name[at] === word[at]) at += 1;
  if (name.length === word.length - 1) return name.slice(at) === word.slice(at + 1);
  const swapped = `${word[at + 1] ?? ''}${word[at] ?? ''}`;
  return name.length === word.length && name !== word && name.slice(at) === swapped + word.slice(at + 2);
}
