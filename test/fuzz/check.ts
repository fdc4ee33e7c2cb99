import { analyze, compile, hasErrors, parseStatement, plan } from '../../dialect/src/index.ts';
import { scan } from '../../dialect/src/text/scan.ts';
import type { Catalog, Environment, Problem } from '../../dialect/src/index.ts';

/** Most milliseconds of processor time that a statement may take. */
const limitMs = 100;

const environment: Environment = {
  now: new Date('2024-05-06T07:08:09Z'),
  parameters: {},
  variables: {},
  virtualRows: () => [],
};

/** Whether a statement can run, and what its problems are. */
interface Verdict {
  readonly runs: boolean;
  readonly problems: readonly Problem[];
}

function judge(sql: string, catalog: Catalog): Verdict {
  const parsed = parseStatement(sql);
  if (!parsed.statement) return { runs: false, problems: parsed.problems };
  const analysis = analyze(parsed.statement, catalog);
  const problems = [...parsed.problems, ...analysis.problems];
  if (!analysis.bound) return { runs: false, problems };
  const planned = plan(analysis.bound);
  const compiled = compile(planned, environment, { serverVersion: [6, 0, 5] });
  return {
    runs: compiled.command !== undefined,
    problems: [...problems, ...planned.problems, ...compiled.problems],
  };
}

/** What a text did that none may do: it threw, took too long, or is refused without a problem at a place of it. Undefined where it did well. */
export function fault(sql: string, catalog: Catalog): string | undefined {
  let verdict: Verdict;
  try {
    const start = process.threadCpuUsage();
    verdict = judge(sql, catalog);
    const { user, system } = process.threadCpuUsage(start);
    // A collection of garbage may fall on any statement: only one that is slow each time is slow.
    if ((user + system) / 1000 > limitMs && quickest(sql, catalog) > limitMs)
      return `takes ${Math.round((user + system) / 1000)} ms`;
  } catch (error) {
    return `throws ${error instanceof Error ? (error.stack ?? error.message).split('\n', 4).join(' ') : String(error)}`;
  }
  const { runs, problems } = verdict;
  if (!runs && !hasErrors(problems) && !isBlank(sql)) return 'cannot run, and no problem says why';
  for (const { code, message, span } of problems) {
    const { start, end } = span;
    if (!(start >= 0 && start <= end && end <= sql.length)) return `${code} at ${start}-${end}: ${message}`;
    // What the text itself says may be told again.
    if (/\bundefined\b|\[object /.test(message) && !/undefined|\[object/.test(sql))
      return `${code}: ${message}`;
  }
  return undefined;
}

/** Whether there is nothing but comments and ends of statements: that is no statement, and nothing is wrong with it. */
function isBlank(sql: string): boolean {
  return scan(sql).tokens.every(({ kind }) => kind === 'end' || kind === ';');
}

function quickest(sql: string, catalog: Catalog): number {
  const times = [1, 2, 3].map(() => {
    const start = process.threadCpuUsage();
    judge(sql, catalog);
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
