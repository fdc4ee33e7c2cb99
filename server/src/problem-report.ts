import type { Diagnostic, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { shift } from './documents.ts';
import type { DocumentModel } from './documents.ts';
import { stretchProblems } from './features/diagnostics.ts';
import type { DocumentProblem } from './features/diagnostics.ts';
import * as lsp from './lsp.ts';

interface Reported {
  /** Where the stretch began. */
  readonly start: Position;
  readonly items: readonly Diagnostic[];
}

/** What was last reported of the problems of a stretch. */
const reported = new WeakMap<readonly DocumentProblem[], Reported>();

/** Everything that is wrong with a document, as the protocol has it. What stands where it stood is not converted again. */
export function problemReport(model: DocumentModel, lines: TextDocument): Diagnostic[] {
  return stretchProblems(model).flatMap(({ stretch, problems }) => {
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
