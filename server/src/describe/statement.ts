import type { StatementRow } from '../../../dialect/src/statements/index.ts';
import { code, paragraphs } from './markdown.ts';

/** A statement in full: its synopsis, what it does, an example. */
export function statementMarkdown({ name, synopsis, documentation, example }: StatementRow): string {
  return paragraphs(`**${name}**`, code(synopsis), documentation, code(`${example};`));
}
