import type { TextChange } from '../../../dialect/src/index.ts';
import { scan } from '../../../dialect/src/text/scan.ts';
import type { Scan } from '../../../dialect/src/text/scan.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { layOut } from '../format/layout.ts';
import { nodesOf } from '../format/pieces.ts';

/** The statements within a span laid out anew; those that do not parse, and what stands between them, stay as they are. */
export function formatting(document: DocumentModel, within: Span): readonly TextChange[] {
  return statementsIn(document, within)
    .filter(({ start, end }) => start < within.end && within.start < end)
    .flatMap((statement) => {
      const text = formatted(statement);
      const span = { start: statement.start, end: statement.end };
      return text === undefined || text === statement.text ? [] : [{ span, text }];
    });
}

/** A statement's text laid out; undefined where it does not parse. */
function formatted({ text, parsed }: StatementModel): string | undefined {
  if (!parsed.statement || parsed.problems.some(({ severity }) => severity === 'error')) return undefined;
  const before = scan(text);
  const nodes = nodesOf(text, before, parsed.statement);
  const after = nodes && layOut(nodes);
  // Whatever the layout does, it may change blanks and the case of keywords only.
  return after !== undefined && sameWords(text, before, after, scan(after)) ? after : undefined;
}

function sameWords(oldText: string, before: Scan, newText: string, after: Scan): boolean {
  const words = (source: string, { tokens, comments }: Scan) => [
    ...tokens.map(({ kind, start, end }) => `${kind} ${source.slice(start, end).toLowerCase()}`),
    ...comments.map(({ start, end }) => source.slice(start, end).trimEnd()),
  ];
  return words(oldText, before).join('\n') === words(newText, after).join('\n');
}
