// How long statements take to parse, beside four other parsers of SQL for JavaScript and a chevrotain grammar of SELECT alone: on statements of
// many shapes, in turn, in one run, so that what else the machine does hits all alike. Each is compared on what it can parse. Then what the
// rest of the editor's work on text costs, up to a keystroke in a document of 100 kB.
//
//   node bench/parse.bench.ts [rounds] [milliseconds of a slice]
import { parse as parseSqlite } from 'sqlite3-parser';
import { SelectQueryParser } from 'rawsql-ts';
import { expectedAt } from '../dialect/src/syntax/expected-at.ts';
import { parseStatement } from '../dialect/src/syntax/parse.ts';
import { print } from '../dialect/src/syntax/print.ts';
import { scan } from '../dialect/src/text/scan.ts';
import { split } from '../dialect/src/text/split.ts';
import { parseWithChevrotain } from './peers/chevrotain-select.ts';
import { contest, tell } from './peers/contest.ts';
import { loadPeers } from './peers/peers.ts';
import { statements } from './peers/statements.ts';

const rounds = Number(process.argv[2] ?? 20);
const sliceMs = Number(process.argv[3] ?? 3);
const typical = statements[3] ?? '';
const faulty = typical.replace('FROM', 'FORM').replace("'Rome')", "'Rome'");
const document = `${typical};\n`.repeat(Math.ceil(100_000 / typical.length));
const { statement: tree } = parseStatement(typical);

function sound(sql: string): unknown {
  const { statement, problems } = parseStatement(sql);
  if (!statement || problems.length > 0) throw new Error(`It must parse: ${sql}`);
  return statement;
}

function bySqlite(sql: string): unknown {
  const parsed = parseSqlite(sql);
  if (parsed.status !== 'ok') throw new Error('This is not what it knows.');
  return parsed;
}

function byChevrotain(sql: string): unknown {
  const parsed = parseWithChevrotain(sql);
  if (parsed.faults > 0) throw new Error('This is not what it knows.');
  return parsed;
}

statements.forEach(sound);
const { libpgQuery, nodeSqlParser } = await loadPeers();
const parsers = [
  { name: 'qlsql', work: sound },
  { name: 'sqlite3-parser', work: bySqlite },
  { name: 'rawsql-ts', work: (sql: string) => SelectQueryParser.parse(sql) },
  { name: 'libpg-query', work: libpgQuery },
  { name: 'node-sql-parser', work: nodeSqlParser },
  { name: 'chevrotain, SELECT alone', work: byChevrotain },
];
const bytes = statements.reduce((sum, { length }) => sum + length, 0);
console.log(
  `${statements.length} statements of ${bytes} bytes, medians of ${rounds} rounds; ratio: over qlsql`,
);
tell(parsers, contest(parsers, statements, { rounds, sliceMs }));

const others = [
  { name: 'qlsql', work: sound },
  { name: 'tokens alone', work: scan },
  { name: 'with two faults', work: () => parseStatement(faulty) },
  { name: 'print', work: () => (tree ? print(tree) : '') },
  { name: 'what may follow', work: (sql: string) => expectedAt(sql, sql.length) },
  { name: `split ${Math.round(document.length / 1000)} kB`, work: () => split(document) },
];
console.log(`\na statement of ${typical.length} bytes`);
tell(others, contest(others, [typical], { rounds, sliceMs: 3 * sliceMs }));
