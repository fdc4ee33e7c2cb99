import type { DocumentModel } from '../documents.ts';
import { notebookOf } from '../notebook-cells.ts';
import type { StatementModel } from '../statements.ts';
import { mentions, patternOf, wordsOf } from './mentions.ts';
import { namedAt, occurrences } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';

/** An occurrence with the document that it is in. */
export interface Place extends Occurrence {
  readonly document: DocumentModel;
}

/**
 * All places that name what the offset names, each once, those of the document first and in the order of its text. Pools and alerts are
 * the same in every file, and variables in every cell of a notebook, so the other documents are asked for them; whatever else has a name is
 * of one document.
 */
export function sameName(
  document: DocumentModel,
  offset: number,
  all: readonly DocumentModel[] = [document],
): readonly Place[] {
  const here = namedAt(document, offset);
  if (!here) return [];
  const others = all.filter(({ uri }) => uri !== document.uri && reaches(here, document.uri, uri));
  return [document, ...others].flatMap((each) => only(here.key, mentions(each, here, document), each));
}

/** Whether a name of one document means the same in another. */
function reaches(here: Occurrence, from: string, to: string): boolean {
  if (here.key.startsWith('variable ')) return notebookOf(from) === notebookOf(to);
  return isEverywhere(here);
}

/** Whether a name means the same in every file. */
const isEverywhere = ({ key }: Occurrence): boolean => key.startsWith('pool ') || key.startsWith('alert ');

/** What files hold that may name what the offset names; undefined where it is of this document alone. */
export function namedElsewhere(document: DocumentModel, offset: number): RegExp | undefined {
  const here = namedAt(document, offset);
  return here && isEverywhere(here) ? patternOf(wordsOf(here)) : undefined;
}

function only(key: string, statements: readonly StatementModel[], document: DocumentModel): readonly Place[] {
  const equal = occurrences(statements)
    .filter((each) => each.key === key)
    .sort((a, b) => a.span.start - b.span.start);
  return equal
    .filter(({ span }, index) => span.start !== equal[index - 1]?.span.start)
    .map((each) => ({ ...each, document }));
}
