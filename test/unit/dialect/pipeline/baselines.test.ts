import { EJSON } from 'bson';
import { analyze, compile, parse, plan, printPlan } from '../../../../dialect/src/index.ts';
import type { Environment } from '../../../../dialect/src/index.ts';
import { baselines } from '../../baseline.ts';
import { shop } from '../shop-catalog.ts';

const pool = { pool_name: 'read_pool', max_connections: 150, current_connections: 10, active_connections: 4 };

const environment: Environment = {
  now: new Date('2025-01-31T12:00:00Z'),
  parameters: { '1': 'paid', city: '$city' },
  variables: { least: 5 },
  currentPool: 'read_pool',
  virtualRows: () => [pool],
};

/** Problems, columns, plan and pipeline of each statement of a text. */
function produce(sql: string): string {
  return parse(sql)
    .statements.map(({ statement, text, problems }) => {
      const analysis = statement ? analyze(statement, shop) : undefined;
      const planned = analysis?.bound ? plan(analysis.bound) : undefined;
      const compiled = planned ? compile(planned, environment) : undefined;
      const all = [...problems, ...(analysis?.problems ?? []), ...(compiled?.problems ?? [])];
      const told = all.map(
        (each) => `-- ${each.code} ${each.span.start}-${each.span.end} ${each.severity}: ${each.message}`,
      );
      const command = compiled?.command;
      const lines = [text.replace(/\s+/g, ' '), ...told];
      if (planned?.kind === 'query' && planned.query) lines.push(printPlan(planned.query.root));
      if (command?.kind === 'query') {
        lines.push(command.columns.map((column) => `${column.name} ${column.type.name}`).join(', '));
        lines.push(`from ${EJSON.stringify(command.source)}${command.inProcess ? ' in process' : ''}`);
        lines.push(...command.pipeline.map((stage) => EJSON.stringify(stage, { relaxed: true })));
      } else if (command) lines.push(EJSON.stringify(command, { relaxed: true }));
      return lines.join('\n');
    })
    .join('\n\n');
}

describe('compiler: statements as problems, plan and pipeline', () => {
  baselines('compiler', produce);
});
