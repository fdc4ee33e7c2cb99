import type { Diagnostic, Position } from 'vscode-languageserver/node';
import { shift } from './documents.ts';
import { stretchProblems } from './features/diagnostics.ts';
import type { DocumentProblem } from './features/diagnostics.ts';
import * as lsp from './lsp.ts';
import type { PlacedStretch } from './stretches.ts';
import type { OpenDocument } from './workspace.ts';

interface Reported {
  /** Where the stretch began. */
  readonly start: Position;
  readonly items: readonly Diagnostic[];
}

/** What was last reported of the problems of a stretch. */
const reported = new WeakMap<readonly DocumentProblem[], Reported>();

/**
 * Everything that is wrong with a document, or with its first stretches, as the protocol has it. What stands where it stood is not
 * converted again.
 */
export function problemReport(
  { model, lines }: Pick<OpenDocument, 'model' | 'lines'>,
  wanted: readonly PlacedStretch[] = model.stretches,
): Diagnostic[] {
  return stretchProblems(model, wanted).flatMap(({ stretch, problems }) => {
    const start = lines.positionAt(stretch.start);
    const last = reported.get(problems);
    if (last?.start.line === start.line && last.start.character === start.character) return last.items;
    const items = problems.map((each) =>
      lsp.diagnostic(lines, { ...each, span: shift(each.span, stretch.start) }),
    );
    reported.set(problems, { start, items });
    return items;
  });
}
