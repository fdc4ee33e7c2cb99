import type { Document, Read } from '../../../dialect/src/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { RunFigures, ServerPlan, ServerStep } from './explained.ts';
import { accessTree, answeredBy, figuresOf, type AccessNode, type Figures } from './explain-access.ts';
import { indexAdvice } from './explain-advice.ts';
import { placed } from './explain-stages.ts';

/** A step before it is known what share of the time it took; `total` holds the milliseconds of those before it too. */
type Timed = Omit<ServerStep, 'share'> & { readonly total?: number };

/**
 * What the server answered to `explain` of a pipeline, as steps in the order in which documents flow: how it finds them, then each stage that it carries out
 * by itself. `spans` are those of the pipeline's stages; `otherwise` stands for one that is not known.
 */
export function serverPlan(
  answer: Document,
  read: Read,
  spans: readonly (Span | undefined)[],
  otherwise: Span,
): ServerPlan {
  const own = answeredBy(answer);
  const stages = (own['stages'] as readonly Document[] | undefined) ?? [];
  const [first] = stages;
  const cursor = 'queryPlanner' in own ? own : (first?.['$cursor'] as Document | undefined);
  const later = cursor && first?.['$cursor'] ? stages.slice(1) : cursor ? [] : stages;
  const place = placed(
    read.pipeline,
    later.map((stage) => nameOf(stage)),
  );
  const advice = indexAdvice(read, spans, otherwise);
  const access = cursor ? steps(accessTree(cursor), 0, place.early, advice.ofAccess) : [];
  const before: Figures | undefined = cursor && first?.['$cursor'] ? figuresOf(first) : undefined;
  const timed = later.reduce<readonly Timed[]>((done, stage, index) => {
    const input = done.at(-1);
    const isFirst = index === 0 && before !== undefined;
    const step = stageStep(stage, isFirst ? before : figuresIn(input), place.late[index] ?? []);
    const warning = advice.ofStage(nameOf(stage), stage, step.stages);
    return [...done, { ...step, ...(warning ? { warning } : {}) }];
  }, access);
  const run = runFigures(cursor, later);
  return { steps: shared(timed), ...(run ? { run } : {}) };
}

/** The steps of a tree in the order in which documents flow: inputs first, a level deeper where there are several. */
function steps(
  node: AccessNode,
  depth: number,
  early: (node: AccessNode) => readonly number[],
  advise: (node: AccessNode, stages: readonly number[]) => ServerStep['warning'],
): readonly Timed[] {
  const { inputs, name, detail, figures } = node;
  const below = inputs.flatMap((input) => steps(input, inputs.length > 1 ? depth + 1 : depth, early, advise));
  const stages = early(node);
  const warning = advise(node, stages);
  const inputMs = inputs.reduce((sum, input) => sum + (input.figures?.ms ?? 0), 0);
  const step: Timed = {
    ...{ name, depth, stages },
    ...(detail === '' ? {} : { detail }),
    ...(figures ? { ...counts(figures), ms: Math.max(0, figures.ms - inputMs), total: figures.ms } : {}),
    ...(warning ? { warning } : {}),
  };
  return [...below, step];
}

function counts({ rowsIn, rowsOut }: Figures): Pick<ServerStep, 'rowsIn' | 'rowsOut'> {
  return { ...(rowsIn === undefined ? {} : { rowsIn }), rowsOut };
}

function stageStep(stage: Document, input: Figures | undefined, stages: readonly number[]): Timed {
  const name = nameOf(stage);
  const detail = stageDetail(name, stage);
  const figures = figuresOf(stage);
  const own = { name, depth: 0, stages, ...(detail === '' ? {} : { detail }) };
  if (!figures) return own;
  const { rowsOut, ms } = figures;
  return {
    ...own,
    ...(input ? { rowsIn: input.rowsOut } : {}),
    ...{ rowsOut, ms: Math.max(0, ms - (input?.ms ?? 0)), total: ms },
  };
}

const figuresIn = (step: Timed | undefined): Figures | undefined =>
  step?.rowsOut === undefined ? undefined : { rowsOut: step.rowsOut, ms: step.total ?? 0 };

function stageDetail(name: string, stage: Document): string {
  if (name === '$lookup') return lookupDetail(stage);
  if (name !== '$sort' && name !== '$group') return '';
  return `holds its rows before the first comes out${stage['usedDisk'] === true ? ', on disk' : ''}`;
}

function lookupDetail(stage: Document): string {
  const { from } = stage['$lookup'] as { readonly from?: unknown };
  const indexes = (stage['indexesUsed'] as readonly unknown[] | undefined) ?? [];
  const where = typeof from === 'string' ? `in ${from}` : '';
  return [where, ...(indexes.length > 0 ? [`by index ${indexes.map(String).join(', ')}`] : [])]
    .filter((part) => part !== '')
    .join(' ');
}

/** Each step with its share of the time of all. */
function shared(timed: readonly Timed[]): readonly ServerStep[] {
  const whole = timed.reduce((sum, { ms = 0 }) => sum + ms, 0);
  return timed.map(({ total: _, ...step }) =>
    step.ms === undefined || whole === 0 ? step : { ...step, share: step.ms / whole },
  );
}

function runFigures(cursor: Document | undefined, later: readonly Document[]): RunFigures | undefined {
  const statistics = cursor?.['executionStats'] as Document | undefined;
  if (!statistics) return undefined;
  const number = (name: string): number => Number(statistics[name] ?? 0);
  const last = later.at(-1);
  const sum = (name: string): number =>
    later.reduce((all, stage) => all + Number(stage[name] ?? 0), number(name));
  return {
    rows: Number(last?.['nReturned'] ?? statistics['nReturned'] ?? 0),
    documentsExamined: sum('totalDocsExamined'),
    keysExamined: sum('totalKeysExamined'),
    ms: Math.max(number('executionTimeMillis'), Number(last?.['executionTimeMillisEstimate'] ?? 0)),
  };
}

/** What a stage of an answer is called; figures stand beside its name. */
const nameOf = (stage: Document): string => Object.keys(stage).find((key) => key.startsWith('$')) ?? '';
