import { PGlite } from '@electric-sql/pglite';
import { typeText } from '../../dialect/src/functions/casts/type-name.ts';
import type { Catalog, CollectionInfo, SqlType } from '../../dialect/src/index.ts';

/** PostgreSQL's opinion of statements, which it reads and binds but does not run. */
export class SecondOpinion {
  readonly #postgres: PGlite;

  private constructor(postgres: PGlite) {
    this.#postgres = postgres;
  }

  static async open(): Promise<SecondOpinion> {
    return new SecondOpinion(await PGlite.create());
  }

  async close(): Promise<void> {
    await this.#postgres.close();
  }

  /** Why it refuses the statement over tables like the catalogue's collections; undefined where it accepts it. */
  async refusal(sql: string, { collections }: Catalog): Promise<string | undefined> {
    try {
      await this.#postgres.exec(['BEGIN', ...collections.map(tableOf)].join(';\n'));
      await this.#postgres.exec(`PREPARE given AS ${sql.replace(/;\s*$/, '')}`);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await this.#postgres.exec('ROLLBACK; DEALLOCATE ALL');
    }
  }
}

function tableOf({ name, fields }: CollectionInfo): string {
  const columns = fields
    .filter((field) => field.name !== '_id')
    .map((field) => `${quoted(field.name)} ${typeName(field.type)}`);
  return `CREATE TABLE ${quoted(name)} (${columns.join(', ')})`;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function typeName(type: SqlType): string {
  switch (type.name) {
    case 'array':
      return `${typeName(type.element ?? { name: 'text' })}[]`;
    case 'document':
      return 'jsonb';
    case 'binary':
      return 'bytea';
    case 'unknown':
    case 'null':
    case 'regex':
    case 'objectId':
      return 'text';
    default:
      return typeText(type);
  }
}
