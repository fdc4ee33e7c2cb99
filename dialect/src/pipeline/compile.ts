import type { Environment } from '../analysis/environment.ts';
import type { BoundOutput } from '../analysis/bound.ts';
import { optionInputs } from '../analysis/pool-options.ts';
import type { BoundUsePool } from '../analysis/bound-statement.ts';
import { checkOptions } from '../options/index.ts';
import type { Plan } from '../planner/plan.ts';
import type { PlanNode, QueryPlan } from '../planner/plan-node.ts';
import { columnsRead, inputs } from '../planner/plan-walk.ts';
import { hasErrors } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Span } from '../text/span.ts';
import { build } from './build.ts';
import type { Command, Document, OutputColumn, QueryCommand } from './command.ts';
import { createCompiler } from './compiler.ts';
import type { Compiler } from './compiler.ts';
import { isPlain, read } from './layout.ts';
import { lower } from './lower.ts';
import { poolCommand } from './pool-command.ts';

export interface CompileOptions {
  /** MongoDB's version, [6, 0, 0] where it is not known. */
  readonly serverVersion?: readonly number[];
}

/** What runs, or what is wrong; `origins` tells for each stage of a query which clause it does the work of. */
export interface Compilation {
  readonly command?: Command;
  readonly problems: readonly Problem[];
  readonly origins?: readonly (Span | undefined)[];
}

/**
 * A plan as what MongoDB and the pools are told. With an environment the command can run; without one (in an editor) values that only a
 * run knows are NULL, and the pipeline is for show.
 */
export function compile(plan: Plan, environment?: Environment, options: CompileOptions = {}): Compilation {
  if (hasErrors(plan.problems)) return { problems: plan.problems };
  if (plan.kind === 'query') return compileQuery(plan, environment, options);
  const { statement } = plan;
  switch (statement.kind) {
    case 'show':
      return { command: statement.command, problems: [] };
    case 'usePool':
      return usePool(statement, environment, options);
    case 'pool': {
      const inputsOf =
        'options' in statement.statement ? optionInputs(statement.statement.options, environment) : [];
      const problems = environment ? checkOptions(inputsOf) : [];
      return hasErrors(problems)
        ? { problems }
        : { command: poolCommand(statement.statement, environment), problems };
    }
  }
}

function compiler(
  query: QueryPlan | undefined,
  environment: Environment | undefined,
  options: CompileOptions,
): Compiler {
  const used = query ? columnsRead(query.root) : new Set<number>();
  for (const output of query?.outputs ?? []) used.add(output.id);
  return createCompiler(environment, {
    prefix: query ? freePrefix(query.root) : '__q',
    used,
    serverVersion: options.serverVersion ?? [6, 0, 0],
    build,
  });
}

/** A beginning that no field which the statement reads has. */
function freePrefix(root: PlanNode): string {
  const fields = fieldsOf(root);
  let prefix = '__q';
  while (fields.some((field) => field.startsWith(prefix))) prefix += '_';
  return prefix;
}

function fieldsOf(node: PlanNode): readonly string[] {
  const own =
    node.kind === 'scan' || node.kind === 'virtual'
      ? node.relation.columns.map((column) => column.field)
      : [];
  return [...own, ...inputs(node).flatMap(fieldsOf)];
}

function compileQuery(
  plan: Extract<Plan, { kind: 'query' }>,
  environment: Environment | undefined,
  options: CompileOptions,
): Compilation {
  const c = compiler(plan.query, environment, options);
  const built = build(c, plan.query.root, new Map());
  const columns = outputColumns(plan.query.outputs);
  const project: Document = { _id: 0 };
  plan.query.outputs.forEach((output, index) => {
    const place = built.layout.get(output.id);
    const field = columns[index]?.field ?? output.name;
    const itself = place?.kind === 'path' && place.path.length === 1 && place.path[0] === field;
    project[field] = itself ? 1 : place ? read(place) : { $literal: null };
  });
  const problems = [...plan.problems, ...c.problems];
  if (hasErrors(problems)) return { problems };
  const { statement } = plan;
  const assigns =
    statement.kind === 'query'
      ? statement.assigns.map(({ variable, output }) => ({ variable, field: columns[output]?.field ?? '' }))
      : [];
  // A query without columns, such as SELECT FROM t, still has its rows.
  const last = columns.length > 0 ? [{ $project: project }] : [{ $project: { _id: 1 } }];
  const query: QueryCommand = {
    kind: 'query',
    source: built.source,
    inProcess: !readsCollection(plan.query.root),
    pipeline: [...built.stages.map((each) => each.stage), ...last],
    columns,
    assigns:
      statement.kind === 'setVariable'
        ? [{ variable: statement.variable, field: columns[0]?.field ?? '' }]
        : assigns,
  };
  const command: Command = statement.kind === 'setVariable' ? { kind: 'setVariable', query } : query;
  return { command, problems, origins: [...built.stages.map((each) => each.origin), undefined] };
}

function readsCollection(node: PlanNode): boolean {
  return node.kind === 'scan' || inputs(node).some(readsCollection);
}

/** The fields of the result's documents: named as the columns where that is possible, and unique. */
function outputColumns(outputs: readonly BoundOutput[]): readonly OutputColumn[] {
  const taken = new Set<string>();
  return outputs.map((output, index) => {
    const plain =
      isPlain([output.name]) && output.name !== '_id' && /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(output.name);
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
  const c = compiler(undefined, environment, options);
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
