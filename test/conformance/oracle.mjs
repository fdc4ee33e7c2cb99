// PostgreSQL (PGlite) as the one who knows: tables of documents become its tables, and it answers in text.
import { PGlite, types } from '@electric-sql/pglite';

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
  1000: 'boolean[]',
  1005: 'smallint[]',
  1007: 'integer[]',
  1009: 'text[]',
  1015: 'character varying[]',
  1016: 'bigint[]',
  1021: 'real[]',
  1022: 'double precision[]',
  1115: 'timestamp without time zone[]',
  1182: 'date[]',
  1187: 'interval[]',
  1231: 'numeric[]',
  114: 'json',
  2249: 'record',
  2287: 'record[]',
  3802: 'jsonb',
};
const asText = Object.fromEntries(
  [...new Set([...Object.values(types), ...Object.keys(names).map(Number)])]
    .filter((id) => typeof id === 'number')
    .map((id) => [id, (text) => text]),
);
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

export class Oracle {
  #database;

  static async open() {
    const oracle = new Oracle();
    oracle.#database = await PGlite.create();
    return oracle;
  }

  close() {
    return this.#database.close();
  }

  /** Replaces PostgreSQL's table of this name. */
  async load(table) {
    const columns = table.columns.map((column) =>
      [
        quoted(column.name),
        column.type,
        column.generated ? `GENERATED ALWAYS AS (${column.generated}) STORED` : '',
        column.default === undefined ? '' : `DEFAULT ${column.default}`,
        column.notNull ? 'NOT NULL' : '',
      ].join(' '),
    );
    if (table.primaryKey?.length) columns.push(`PRIMARY KEY (${table.primaryKey.map(quoted).join()})`);
    for (const unique of table.unique ?? []) columns.push(`UNIQUE (${unique.map(quoted).join()})`);
    await this.#database.exec(
      `DROP TABLE IF EXISTS ${quoted(table.name)}; CREATE TABLE ${quoted(table.name)} (${columns.join()})`,
    );
    const isJson = (key) => table.columns.some(({ name, type }) => name === key && /^jsonb?$/.test(type));
    const generated = new Set(table.columns.filter((each) => each.generated).map((each) => each.name));
    for (const document of table.docs) {
      const keys = Object.keys(document).filter((key) => !generated.has(key));
      const marks = keys.map((_, index) => `$${index + 1}`);
      await this.#database.query(
        `INSERT INTO ${quoted(table.name)} (${keys.map(quoted).join()}) VALUES (${marks.join()})`,
        keys.map((key) =>
          isJson(key) && document[key] !== null ? JSON.stringify(document[key]) : plain(document[key]),
        ),
      );
    }
  }

  /** What the last of the statements answers; what they change is taken back. */
  async answer(sql) {
    await this.#database.exec('BEGIN');
    try {
      let result;
      for (const statement of [sql].flat())
        result = await this.#database.query(statement, [], { rowMode: 'array', parsers: asText });
      return {
        columns: result.fields.map((field) => field.name),
        types: result.fields.map((field) => names[field.dataTypeID] ?? 'text'),
        rows: result.rows,
      };
    } finally {
      await this.#database.exec('ROLLBACK');
    }
  }
}

/** Extended JSON as what PostgreSQL is given. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const [inner] = Object.values(value);
  if ('$date' in value) return new Date(typeof inner === 'string' ? inner : Number(inner.$numberLong));
  return inner;
}
