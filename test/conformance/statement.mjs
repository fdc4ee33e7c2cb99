// What the engines under test have in common: a statement compiled for a catalogue, and documents as rows of a result.
import { analyze, compile, hasErrors, parseStatement, plan } from '../../dialect/src/index.ts';

/** The command of a statement, by the way that a session tries first. Throws with code UNSUPPORTED what is refused. */
export function compileStatement(sql, catalog) {
  const parsed = parseStatement(sql);
  check(parsed.problems);
  const analysis = analyze(parsed.statement, catalog);
  check(analysis.problems);
  const environment = { now: new Date(), parameters: {}, variables: {}, virtualRows: () => [] };
  const { serverVersion } = catalog;
  const { command, problems } = compile(plan(analysis.bound, { keep: true }), environment, {
    serverVersion,
    arrays: true,
  });
  check(problems);
  if (!command || hasErrors(problems) || !['query', 'steps'].includes(command.kind))
    throw unsupported(`not supported: ${command?.kind}`);
  return command;
}

const unsupported = (message) => Object.assign(new Error(message), { code: 'UNSUPPORTED' });

function check(problems) {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  const error = new Error(errors.map((problem) => `${problem.code} ${problem.message}`).join(' '));
  if (errors.some((problem) => problem.code === 'QL4001' || problem.code === 'QL4002'))
    error.code = 'UNSUPPORTED';
  throw error;
}

/** Documents as the rows of a result. */
export function resultOf(columns, documents) {
  return {
    columns: columns.map((column) => column.name),
    rows: documents.map((document) => columns.map((column) => present(document[column.field], column.type))),
  };
}

/** A stored interval as `{ months, days, ms }`; the instants that stand for infinity as PostgreSQL writes them. */
function present(value, type) {
  if (value === undefined || value === null) return null;
  if (type.name === 'interval') return { months: value.months, days: value.days, ms: value.ms };
  if (value instanceof Date && Math.abs(value.getTime()) === 8_640_000_000_000_000)
    return value.getTime() > 0 ? 'infinity' : '-infinity';
  if (type.name === 'array' && Array.isArray(value))
    return value.map((each) => present(each, type.element ?? { name: 'unknown' }));
  return value;
}
