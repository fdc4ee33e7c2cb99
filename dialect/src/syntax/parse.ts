import type { Problem } from '../problems/problem.ts';
import type { Token } from '../text/tokens.ts';
import type { Statement } from './ast/statement.ts';
import { scan } from '../text/scan.ts';
import { split } from '../text/split.ts';
import { Grammar } from './grammar/statement.ts';

/** One statement of a document. Its AST and its problems count from its first character, `start` of the document. */
export interface ParsedStatement {
  /** From the first token to the `;`, which is included. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The line of the first token, counted from 1. */
  readonly line: number;
  /** Undefined where the first word begins no statement. */
  readonly statement?: Statement;
  readonly problems: readonly Problem[];
}

export interface Script {
  readonly statements: readonly ParsedStatement[];
}

export interface ParsedText {
  readonly statement?: Statement | undefined;
  readonly problems: readonly Problem[];
  readonly tokens: readonly Token[];
}

const grammar = new Grammar();

/** A document's statements, each with its AST and its problems. Never throws. */
export function parse(text: string): Script {
  return {
    statements: split(text).map(({ text, start, end, line }) => {
      const { statement, problems } = parseStatement(text);
      return { text, start, end, line, ...(statement ? { statement } : {}), problems };
    }),
  };
}

/** The AST and the problems of one statement, in the order of its text; what follows its `;` is not read. Never throws. */
export function parseStatement(text: string): ParsedText {
  const scanned = scan(text);
  const { statement, problems } = grammar.parse(text, scanned.tokens);
  const all = [...scanned.problems, ...problems];
  if (all.length > 1) all.sort((a, b) => a.span.start - b.span.start);
  return { statement, problems: all, tokens: scanned.tokens };
}

/** All problems of a script, counted from the document's first character. */
export function problemsOf(script: Script): Problem[] {
  return script.statements.flatMap(({ start, problems }) => problems.map((problem) => moved(problem, start)));
}

function moved(problem: Problem, by: number): Problem {
  const shift = ({ start, end }: Problem['span']) => ({ start: start + by, end: end + by });
  const fixes = problem.fixes?.map(({ title, changes }) => ({
    title,
    changes: changes.map(({ span, text }) => ({ span: shift(span), text })),
  }));
  return { ...problem, span: shift(problem.span), ...(fixes ? { fixes } : {}) };
}
