// Writes cases/own.json anew: the tables and statements of own-cases.mjs, with the answers that PostgreSQL (PGlite) gives.
//
//   node test/conformance/make-cases.mjs
import { PGlite, types } from '@electric-sql/pglite';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import source from './own-cases.mjs';

const here = import.meta.dirname;
const names = {
  16: 'boolean',
  20: 'bigint',
  21: 'smallint',
  23: 'integer',
  25: 'text',
  700: 'real',
  701: 'double precision',
  1042: 'character',
  1043: 'character varying',
  1082: 'date',
  1083: 'time without time zone',
  1114: 'timestamp without time zone',
  1184: 'timestamp with time zone',
  1186: 'interval',
  1700: 'numeric',
  1007: 'integer[]',
  1009: 'text[]',
  1016: 'bigint[]',
  1231: 'numeric[]',
};
const asText = Object.fromEntries(
  [...new Set(Object.values(types))].filter((id) => typeof id === 'number').map((id) => [id, (text) => text]),
);

async function answer(tables, sql) {
  const database = await PGlite.create();
  try {
    for (const table of tables) {
      const columns = table.columns.map(
        (column) => `"${column.name}" ${column.type}${column.notNull ? ' NOT NULL' : ''}`,
      );
      if (table.primaryKey)
        columns.push(`PRIMARY KEY (${table.primaryKey.map((name) => `"${name}"`).join()})`);
      await database.exec(`CREATE TABLE "${table.name}" (${columns.join()})`);
      for (const document of table.docs) {
        const keys = Object.keys(document);
        const marks = keys.map((_, index) => `$${index + 1}`);
        const values = keys.map((key) => plain(document[key]));
        await database.query(
          `INSERT INTO "${table.name}" (${keys.map((key) => `"${key}"`).join()}) VALUES (${marks.join()})`,
          values,
        );
      }
    }
    let result;
    for (const statement of [sql].flat())
      result = await database.query(statement, [], { rowMode: 'array', parsers: asText });
    return {
      columns: result.fields.map((field) => field.name),
      types: result.fields.map((field) => names[field.dataTypeID] ?? 'text'),
      rows: result.rows,
    };
  } finally {
    await database.close();
  }
}

/** Extended JSON as what PostgreSQL is given. */
function plain(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const [inner] = Object.values(value);
  return typeof inner === 'object' ? new Date(Number(inner.$numberLong)) : inner;
}

const cases = [];
for (const [index, each] of source.cases.entries()) {
  const { sql, tables = [], ordered = /order by/i.test([sql].flat().at(-1)) } = each;
  const got = await answer(
    tables.map((key) => source.tables[key]),
    sql,
  );
  cases.push({
    id: `own-${String(index + 1).padStart(3, '0')}`,
    tables,
    sql,
    level: 1,
    tags: [],
    ...got,
    ordered,
  });
}
writeFileSync(
  join(here, 'cases', 'own.json'),
  `${JSON.stringify({ group: 'own', tables: source.tables, cases }, null, 1)}\n`,
);
