import type { Problem } from '../../../../dialect/src/problems/problem.ts';
import { parse } from '../../../../dialect/src/syntax/parse.ts';
import { baselines } from '../../baseline.ts';
import { sExpression } from './s-expression.ts';

/** `QL1001 at "text": message`, and what each fix makes of the statement. */
function problemText(text: string, { code, span, message, fixes = [] }: Problem): string {
  const at =
    span.start === span.end ? `offset ${span.start}` : JSON.stringify(text.slice(span.start, span.end));
  const mended = fixes.map(({ title, changes }) => {
    let result = text;
    for (const change of changes.toReversed())
      result = result.slice(0, change.span.start) + change.text + result.slice(change.span.end);
    return `\n   ${title} → ${result.replace(/\s+/g, ' ')}`;
  });
  return `!! ${code} at ${at}: ${message}${mended.join('')}`;
}

describe('syntax', () => {
  baselines('syntax', (sql) =>
    parse(sql)
      .statements.map(({ text, line, statement, problems }) => {
        const tree = statement ? sExpression(statement) : 'no statement';
        return [`-- line ${line}`, tree, ...problems.map((problem) => problemText(text, problem))].join('\n');
      })
      .join('\n\n'),
  );
});
