import type { Problem } from '../../../dialect/src/problems/problem.ts';
import type { Span } from '../../../dialect/src/text/span.ts';

// What EXPLAIN found out, as plain data: the lines that it prints, the plan view and the problems in the editor are made of this.
// Spans are offsets in the text of the EXPLAIN statement.

export interface Explained {
  /** The logical plan, a node a line. */
  readonly logical: readonly string[];
  /** The rules that made it so, each with the plan before and after; none unless they were asked for. */
  readonly rules: readonly string[];
  /** The pipelines of the statement, in the order in which they run. */
  readonly parts: readonly ExplainedPart[];
  /** What EXPLAIN ANALYZE wrote, and in how many milliseconds. */
  readonly written?: { readonly documents: number; readonly ms: number };
}

/** A pipeline, what it is for, and what the server makes of it where one was asked. */
export interface ExplainedPart {
  readonly title: string;
  /** `on shop.orders`, `in process`. */
  readonly where: string;
  readonly stages: readonly ExplainedStage[];
  readonly server?: ServerPlan;
}

/** A stage of a pipeline as mongosh writes it, and the clause that it does the work of. */
export interface ExplainedStage {
  readonly text: string;
  readonly span?: Span;
}

/** How the server carries a pipeline out. */
export interface ServerPlan {
  /** In the order in which documents flow through them. */
  readonly steps: readonly ServerStep[];
  /** What it came to, where it ran. */
  readonly run?: RunFigures;
}

/** One thing that the server does. Figures are there where it ran: rows, and milliseconds without those of the steps before. */
export interface ServerStep {
  /** `IXSCAN of index id_1`. */
  readonly name: string;
  /** `id [2, 2]`. */
  readonly detail?: string;
  /** 0, and one more below a step that brings several inputs together. */
  readonly depth: number;
  /** The stages of the part that it does, by position. */
  readonly stages: readonly number[];
  readonly rowsIn?: number;
  readonly rowsOut?: number;
  readonly ms?: number;
  /** Of the time of all steps, 0 to 1; absent where the run was too short to tell. */
  readonly share?: number;
  /** What is slow about it, where an index would help: the first fix writes that. */
  readonly warning?: Problem;
}

export interface RunFigures {
  readonly rows: number;
  readonly documentsExamined: number;
  readonly keysExamined: number;
  /** Milliseconds. */
  readonly ms: number;
}
