import { analyze, emptyCatalog, hasErrors, parseStatement } from '../../dialect/src/index.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import { ownSamples } from '../../test/editor-quality/sources.ts';

/** At least so long, in lines and in characters. */
export interface Size {
  readonly lines: number;
  readonly characters: number;
}

export interface LongDocument {
  readonly text: string;
  readonly catalog: Catalog;
  readonly statements: number;
}

/**
 * The statements of the project's own cases and examples, again and again until the document is so long; each with a number of its own, so that
 * no two of them are the same text, which a server may know by. All the tables of the cases exist.
 */
export function longDocument({ lines, characters }: Size): LongDocument {
  const samples = ownSamples();
  const collections = samples.flatMap((sample) => sample.catalog.collections);
  const catalog: Catalog = {
    ...emptyCatalog,
    ...{ version: 1, serverVersion: [7, 0, 0] },
    collections: [...new Map(collections.map((each) => [each.name, each])).values()],
  };
  const sound = samples
    .map(({ sql }) => sql.trim().replace(/;$/, ''))
    .filter((sql) => {
      const { statement, problems } = parseStatement(sql);
      return statement && !hasErrors(problems) && !hasErrors(analyze(statement, catalog).problems);
    });
  const written: string[] = [];
  let [hasLines, hasCharacters] = [0, 0];
  while (hasLines < lines || hasCharacters < characters) {
    const number = written.length;
    const sql = `${(sound[number % sound.length] ?? '').replace(/\s/, (blank) => `${blank}/* ${number} */ `)};\n`;
    written.push(sql);
    hasLines += sql.split('\n').length - 1;
    hasCharacters += sql.length;
  }
  return { text: written.join(''), catalog, statements: written.length };
}
