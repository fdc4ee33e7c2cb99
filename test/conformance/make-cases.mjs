// Writes cases/own.json anew: the tables and statements of own-cases.mjs, with the answers that PostgreSQL (PGlite) gives.
//
//   node test/conformance/make-cases.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Oracle } from './oracle.mjs';
import source from './own-cases.mjs';

const oracle = await Oracle.open();
for (const table of Object.values(source.tables)) await oracle.load(table);
const cases = [];
for (const [index, each] of source.cases.entries()) {
  const { sql, tables = [], ordered = /order by/i.test([sql].flat().at(-1)) } = each;
  cases.push({
    id: `own-${String(index + 1).padStart(3, '0')}`,
    tables,
    sql,
    level: 1,
    tags: [],
    ...(await oracle.answer(sql)),
    ordered,
  });
}
await oracle.close();
writeFileSync(
  join(import.meta.dirname, 'cases', 'own.json'),
  `${JSON.stringify({ group: 'own', tables: source.tables, cases }, null, 1)}\n`,
);
