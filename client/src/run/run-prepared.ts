import { foldCast } from '../../../dialect/src/functions/index.ts';
import type { OutputColumn, Problem, QueryCommand, SqlType } from '../../../dialect/src/index.ts';
import type { ExecuteCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import type { Explain } from '../../../dialect/src/syntax/ast/statement.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { ExecuteRun } from './execute-run.ts';
import { execute } from './execute.ts';
import { known } from './plan-cache.ts';
import { prepare } from './prepare-statement.ts';
import type { Prepared } from './prepare-statement.ts';
import type { RowSink } from './run-types.ts';
import { unknownPrepared, values } from './run-session.ts';
import type { SessionState } from './session-state.ts';

export interface Substituted extends Prepared {
  /** With the arguments as parameters. */
  readonly run: ExecuteRun;
}

/** EXECUTE as the statement that it runs, with its arguments in the place of the parameters; or as EXPLAIN of that statement. */
export async function substitute(
  command: ExecuteCommand<QueryCommand>,
  session: SessionState,
  run: ExecuteRun,
  explain?: Explain,
): Promise<Substituted> {
  const { name, count } = command;
  const found = session.prepared.get(name);
  if (!found) throw unknownPrepared(name, session);
  const { statement, types, parameters } = found;
  if (count !== parameters)
    throw new PoolError('QL5047', [
      name,
      parameters === 0 ? 'no values' : values(parameters),
      `${count} ${count === 1 ? 'was' : 'were'}`,
    ]);
  const args = command.values ? await evaluated(command.values, types, session, run) : [];
  const own = { ...run, parameters: Object.fromEntries(args.map((value, index) => [index + 1, value])) };
  const ast = statement.statement;
  const meant = explain && ast ? known({ ...explain, statement: ast }, []) : statement;
  const prepared = withoutOrigins(await prepare(session, meant, own));
  // The problems' places are in the text of PREPARE: here they are told at EXECUTE.
  const problems = prepared.problems.map((each): Problem => ({ ...each, span: firstWord }));
  return { ...prepared, problems, run: own };
}

/** The text of PREPARE is not at hand to tell which of its words a stage comes from. */
function withoutOrigins(prepared: Prepared): Prepared {
  const { command } = prepared;
  return command?.kind === 'explain' ? { ...prepared, command: { ...command, origins: [] } } : prepared;
}

const firstWord = { start: 0, end: 'EXECUTE'.length };

async function evaluated(
  query: QueryCommand,
  types: readonly SqlType[],
  session: SessionState,
  run: ExecuteRun,
): Promise<readonly unknown[]> {
  let columns: readonly OutputColumn[] = [];
  let row: readonly unknown[] = [];
  const sink: RowSink = {
    columns: (given) => void (columns = given),
    rows: ([first]) => void (row = first ?? row),
  };
  await execute(query, session, sink, run);
  return columns.map((column, index) => {
    const type = types[index];
    return type ? cast(row[index], column.type, type) : row[index];
  });
}

/** A value as the type that PREPARE gave the parameter. */
function cast(value: unknown, from: SqlType, to: SqlType): unknown {
  if (value === null || value === undefined) return null;
  const argument = { expression: { $literal: value }, type: from, nullable: false, constant: value };
  const folded = foldCast(argument, to, { serverVersion: [6], fresh: String, refuse: () => undefined });
  if (!folded.ok) throw new PoolError('QL5028', [folded.message]);
  return folded.value.constant;
}
