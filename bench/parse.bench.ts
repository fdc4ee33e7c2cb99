// How long one statement takes to parse, beside two other parsers of SQL in JavaScript and a chevrotain grammar of SELECT
// alone: in turn, in one run, so that what else the machine does hits all alike. Then what a keystroke costs in a
// document of 100 kB.
import { performance } from 'node:perf_hooks';
import { parse as parseSqlite } from 'sqlite3-parser';
import { SelectQueryParser } from 'rawsql-ts';
import { expectedAt } from '../dialect/src/syntax/expected-at.ts';
import { parseStatement } from '../dialect/src/syntax/parse.ts';
import { print } from '../dialect/src/syntax/print.ts';
import { scan } from '../dialect/src/text/scan.ts';
import { split } from '../dialect/src/text/split.ts';
import { parseWithChevrotain } from './peers/chevrotain-select.ts';

const rounds = 60;
const statement = `SELECT o.status, COUNT(*) AS orders, SUM(o.total) AS revenue, ROUND(AVG(o.total), 2) AS mean
FROM orders o JOIN customers c ON o.customer_id = c.id
WHERE o.created_at >= '2024-01-01' AND c.country IN ('NO', 'SE')
GROUP BY o.status HAVING COUNT(*) > 10 ORDER BY revenue DESC LIMIT 20`;
const faulty = statement.replace('FROM', 'FORM').replace("'SE')", "'SE'");
const document = `${statement};\n`.repeat(Math.ceil(100_000 / statement.length));

const { statement: tree, problems } = parseStatement(statement);
if (
  !tree ||
  problems.length > 0 ||
  parseSqlite(statement).status !== 'ok' ||
  parseWithChevrotain(statement).faults > 0
)
  throw new Error('It must parse.');

const contests: readonly { what: string; times: number; work: () => unknown }[] = [
  { what: 'qlsql', times: 500, work: () => parseStatement(statement) },
  { what: 'sqlite3-parser', times: 500, work: () => parseSqlite(statement) },
  { what: 'rawsql-ts', times: 500, work: () => SelectQueryParser.parse(statement) },
  { what: 'chevrotain, SELECT alone', times: 500, work: () => parseWithChevrotain(statement) },
  { what: 'qlsql, tokens alone', times: 500, work: () => scan(statement) },
  { what: 'qlsql, with two faults', times: 500, work: () => parseStatement(faulty) },
  { what: 'qlsql, print', times: 500, work: () => print(tree) },
  { what: 'qlsql, what may follow', times: 500, work: () => expectedAt(statement, statement.length) },
  { what: `qlsql, split ${Math.round(document.length / 1000)} kB`, times: 10, work: () => split(document) },
];

const taken = contests.map(() => [] as number[]);
for (let round = -10; round < rounds; round += 1) {
  contests.forEach(({ times, work }, index) => {
    const start = performance.now();
    for (let time = 0; time < times; time += 1) work();
    if (round >= 0) taken[index]?.push(((performance.now() - start) * 1000) / times);
  });
}

const medians = taken.map((times) => times.sort((left, right) => left - right)[rounds / 2] ?? 0);
console.log(`a statement of ${statement.length} bytes, medians of ${rounds} rounds`);
contests.forEach(({ what }, index) => {
  const median = medians[index] ?? 0;
  const ratio = median / (medians[0] ?? 1);
  console.log(
    `${what.padEnd(28)} ${median.toFixed(1).padStart(8)} µs  ${ratio.toFixed(2).padStart(7)} × qlsql`,
  );
});
