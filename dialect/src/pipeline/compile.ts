import { ColumnBits } from '../analysis/column-bits.ts';
import type { Environment } from '../analysis/environment.ts';
import type { BoundOutput } from '../analysis/bound.ts';
import { alterProblems, groupProblems } from '../analysis/bind-pool-group.ts';
import { optionInputs } from '../analysis/pool-options.ts';
import type { BoundPoolStatement, BoundUsePool } from '../analysis/bound-statement.ts';
import { checkOptions } from '../options/index.ts';
import { spanOf } from '../planner/plan.ts';
import type { Plan } from '../planner/plan.ts';
import type { PlanNode, QueryPlan } from '../planner/plan-node.ts';
import { gatherRead, someNode } from '../planner/plan-walk.ts';
import { hasErrors } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import { tooDeep } from '../problems/too-deep.ts';
import type { Span } from '../text/span.ts';
import { build } from './build.ts';
import type { Command, Document, OutputColumn, QueryCommand, Step } from './command.ts';
import { defineOver } from './compile-define.ts';
import { benchmarkOver } from './compile-benchmark.ts';
import { createCompiler } from './compiler.ts';
import type { Compiler } from './compiler.ts';
import { ending } from './ending.ts';
import { explain } from './explain.ts';
import { read } from './layout.ts';
import { lower } from './lower.ts';
import { poolCommand } from './pool-command.ts';
import { compileStep, idsOf, rootsOf } from './compile-step.ts';

export interface CompileOptions {
  /** MongoDB's version, [6, 0, 0] where it is not known. */
  readonly serverVersion?: readonly number[];
  /** Whether the pipeline outlives what is known of the collections' sizes, as a view does. */
  readonly lasting?: boolean;
  /** Whether a large join may be tried whose rows of one key must fit in a document together: see Compilation. */
  readonly arrays?: boolean;
}

/** What runs, or what is wrong; `origins` tells for each stage of a query, or of what a write reads, which clause it does the work of. */
export interface Compilation {
  readonly command?: Command | undefined;
  readonly problems: readonly Problem[];
  readonly origins?: readonly (Span | undefined)[] | undefined;
  /** The rows of one key may turn out too many for this way: compiled without `arrays`, there is a slower one. */
  readonly arrays?: true | undefined;
}

/**
 * A plan as what MongoDB and the pools are told. With an environment the command can run; without one (in an editor) values that only a
 * run knows are NULL, and the pipeline is for show.
 */
export function compile(plan: Plan, environment?: Environment, options: CompileOptions = {}): Compilation {
  if (hasErrors(plan.problems)) return { problems: plan.problems };
  if (plan.kind === 'query') {
    try {
      return compileRelational(plan, environment, options);
    } catch (error) {
      return { problems: [tooDeep(error, spanOf(plan.statement))] };
    }
  }
  const { statement } = plan;
  switch (statement.kind) {
    case 'show':
    case 'done':
      return { command: statement.command, problems: [] };
    case 'define':
    case 'partialIndex':
    case 'execute': {
      const inner = plan.inner && compile(plan.inner, environment, { ...options, lasting: true });
      if (inner && hasErrors(inner.problems)) return inner;
      const query = inner?.command?.kind === 'query' ? inner.command : undefined;
      return defineOver(statement, query);
    }
    case 'explain': {
      const inner = plan.inner && compile(plan.inner, environment, options);
      if (!plan.inner || !inner?.command) return { problems: inner?.problems ?? [] };
      const { command, problems, origins = [] } = inner;
      return { command: explain(statement.statement, plan.inner, command, origins), problems };
    }
    case 'benchmark': {
      const inner = plan.inner && compile(plan.inner, environment, options);
      return inner ? benchmarkOver(statement.statement, inner, environment) : { problems: [] };
    }
    case 'usePool':
      return usePool(statement, environment, options);
    case 'pool': {
      const problems = environment ? evaluatedProblems(statement.statement, environment) : [];
      return hasErrors(problems) ? { problems } : { command: poolCommand(statement, environment), problems };
    }
  }
}

/** What is wrong with options whose values only a run knows. */
function evaluatedProblems(
  statement: BoundPoolStatement['statement'],
  environment: Environment,
): readonly Problem[] {
  if (statement.kind === 'CreatePoolGroup' || statement.kind === 'AlterPoolGroup')
    return groupProblems(statement, environment);
  if (statement.kind === 'AlterPool') return alterProblems(statement, environment);
  return 'options' in statement ? checkOptions(optionInputs(statement.options, environment)) : [];
}

function compiler(
  roots: readonly PlanNode[],
  ids: readonly number[],
  environment: Environment | undefined,
  options: CompileOptions,
): Compiler {
  const used = new ColumnBits(ids);
  for (const root of roots) gatherRead(root, used);
  return createCompiler(environment, {
    prefix: freePrefix(roots),
    used,
    serverVersion: options.serverVersion ?? [6, 0, 0],
    lasting: options.lasting ?? false,
    arrays: options.arrays === true && options.lasting !== true,
    stored: roots.some((root) => someNode(root, isScan)),
    build,
  });
}

/** A beginning that no field which the statement reads has. */
function freePrefix(roots: readonly PlanNode[]): string {
  let prefix = '__q';
  const isTaken = (node: PlanNode): boolean =>
    (node.kind === 'scan' || node.kind === 'virtual') &&
    node.relation.columns.some(({ field }) => field.startsWith(prefix));
  while (roots.some((root) => someNode(root, isTaken))) prefix += '_';
  return prefix;
}

