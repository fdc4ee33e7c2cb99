import { describedFunction } from '../describe/subject.ts';
import { statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { isLocal } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';

/**
 * The statements of a document that may name the same thing as an occurrence of another, or of the same one: those that have its word
 * somewhere, so that a long document is not read to its end for a name that three statements speak of. A name in which characters are
 * escaped may be any.
 */
export function mentions(
  document: DocumentModel,
  here: Occurrence,
  from: DocumentModel,
): readonly StatementModel[] {
  if (isLocal(here)) return document === from ? statementsIn(document, here.span) : [];
  const pattern = patternOf(wordsOf(here));
  const found: StatementModel[] = [];
  for (const { start, end, statements } of document.stretches) {
    if (!pattern.test(document.text.slice(start, end))) continue;
    for (const each of statements) if (pattern.test(each.text)) found.push(each.moved(start));
  }
  return found;
}

/** What a text holds that names one of some words. */
export function patternOf(words: readonly string[]): RegExp {
  return words.includes('') ? /^/u : new RegExp([...words.map(asWritten), ...escaped].join('|'), 'iu');
}

/** What stands wherever the thing is named: of a member of a group its own name, of a function one of its names. */
export function wordsOf({ key, name }: Occurrence): readonly string[] {
  if (key.startsWith('function ')) return [name, ...(describedFunction(name)?.aliases ?? [])];
  return [key.startsWith('pool ') ? name.slice(name.lastIndexOf('.') + 1) : name];
}

/** A pattern for a word between quotes too, where a quote is doubled. */
const asWritten = (word: string): string =>
  word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/["'`]/g, '$&{1,2}');

/** The beginnings of texts with escapes: `E'…'`, `U&'…'`, `U&"…"`. */
const escaped: readonly string[] = [`\\be'`, `\\bu&['"]`];
