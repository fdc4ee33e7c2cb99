import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { split } from '../../../dialect/src/text/split.ts';
import { relationNames } from '../run/relation-names.ts';

/** The names of collections in a text, as written. Statements that were the same the last time are not read again. */
export class NamedCollections {
  #known = new Map<string, ReadonlySet<string>>();

  in(text: string): ReadonlySet<string> {
    const next = new Map<string, ReadonlySet<string>>();
    for (const slice of split(text)) next.set(slice.text, this.#known.get(slice.text) ?? namesOf(slice.text));
    this.#known = next;
    return new Set([...next.values()].flatMap((names) => [...names]));
  }
}

function namesOf(text: string): ReadonlySet<string> {
  const { statement } = parseStatement(text);
  return statement ? relationNames(statement) : new Set();
}
