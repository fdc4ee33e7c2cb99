import type { StatementKind } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';
import { kindOf } from '../statements.ts';
import { clientCommands } from '../protocol.ts';

/** A command above a statement. `span` is the statement's, in the document. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly command: string;
}

const explainable: readonly StatementKind[] = ['Query', 'Insert', 'Update', 'Delete', 'Merge'];

/** ▶ Run above each statement, and Explain above those that have a plan, as far as the client carries them out. */
export function codeLenses(document: DocumentModel, commands: ReadonlySet<string>): readonly Lens[] {
  return document.statements.flatMap((statement) => {
    const { start, end } = statement;
    const kind = kindOf(statement);
    const span = { start, end };
    const lenses: Lens[] = [{ span, title: '▶ Run', command: clientCommands.run }];
    if (kind && explainable.includes(kind)) {
      lenses.push({ span, title: 'Explain', command: clientCommands.explain });
    }
    return lenses.filter(({ command }) => commands.has(command));
  });
}
