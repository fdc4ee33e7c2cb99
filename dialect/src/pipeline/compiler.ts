import type { Environment } from '../analysis/environment.ts';
import type { BoundSortKey } from '../analysis/bound.ts';
import type { Columns } from '../analysis/walk.ts';
import type { LoweringContext } from '../functions/lowering.ts';
import type { PlanNode } from '../planner/plan-node.ts';
import { problem } from '../problems/catalog.ts';
import type { ProblemCode } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import type { Span } from '../text/span.ts';
import type { Document, Source } from './command.ts';
import type { Layout } from './layout.ts';

/** A stage with the clause that it does the work of. */
export interface Stage {
  readonly stage: Document;
  readonly origin?: Span | undefined;
  /** A $group as it is quicker with a $lookup right behind it, which gives the same. */
  readonly beforeLookup?: Document | undefined;
}

/** A plan node as a pipeline: where it starts, what it does, and where its columns stand afterwards. */
export interface Built {
  readonly source: Source;
  readonly stages: readonly Stage[];
  readonly layout: Layout;
  /** How the rows come out, where that is known. */
  readonly order?: readonly BoundSortKey[] | undefined;
}

/** Stages that do the work of one clause. */
export const staged = (stages: readonly Document[], origin: Span | undefined): Stage[] =>
  stages.map((stage) => ({ stage, origin }));

/** The rows with more stages behind them. */
export function behind(
  { source, stages, layout, order }: Built,
  more: readonly Stage[],
  places: Layout = layout,
): Built {
  return { source, stages: more.length > 0 ? [...stages, ...more] : stages, layout: places, order };
}

/** What the compiling of one statement shares. */
export interface Compiler {
  readonly environment: Environment | undefined;
  readonly serverVersion: readonly number[];
  /** Whether the pipeline outlives what is known of the collections' sizes, as a view does. */
  readonly lasting: boolean;
  /** Whether the rows of a key may lie in an array that grows with the data, and whether they do somewhere in the statement. */
  readonly arrays: { readonly allowed: boolean; taken: boolean };
  /** Whether the statement reads a collection: other statements run in process. */
  readonly stored: boolean;
  readonly lowering: LoweringContext;
  readonly problems: Problem[];
  readonly report: (code: ProblemCode, span: Span, args: readonly (string | number)[]) => void;
  /** A name for a column or a helper that no field the statement reads has. */
  readonly name: (hint: string | number) => string;
  /** A name that belongs to a plan node: the same each time the node is built. */
  readonly nameOf: (node: PlanNode, hint: string) => string;
  /** Columns that something reads: others need not be carried. */
  readonly used: Columns;
  /** Where the expression stands that is being lowered: refusals are told there. */
  place: Span;
  readonly build: (node: PlanNode, outer: Layout) => Built;
}

export interface CompilerOptions {
  /** Names begin with this, longer where a field that the statement reads begins so too. */
  readonly prefix: string;
  readonly used: Columns;
  readonly serverVersion: readonly number[];
  readonly lasting: boolean;
  readonly arrays: boolean;
  readonly stored: boolean;
  readonly build: (compiler: Compiler, node: PlanNode, outer: Layout) => Built;
}

export function createCompiler(environment: Environment | undefined, options: CompilerOptions): Compiler {
  const problems: Problem[] = [];
  const { prefix } = options;
  let names: Map<PlanNode, string> | undefined;
  let counter = 0;
  const report: Compiler['report'] = (code, span, args) => {
    const made = problem(code, span, args);
    if (!problems.some((each) => each.message === made.message && each.span.start === span.start))
      problems.push(made);
  };
  const compiler: Compiler = {
    environment,
    serverVersion: options.serverVersion,
    lasting: options.lasting,
    arrays: { allowed: options.arrays, taken: false },
    stored: options.stored,
    problems,
    report,
    used: options.used,
    place: { start: 0, end: 0 },
    name: (hint) => `${prefix}${hint}`,
    nameOf: (node, hint) => {
      names ??= new Map();
      const known = names.get(node);
      const made = known ?? `${hint}${names.size + 1}`;
      if (known === undefined) names.set(node, made);
      return made;
    },
    lowering: {
      serverVersion: options.serverVersion,
      now: environment?.now,
      fresh: (hint) => `${hint}_${(counter += 1)}`,
      refuse: (reason) => report('QL4002', compiler.place, [reason]),
    },
    build: (node, outer) => options.build(compiler, node, outer),
  };
  return compiler;
}
