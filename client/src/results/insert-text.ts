import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { Row } from './row.ts';
import { sqlConstant } from './sql-constant.ts';

/** Rows as an INSERT into a collection, as SQL writes its name: run, each value has the BSON type that it has now. A missing value is NULL. */
export function insertText(
  names: readonly string[],
  rows: readonly Row[],
  collection = 'collection_name',
): string {
  const values = rows.map((row) => `  (${names.map((_, column) => sqlConstant(row[column])).join(', ')})`);
  const columns = [...numbered(names)].map(writtenName).join(', ');
  return `INSERT INTO ${collection} (${columns}) VALUES\n${values.join(',\n')};\n`;
}

/** A name that comes twice gets a number, as in documents. */
function numbered(names: readonly string[]): ReadonlySet<string> {
  const unique = new Set<string>();
  for (const name of names) {
    let own = name;
    for (let n = 2; unique.has(own); n += 1) own = `${name}_${n}`;
    unique.add(own);
  }
  return unique;
}
