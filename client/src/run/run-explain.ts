import { EJSON } from 'bson';
import type { Command, Document, QueryCommand, Read, StepsCommand } from '../../../dialect/src/index.ts';
import type { ExplainCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import { rowsStage } from '../../../dialect/src/pipeline/rows.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Executed } from './execute-run.ts';
import { explained } from './explain-text.ts';
import { mongoshText } from './pipeline-code/mongosh.ts';
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

/** What the server is asked to explain; without a channel, nothing is. `perform` carries out what is analyzed, where it writes. */
export async function runExplain(
  command: ExplainCommand<Command>,
  text: string,
  channel: StatementChannel | undefined,
  sink: RowSink,
  perform: () => Promise<Executed>,
): Promise<void> {
  const parts = partsOf(command.target);
  if (command.format === 'pipeline') {
    const lines = parts.flatMap(({ title, read }) => [
      ...(parts.length > 1 ? [`// ${title}`] : []),
      ...mongoshText(read).split('\n'),
    ]);
    return await give(lines, sink);
  }
  const answers: (Document | undefined)[] = [];
  for (const { read, inProcess } of parts)
    answers.push(channel && !inProcess ? await ask(read, command.analyze, channel) : undefined);
  const start = performance.now();
  const done = command.analyze && writes(command.target) ? await perform() : undefined;
  const ms = Math.round(performance.now() - start);
  if (command.format === 'json') {
    const whole = {
      plan: command.plan,
      ...(done ? { written: { documents: done.affected ?? 0, ms } } : {}),
      parts: parts.map(({ title, read, inProcess }, index) => ({
        ...{ title, source: read.source, pipeline: read.pipeline, inProcess },
        ...(answers[index] ? { explain: answers[index] } : {}),
      })),
    };
    await sink.columns([{ name: 'QUERY PLAN', field: 'plan', type: { name: 'document' } }]);
    return void (await sink.rows([[EJSON.parse(EJSON.stringify(whole))]]));
  }
  const lines = [
    'Plan',
    ...command.plan.map((line) => `  ${line}`),
    ...parts.flatMap(({ title, read, inProcess }, index) => [
      `${title}: ${inProcess ? 'in process' : readFrom(read)}, ${read.pipeline.length} stages`,
      ...read.pipeline.map((stage, at) => `  ${stageText(stage)}${clause(command, parts, at, text)}`),
      ...explained(answers[index], read),
    ]),
    ...(done ? ['Write', `  documents written: ${done.affected ?? 0}`, `  time: ${ms} ms`] : []),
  ];
  await give(lines, sink);
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

const stageText = (stage: Document): string => EJSON.stringify(stage, { relaxed: true });

/** The words that a stage comes from. */
function clause(
  { origins }: ExplainCommand<Command>,
  parts: readonly Part[],
  at: number,
  text: string,
): string {
  const origin = parts.length === 1 ? origins[at] : undefined;
  if (!origin) return '';
  const words = text.slice(origin.start, origin.end).replace(/\s+/g, ' ');
  return `  ← ${words.length > 60 ? `${words.slice(0, 59)}…` : words}`;
}

async function give(lines: readonly string[], sink: RowSink): Promise<void> {
  await sink.columns([{ name: 'QUERY PLAN', field: 'plan', type: { name: 'text' } }]);
  await sink.rows(lines.map((line) => [line]));
}
