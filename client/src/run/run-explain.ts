import { EJSON } from 'bson';
import type { Command, Document, QueryCommand, Read, StepsCommand } from '../../../dialect/src/index.ts';
import type { ExplainCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import { rowsStage } from '../../../dialect/src/pipeline/rows.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Executed } from './execute-run.ts';
import type { Explained } from './explained.ts';
import { serverPlan } from './explain-server.ts';
import { explainLines } from './explain-text.ts';
import { mongoshStage, mongoshText } from '../../../dialect/src/pipeline-code/mongosh.ts';
import { databaseOf, placeOf, workInfo } from './open-read.ts';
import type { RowSink } from './run-types.ts';
import type { StatementChannel } from './stoppable.ts';
import { stoppable } from './stoppable.ts';

/** A pipeline of the statement, and what it is for where there are several. */
export interface Part {
  readonly title: string;
  readonly read: Read;
  readonly inProcess: boolean;
}

/**
 * Explains a command to the sink, and gives what there is to show of it in another way. Without a channel no server is asked. `perform` carries out what is
 * analyzed, where it writes.
 */
export async function runExplain(
  command: ExplainCommand<Command>,
  text: string,
  channel: StatementChannel | undefined,
  sink: RowSink,
  perform: () => Promise<Executed>,
): Promise<Explained | undefined> {
  const { target, analyze, format } = command;
  const parts = partsOf(target);
  if (format === 'pipeline') {
    const lines = parts.flatMap(({ title, read }) => [
      ...(parts.length > 1 ? [`// ${title}`] : []),
      ...mongoshText(read).split('\n'),
    ]);
    await give(lines, sink);
    return explainedOf(command, parts, []);
  }
  const answers: (Document | undefined)[] = [];
  for (const { read, inProcess } of parts)
    answers.push(channel && !inProcess ? await ask(read, analyze, channel) : undefined);
  const start = performance.now();
  const done = analyze && writes(target) ? await perform() : undefined;
  const written = done && {
    documents: done.affected ?? 0,
    ms: Math.round(performance.now() - start),
  };
  if (format === 'json') {
    const whole = {
      plan: [...command.plan, ...command.rules],
      ...(written ? { written } : {}),
      parts: parts.map(({ title, read, inProcess }, index) => ({
        ...{ title, source: read.source, pipeline: read.pipeline, inProcess },
        ...(answers[index] ? { explain: answers[index] } : {}),
      })),
    };
    await sink.columns([{ name: 'QUERY PLAN', field: 'plan', type: { name: 'document' } }]);
    await sink.rows([[EJSON.parse(EJSON.stringify(whole))]]);
    return undefined;
  }
  const explained = { ...explainedOf(command, parts, answers), ...(written ? { written } : {}) };
  await give(explainLines(explained, text), sink);
  return explained;
}

/** Where nothing tells which clause something comes from: the word EXPLAIN. */
const firstWord = { start: 0, end: 'EXPLAIN'.length };

function explainedOf(
  { plan, rules, origins }: ExplainCommand<Command>,
  parts: readonly Part[],
  answers: readonly (Document | undefined)[],
): Explained {
  return {
    logical: plan,
    rules,
    parts: parts.map(({ title, read, inProcess }, index) => {
      // The clauses are known of what gives the result, which comes last.
      const spans = index === parts.length - 1 ? origins : [];
      const answer = answers[index];
      return {
        title,
        where: inProcess ? 'in process' : readFrom(read),
        stages: read.pipeline.map((stage, at) => {
          const span = spans[at];
          return { text: mongoshStage(stage), ...(span ? { span } : {}) };
        }),
        ...(answer ? { server: serverPlan(answer, read, spans, firstWord) } : {}),
      };
    }),
  };
}

/** Whether a server has something to say about it. */
export const asksServer = ({ format, target }: ExplainCommand<Command>): boolean =>
  format !== 'pipeline' && partsOf(target).some(({ inProcess }) => !inProcess);

/** The pipelines of a command. Throws QL4001 where it has none. */
export function partsOf(target: Command): readonly Part[] {
  switch (target.kind) {
    case 'query':
      return [queryPart('Pipeline', target)];
    case 'setVariable':
      return [queryPart('Pipeline', target.query)];
    case 'createFrom':
      return [queryPart('Pipeline', target.query)];
    case 'createView': {
      const { on, place, pipeline } = target;
      const database = place.database === undefined ? {} : { database: place.database };
      const read: Read = { source: { kind: 'collection', collection: on, ...database }, pipeline };
      return [{ title: 'Pipeline', read, inProcess: false }];
    }
    case 'steps':
      return stepParts(target);
    default:
      throw new PoolError('QL4001', ['EXPLAIN of a statement that reads and writes no documents']);
  }
}

const queryPart = (title: string, query: QueryCommand): Part => ({
  title,
  read: query,
  inProcess: query.inProcess,
});

/** Rows that an earlier step finds are not known before it ran: what reads them is shown, and not explained. */
function stepParts({ steps, result }: StepsCommand): readonly Part[] {
  const part = (title: string, read: Read): Part => ({
    title,
    read,
    inProcess: read.source.kind !== 'collection',
  });
  return [
    ...steps.flatMap((step) => {
      if (step.kind === 'write') return [part(`Rows to write to ${step.collection}`, step.read)];
      if (step.kind === 'keep') return [part(`Rows of ${step.name}`, step.read)];
      return [part(`Seed of ${step.name}`, step.seed), part(`Step of ${step.name}`, step.step)];
    }),
    ...(result ? [part('Result', result)] : []),
  ];
}

const writes = (target: Command): boolean =>
  target.kind === 'createFrom' ||
  target.kind === 'createView' ||
  (target.kind === 'steps' && target.steps.some((step) => step.kind === 'write'));

async function ask(read: Read, analyze: boolean, channel: StatementChannel): Promise<Document> {
  const { source, pipeline } = read;
  const { lease, session, statement: comment, limit, giveUp } = channel;
  const db = databaseOf(lease, source.kind === 'collection' ? source.database : undefined);
  const aggregate = source.kind === 'collection' ? source.collection : 1;
  const first = source.kind === 'rows' ? [rowsStage(source.rows)] : [];
  const explain = { aggregate, pipeline: [...first, ...pipeline], cursor: {}, allowDiskUse: true };
  const verbosity = analyze ? 'executionStats' : 'queryPlanner';
  return await stoppable(channel, workInfo('explain', placeOf(read), channel), () =>
    db.command({ explain, verbosity, comment, ...limit }, { session, signal: giveUp.signal }),
  );
}

function readFrom({ source }: Read): string {
  if (source.kind === 'collection')
    return `on ${source.database === undefined ? '' : `${source.database}.`}${source.collection}`;
  return source.kind === 'rows' ? 'on rows of the statement' : 'on rows of a step';
}

async function give(lines: readonly string[], sink: RowSink): Promise<void> {
  await sink.columns([{ name: 'QUERY PLAN', field: 'plan', type: { name: 'text' } }]);
  await sink.rows(lines.map((line) => [line]));
}