type RelationalPlan = Extract<Plan, { kind: 'query' }>;

function compileRelational(
  plan: RelationalPlan,
  environment: Environment | undefined,
  options: CompileOptions,
): Compilation {
  const { query, steps, statement } = plan;
  const roots = [...(query ? [query.root] : []), ...steps.flatMap(rootsOf)];
  const ids = [...(query?.outputs ?? []).map((output) => output.id), ...steps.flatMap(idsOf)];
  const c = compiler(roots, ids, environment, options);
  const made = steps.map((step) =>
    compileStep(c, step, steps.length === 1 && !query, enough(step.step.name, query)),
  );
  const result = query && compileQuery(c, plan, query);
  const problems = [...plan.problems, ...c.problems];
  if (hasErrors(problems)) return { problems };
  const origins = result?.origins ?? made.at(-1)?.origins;
  const command = commandOf(
    statement,
    made.map(({ step }) => step),
    result?.command,
  );
  return command ? { command, problems, origins, arrays: c.arrays.taken ? true : undefined } : { problems };
}

function commandOf(
  { kind }: RelationalPlan['statement'],
  steps: readonly Step[],
  result: QueryCommand | undefined,
): Command | undefined {
  if (steps.length > 0) return { kind: 'steps', steps, ...(result ? { result } : {}) };
  return kind === 'setVariable' && result ? { kind, query: result } : result;
}

/** How many rows of a recursive query the statement looks at, where it is just a LIMIT over it: it may have no end. */
function enough(name: string, query: QueryPlan | undefined): number | undefined {
  let node = query?.root;
  if (node?.kind !== 'limit' || node.limit?.kind !== 'constant') return undefined;
  const offset = node.offset ? (node.offset.kind === 'constant' ? Number(node.offset.value) : Number.NaN) : 0;
  const count = Number(node.limit.value) + offset;
  node = node.input;
  while (node.kind === 'extend') node = node.input;
  return node.kind === 'working' && node.relation.name === name && Number.isFinite(count) ? count : undefined;
}

function compileQuery(
  c: Compiler,
  plan: RelationalPlan,
  plannedQuery: QueryPlan,
): { command: QueryCommand; origins: readonly (Span | undefined)[] } {
  const built = build(c, plannedQuery.root, new Map());
  const columns = outputColumns(plannedQuery.outputs);
  const project: Document = { _id: 0 };
  plannedQuery.outputs.forEach((output, index) => {
    const place = built.layout.get(output.id);
    const field = columns[index]?.field ?? output.name;
    const itself = place?.kind === 'path' && place.path.length === 1 && place.path[0] === field;
    project[field] = itself ? 1 : place ? read(place) : { $literal: null };
  });
  const { statement } = plan;
  const assigns =
    statement.kind === 'query'
      ? statement.assigns.map(({ variable, output }) => ({ variable, field: columns[output]?.field ?? '' }))
      : statement.kind === 'setVariable'
        ? [{ variable: statement.variable, field: columns[0]?.field ?? '' }]
        : [];
  // A query without columns, such as SELECT FROM t, still has its rows.
  const { stages, last } =
    columns.length > 0 ? ending(built.stages, project) : { stages: built.stages, last: { _id: 1 } };
  const command: QueryCommand = {
    kind: 'query',
    source: built.source,
    inProcess: !someNode(plannedQuery.root, isScan),
    pipeline: [...stages.map((each) => each.stage), { $project: last }],
    columns,
    assigns,
  };
  return { command, origins: [...stages.map((each) => each.origin), undefined] };
}

const isScan = ({ kind }: PlanNode): boolean => kind === 'scan';

/** Fields that are named otherwise: MongoDB has its own idea of the one, JavaScript of the other. */
const reserved: ReadonlySet<string> = new Set(['_id', '__proto__']);

/** The fields of the result's documents: named as the columns where that is possible, and unique. */
function outputColumns(outputs: readonly BoundOutput[]): readonly OutputColumn[] {
  const taken = new Set<string>();
  return outputs.map((output, index) => {
    const plain = !reserved.has(output.name) && /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(output.name);
    const wanted = plain ? output.name : `c${index + 1}`;
    let field = wanted;
    for (let number = 2; taken.has(field); number += 1) field = `${wanted}_${number}`;
    taken.add(field);
    const type = output.type.name === 'unknown' && output.likely ? output.likely : output.type;
    return { name: output.name, field, type };
  });
}

function usePool(
  statement: BoundUsePool,
  environment: Environment | undefined,
  options: CompileOptions,
): Compilation {
  const c = compiler([], [], environment, options);
  const text = (value: BoundUsePool['name'] | undefined): string | undefined => {
    if (!value) return undefined;
    const { constant } = lower(c, value, new Map());
    if (constant === undefined && environment) c.report('QL4005', value.span, ['The name of a pool']);
    return constant === undefined || constant === null ? undefined : String(constant);
  };
  const [name, member] = [text(statement.name), text(statement.member)];
  if (hasErrors(c.problems)) return { problems: c.problems };
  const { variable, column } = statement;
  return {
    command: {
      kind: 'usePool',
      name: name ?? '',
      ...(member === undefined ? {} : { member }),
      ...(variable === undefined ? {} : { variable }),
      ...(column === undefined ? {} : { column }),
    },
    problems: c.problems,
  };
}
