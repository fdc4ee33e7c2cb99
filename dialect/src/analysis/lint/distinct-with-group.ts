import type { AnyNode } from '../../syntax/nodes.ts';
import { selects } from './columns.ts';
import type { LintRule } from './lint-rule.ts';

export const distinctWithGroup: LintRule = {
  code: 'QL6014',
  name: 'distinct-with-group',
  severity: 'hint',
  message: 'DISTINCT does nothing here: GROUP BY gives each combination once.',
  cause: 'The select list holds every key of GROUP BY, so no two rows are alike.',
  cure: 'Remove DISTINCT.',
  bad: 'SELECT DISTINCT status, COUNT(*) FROM orders GROUP BY status',
  good: 'SELECT status, COUNT(*) FROM orders GROUP BY status',
  *check(input) {
    const textOf = ({ span }: AnyNode) => input.text.slice(span.start, span.end).toLowerCase();
    for (const { distinct, groupBy, items, span } of selects(input)) {
      if (distinct !== 'DISTINCT' || !groupBy) continue;
      const listed = new Set(items.map(({ value }) => textOf(value)));
      const start = input.text.slice(span.start).search(/\bdistinct\b/i) + span.start;
      if (
        start < span.start ||
        !groupBy.items.every((each) => each.kind === 'ColumnReference' && listed.has(textOf(each)))
      )
        continue;
      const word = { start, end: start + 'distinct'.length };
      const change = { span: { start: word.start, end: word.end + 1 }, text: '' };
      yield { span: word, fixes: [{ title: 'Remove DISTINCT', changes: [change] }] };
    }
  },
};
