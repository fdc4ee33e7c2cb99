import { statementAt, statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { isLocal } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';

/** How a name is written where it needs no quotes, or between them. */
const plainName =
  /^(?:[@:]?([\p{L}_][\p{L}\p{N}_$]*)|'([\p{L}_][\p{L}\p{N}_$]*)'|"([\p{L}_][\p{L}\p{N}_$]*)")$/u;

/**
 * The statements of a document that may name the same thing as an occurrence of another, or of the same one: those that have its word
 * somewhere, so that a long document is not read to its end for a name that three statements speak of.
 */
export function mentions(
  document: DocumentModel,
  here: Occurrence,
  from: DocumentModel,
): readonly StatementModel[] {
  if (isLocal(here)) return document === from ? statementsIn(document, here.span) : [];
  const [, bare, text, quoted] = plainName.exec(from.text.slice(here.span.start, here.span.end)) ?? [];
  const word = bare ?? text ?? quoted;
  if (word === undefined) return document.statements;
  const found: StatementModel[] = [];
  for (const { index } of document.text.matchAll(new RegExp(word.replaceAll('$', '\\$'), 'giu'))) {
    const last = found.at(-1);
    if (last && index < last.end) continue;
    const statement = statementAt(document, index);
    if (statement) found.push(statement);
  }
  return found;
}
