import type { CollectionInfo, FieldInfo } from '../../../dialect/src/index.ts';
import { fieldDescription } from '../connections/connection-rows.ts';
import { codeBlock } from '../messages/markdown.ts';
import type { SessionParts } from '../run/session.ts';
import { patiently, readForAssistant, shortened } from './read-for-assistant.ts';

type Input = Readonly<Record<string, unknown>>;

/** What people are asked before a tool runs whose answer holds values of documents. */
export interface Confirmation {
  readonly title: string;
  readonly message: string;
}

export interface AssistantTool {
  /** As in package.json, where the model's description and the shape of the input stand. */
  readonly name: string;
  /** What it is doing: `Reading the connection pools`. */
  readonly doing: string;
  confirmation?(input: Input): Confirmation;
  /** A text for the model, without credentials. Never rejects where the input has the shape of package.json. */
  answer(parts: SessionParts, input: Input, signal: AbortSignal): Promise<string>;
}

const someRows = 50;
const mostRows = 200;

/** The tools that language models are offered. None can write, whatever the role of a connection. */
export const assistantTools: readonly AssistantTool[] = [
  {
    name: 'qlsql_pools',
    doing: 'Reading the connection pools',
    answer: (parts, _, signal) =>
      readForAssistant(parts, { sql: 'SELECT * FROM CONNECTION_POOLS()', limit: mostRows }, signal),
  },
  {
    name: 'qlsql_alerts',
    doing: 'Reading the alerts of the pools',
    answer: (parts, { pool }, signal) => {
      const of = typeof pool === 'string' ? `'${pool.replaceAll("'", "''")}'` : '';
      return readForAssistant(
        parts,
        { sql: `SELECT * FROM CONNECTION_POOL_ALERTS(${of})`, limit: mostRows },
        signal,
      );
    },
  },
  {
    name: 'qlsql_collections',
    doing: 'Reading which collections and fields there are',
    answer: ({ catalog }, { pool, collection }, signal) =>
      patiently(signal, async (limited) => {
        const through = text(pool);
        const one = text(collection);
        if (one === undefined) await catalog.refresh(through, limited);
        else await catalog.ensure([one], through, limited);
        const { collections } = catalog.catalog({ pool: through });
        const wanted = collections.filter(({ name }) => one === undefined || name === one);
        if (wanted.length === 0) return 'There is no such collection.';
        return shortened(wanted.map(describe), 'Ask for one collection by its name.');
      }),
  },
  {
    name: 'qlsql_compile',
    doing: 'Compiling a statement',
    answer: async (parts, input, signal) => {
      const sql = text(input['sql']);
      if (sql === undefined) return missing;
      const question = {
        sql: `EXPLAIN (FORMAT PIPELINE) ${sql}`,
        ...through(input),
        limit: Infinity,
        isText: true,
      };
      return await readForAssistant(parts, question, signal);
    },
  },
  {
    name: 'qlsql_query',
    doing: 'Running a statement that reads',
    confirmation: (input) => ({
      title: 'Run this statement?',
      message: `${codeBlock(text(input['sql']) ?? '', 'sql')}\nIt may only read. At most ${rows(input)} rows of what it finds go to the language model.`,
    }),
    answer: async (parts, input, signal) => {
      const sql = text(input['sql']);
      if (sql === undefined) return missing;
      return await readForAssistant(parts, { sql, ...through(input), limit: rows(input) }, signal);
    },
  },
];

const missing = 'Give one statement as sql.';

function rows({ limit }: Input): number {
  return typeof limit === 'number' ? Math.min(Math.max(1, Math.trunc(limit)), mostRows) : someRows;
}

function through({ pool }: Input): { readonly pool?: string } {
  const name = text(pool);
  return name === undefined ? {} : { pool: name };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A collection with its fields, their types and its indexes; no value of a document. */
function describe({ name, kind, estimatedCount, fields, indexes }: CollectionInfo): string {
  const count = estimatedCount === undefined ? '' : `, about ${estimatedCount} documents`;
  const lines = [`${kind} ${name}${count}`, ...fields.flatMap((field) => fieldLines(field, '  '))];
  for (const { name: index, keys } of indexes)
    lines.push(`  index ${index} (${keys.map(({ path, direction }) => `${path} ${direction}`).join(', ')})`);
  return lines.join('\n');
}

function fieldLines(field: FieldInfo, before: string): string[] {
  const inner = (field.children ?? []).flatMap((child) => fieldLines(child, `${before}  `));
  return [`${before}${field.name}: ${fieldDescription(field)}`, ...inner];
}
