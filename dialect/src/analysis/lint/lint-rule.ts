import type { Catalog } from '../../catalog/catalog.ts';
import type { Fix } from '../../problems/problem.ts';
import type { ProblemRow } from '../../problems/problem-row.ts';
import type { Statement } from '../../syntax/ast/index.ts';
import type { NodeKind, NodeOf } from '../../syntax/nodes.ts';
import type { Span } from '../../text/span.ts';
import type { Analysis } from '../analyze.ts';
import type { FileStep } from './file-step.ts';

/** A sound statement with all that is known of it. */
export interface LintInput {
  readonly statement: Statement;
  /** The statement's text, which spans count in. */
  readonly text: string;
  /** The nodes of a kind that the statement has, in the order of the text. */
  readonly nodes: <Kind extends NodeKind>(kind: Kind) => readonly NodeOf<Kind>[];
  readonly analysis: Analysis;
  readonly catalog: Catalog;
}

/** Where a rule is broken; `args` fill its message. */
export interface Finding {
  readonly span: Span;
  readonly args?: readonly (string | number)[];
  readonly fixes?: readonly Fix[];
}

/** The same in one of several statements. */
export interface FileFinding extends Finding {
  /** Of which of the steps, from 0. */
  readonly step: number;
}

/** A habit that is legal and yet rarely meant: one file each, with SQL that breaks it and SQL that does not. */
export interface LintRule extends ProblemRow {
  readonly code: `QL${number}`;
  readonly bad: string;
  readonly good: string;
  /** Looks at one statement. */
  readonly check?: (input: LintInput) => Iterable<Finding>;
  /** Looks at what the sound statements of a file do, in their order. */
  readonly checkFile?: (steps: readonly FileStep[], catalog: Catalog) => Iterable<FileFinding>;
}
