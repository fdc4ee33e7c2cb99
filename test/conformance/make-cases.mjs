// Writes cases/GROUP.json anew: the tables and statements of GROUP-cases.mjs, with the answers that PostgreSQL (PGlite) gives.
//
//   node test/conformance/make-cases.mjs [GROUP …]
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { Oracle } from './oracle.mjs';

const given = process.argv.slice(2);
const all = readdirSync(import.meta.dirname).flatMap((file) => /^(.+)-cases\.mjs$/.exec(file)?.[1] ?? []);
for (const group of given.length > 0 ? given : all.filter((each) => each !== 'make')) {
  const { default: source } = await import(`./${group}-cases.mjs`);
  const oracle = await Oracle.open();
  for (const table of Object.values(source.tables)) await oracle.load(table);
  const cases = [];
  for (const [index, each] of source.cases.entries()) {
    const { sql, tables = [], ordered = /order by/i.test([sql].flat().at(-1)) } = each;
    cases.push({
      id: `${group}-${String(index + 1).padStart(3, '0')}`,
      tables,
      sql,
      level: 1,
      tags: [],
      ...(await oracle.answer(sql)),
      ordered,
    });
  }
  await oracle.close();
  const path = join(import.meta.dirname, 'cases', `${group}.json`);
  const text = JSON.stringify({ group, tables: source.tables, cases });
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
