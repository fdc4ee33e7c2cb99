// What the benches of parsing and compiling measure beside. These packages take 280 MB (node-sql-parser three times, in as many versions),
// QueryLeaf asks for an older driver than ours and is under the AGPL: so they are no dependencies of the project, but are installed
// into the cache when a bench first wants them.
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { announced } from '../../scripts/parts/announce.mjs';
import { cached } from '../../scripts/parts/cache.mjs';
import { runChild } from '../../scripts/parts/children.mjs';

/** Does its work on a statement, or throws where it cannot. */
export type Work = (sql: string) => unknown;

export interface Peers {
  /** The parser of PostgreSQL 18, in WebAssembly. */
  readonly libpgQuery: Work;
  readonly nodeSqlParser: Work;
  /** From SQL to a pipeline. */
  readonly noql: Work;
  /** From SQL to commands. */
  readonly queryLeaf: Work;
}

interface QueryLeaf {
  readonly SqlParserImpl: new () => { parse(sql: string): unknown };
  readonly SqlCompilerImpl: new () => { compile(statement: unknown): unknown };
}

export async function loadPeers(): Promise<Peers> {
  const require = createRequire(path.join(await installed(), 'package.json'));
  const postgres = require('libpg-query') as { loadModule(): Promise<void>; parseSync: Work };
  await postgres.loadModule();
  const { Parser } = require('node-sql-parser/build/postgresql') as {
    readonly Parser: new () => { astify(sql: string, options: object): unknown };
  };
  const noql = require('@synatic/noql') as { parseSQL(sql: string, options: object): unknown };
  const { SqlParserImpl, SqlCompilerImpl } = require('@queryleaf/lib') as QueryLeaf;
  const [parser, leafParser, leafCompiler] = [new Parser(), new SqlParserImpl(), new SqlCompilerImpl()];
  return {
    libpgQuery: (sql) => postgres.parseSync(sql),
    nodeSqlParser: (sql) => parser.astify(sql, { database: 'postgresql' }),
    noql: (sql) => noql.parseSQL(sql, { database: 'PostgresQL' }),
    queryLeaf: (sql) => leafCompiler.compile(leafParser.parse(sql)),
  };
}

async function installed(): Promise<string> {
  const files = ['package.json', 'package-lock.json'];
  const texts = await Promise.all(files.map((file) => readFile(path.join(import.meta.dirname, file))));
  const version = createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 12);
  return await cached(`bench-peers-${version}`, async (folder) => {
    for (const file of files) await copyFile(path.join(import.meta.dirname, file), path.join(folder, file));
    await announced('bench: installing peers from npm (280 MB on disk)', () =>
      runChild('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }),
    );
  });
}
