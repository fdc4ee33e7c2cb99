import { analyze } from '../../../dialect/src/analysis/analyze.ts';
import { raisedMessage } from '../../../dialect/src/functions/raise.ts';
import { compile } from '../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { emptyCatalog } from '../../../dialect/src/index.ts';
import type { AlertBody, Document, Plan } from '../../../dialect/src/index.ts';
import { sqlValue } from '../../../dialect/src/options/index.ts';
import type { Condition } from '../alerts/user-watch.ts';
import type { aggregatePlain } from './in-process/aggregate.ts';

let run: typeof aggregatePlain | undefined;

/** Loads what conditions run on: most people have no alert of their own. */
export async function loadConditions(): Promise<void> {
  run = (await import('./in-process/aggregate.ts')).aggregatePlain;
}

/**
 * The condition of an alert as a query of its table, planned once and run in process at each look. Throws where it is
 * none: what a statement or a setting said was checked before. The condition itself throws where a row's value does not fit it.
 */
export function alertCondition({ table, pool, when }: AlertBody): Condition {
  const ofPool =
    pool !== undefined && table === 'CONNECTION_POOLS' ? `pool_name = ${sqlValue(pool)} AND ` : '';
  const argument = pool === undefined || ofPool !== '' ? '' : sqlValue(pool);
  const made = planOf(`SELECT * FROM ${table}(${argument}) WHERE ${ofPool}(${when})`);
  return (rows) => {
    if (!run) {
      // Alerts of an earlier start: they are looked at from the next tick on.
      void loadConditions();
      return [];
    }
    const { command, problems } = compile(made, {
      now: new Date(),
      parameters: {},
      variables: {},
      virtualRows: rows as (table: string, of?: string) => readonly Document[],
    });
    if (command?.kind !== 'query' || !command.inProcess || command.source.kind !== 'rows')
      throw new Error(problems[0]?.message ?? 'It needs a server.');
    const { source, pipeline, columns } = command;
    const found = inWords(run, source.rows, pipeline);
    return found.map((document) =>
      Object.fromEntries(columns.map(({ name, field }) => [name, document[field]])),
    );
  };
}

/** What fails by a row's value says so in the words that a statement fails with. */
function inWords(aggregate: typeof aggregatePlain, ...given: Parameters<typeof aggregatePlain>): Document[] {
  try {
    return aggregate(...given);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(raisedMessage(message)?.sentence ?? message, { cause: error });
  }
}

function planOf(sql: string): Plan {
  const { statement, problems } = parseStatement(sql);
  const { bound, problems: more } = statement
    ? analyze(statement, emptyCatalog)
    : { bound: undefined, problems: [] };
  if (!bound) throw new Error([...problems, ...more].map(({ message }) => message).join(' '));
  return plan(bound);
}
