import { isKeyword } from './keywords.ts';
import { columnName, namesOf } from './tokens.ts';

const plain = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

/** A name as SQL spells it: bare where it is one plain word that is not a keyword of its own, else in double quotes. */
export function writtenName(name: string): string {
  const word = name.toUpperCase();
  const bare = plain.test(name) && !(isKeyword(word) && (namesOf(word) & columnName) === 0);
  return bare ? name : `"${name.replaceAll('"', '""')}"`;
}
