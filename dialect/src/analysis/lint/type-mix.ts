import { columnOf, isComparison, sides } from './columns.ts';
import type { Expression } from '../../syntax/ast/query.ts';
import type { LintRule } from './lint-rule.ts';

export const typeMix: LintRule = {
  code: 'QL6010',
  name: 'type-mix',
  severity: 'information',
  message: '{0} is {1} in the samples: a comparison with {2} finds nothing, or not what is meant.',
  cause: 'MongoDB compares values of one type only; a number is never equal to a text.',
  cure: 'Write the value in the field’s own type, or cast the field.',
  bad: 'SELECT total FROM orders WHERE status = 5',
  good: "SELECT total FROM orders WHERE status = '5'",
  *check(input) {
    for (const node of input.nodes.filter(isComparison)) {
      for (const [side, other] of sides(node)) {
        const field = columnOf(input, side)?.field;
        // A declared type is certain: QL2052 tells of it.
        const type = field?.certainty === 'declared' ? undefined : field?.type.name;
        const mixed = type === 'text' ? isForeignToText(other) : undefined;
        if (mixed)
          yield {
            span: other.span,
            args: [input.text.slice(side.span.start, side.span.end), type ?? '', mixed],
          };
      }
    }
  },
};

/** What a constant is that a text is never equal to. */
function isForeignToText(node: Expression): string | undefined {
  if (node.kind === 'Literal' && node.type === 'number') return 'a number';
  if (node.kind === 'TypedLiteral' && node.type.name === 'objectid') return 'an ObjectId';
  return undefined;
}
