import type { RowsOutput } from '../messages/notebook.ts';
import type { ResultColumn, ResultPlan } from '../messages/results.ts';
import { readShownAs } from '../messages/shown-as.ts';
import { unpacked } from '../results/packed-values.ts';

/** What a cell keeps of one statement: its rows, what it said, or why it failed. */
export type KeptOutput =
  | { readonly kind: 'rows'; readonly rows: RowsOutput }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      /** Where in the cell: `line 2, column 8`. */
      readonly place: string;
    };

/** A cell of a `.qlsqlnb` file. */
export interface NotebookCell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
  /** Of a code cell, where it is not QLSQL. */
  readonly language?: string;
  readonly outputs: readonly KeptOutput[];
}

/** The form of the files that are written; files of a later one are not read. */
const form = 1;

/** The text of a notebook: JSON with a line of its own for each line of a cell and each row, so that differences are small. */
export function writeNotebook(cells: readonly NotebookCell[]): string {
  const written = cells.map((cell) => {
    const members = [
      member(cell.kind === 'markdown' ? 'markdown' : 'code', list(cell.text.split('\n').map(inline), 6)),
      ...(cell.language === undefined ? [] : [member('language', inline(cell.language))]),
      ...(cell.outputs.length > 0 ? [member('outputs', list(cell.outputs.map(outputText), 6))] : []),
    ];
    return `    {\n${members.map((each) => `      ${each}`).join(',\n')}\n    }`;
  });
  return `{\n  "qlsqlnb": ${form},\n  "cells": [${written.length > 0 ? `\n${written.join(',\n')}\n  ` : ''}]\n}\n`;
}

/** The cells of a notebook's text; none of an empty text. Throws where the text is no notebook: nothing may be written over it. */
export function readNotebook(text: string): readonly NotebookCell[] {
  if (text.trim() === '') return [];
  const file = parsed(text);
  if (typeof file !== 'object' || file === null || !('qlsqlnb' in file))
    throw new Error('This file is no QLSQL notebook: it does not begin with "qlsqlnb". Open it as text.');
  if (file.qlsqlnb !== form)
    throw new Error(
      `This notebook has the form ${String(file.qlsqlnb)}, which a later version writes: update QLSQL.`,
    );
  if (!('cells' in file) || !Array.isArray(file.cells))
    throw new Error('This notebook has no list "cells". Open it as text to mend it.');
  return file.cells.map((cell: unknown, index) => readCell(cell, index));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`This notebook is no JSON: ${why}. Open it as text to mend it.`, { cause: error });
  }
}

function readCell(cell: unknown, index: number): NotebookCell {
  const { markdown, code, language, outputs } = (cell ?? {}) as Readonly<Record<string, unknown>>;
  const lines = markdown ?? code;
  if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string'))
    throw new Error(
      `Cell ${index + 1} of this notebook has no lines in "markdown" or "code". Open it as text to mend it.`,
    );
  return {
    kind: markdown === undefined ? 'code' : 'markdown',
    text: lines.join('\n'),
    ...(typeof language === 'string' ? { language } : {}),
    outputs: Array.isArray(outputs) ? outputs.flatMap(readOutput) : [],
  };
}

/** An output that cannot be read is none: the cell can run again. */
function readOutput(output: unknown): readonly KeptOutput[] {
  if (typeof output !== 'object' || output === null) return [];
  if ('rows' in output) return isRows(output) ? [{ kind: 'rows', rows: withShown(output) }] : [];
  if ('text' in output && Array.isArray(output.text))
    return [{ kind: 'text', text: output.text.map(String).join('\n') }];
  if ('error' in output && typeof output.error === 'object' && output.error !== null) {
    const { code, message, place } = output.error as Readonly<Record<string, unknown>>;
    return [{ kind: 'error', code: String(code), message: String(message), place: String(place) }];
  }
  return [];
}

function withShown({ shown: written, ...output }: RowsOutput): RowsOutput {
  const shown = readShownAs(written);
  return { ...output, ...(shown ? { shown } : {}) };
}

/** Whoever wrote the file decides what its values are; that they are values is looked at. */
function isRows(output: object): output is RowsOutput {
  const { title, columns, rows, total, plan } = output as Readonly<Record<string, unknown>>;
  try {
    return (
      typeof title === 'string' &&
      typeof total === 'number' &&
      Array.isArray(columns) &&
      columns.every((column: Partial<ResultColumn> | null) => typeof column?.name === 'string') &&
      Array.isArray(rows) &&
      rows.every((row: unknown) => Array.isArray(row) && Array.isArray(row.map(unpacked))) &&
      (plan === undefined || isPlan(plan))
    );
  } catch {
    return false; // A value that its type does not have.
  }
}

function isPlan(plan: unknown): plan is ResultPlan {
  const { sql, explained } = plan as Partial<ResultPlan>;
  const { logical, rules, parts } = explained ?? {};
  const areSteps = parts?.every(
    ({ stages, server }) =>
      stages.every(({ text }) => typeof text === 'string') &&
      (server?.steps ?? []).every((step) => Array.isArray(step.stages)),
  );
  return typeof sql === 'string' && Array.isArray(logical) && Array.isArray(rules) && areSteps === true;
}

function outputText(output: KeptOutput): string {
  switch (output.kind) {
    case 'rows': {
      const { rows, ...head } = output.rows;
      const heads = Object.entries(head).map(([name, value]) => member(name, inline(value)));
      const all = [...heads, member('rows', list(rows.map(inline), 10))];
      return `{\n${all.map((each) => `          ${each}`).join(',\n')}\n        }`;
    }
    case 'text':
      return `{ ${member('text', inline(output.text.split('\n')))} }`;
    case 'error': {
      const { code, message, place } = output;
      return `{ ${member('error', inline({ code, message, place }))} }`;
    }
  }
}

const inline = (value: unknown): string => JSON.stringify(value);
const member = (name: string, text: string): string => `${inline(name)}: ${text}`;

/** Items on lines of their own, two places further in than their list. */
function list(items: readonly string[], indent: number): string {
  if (items.length === 0) return '[]';
  const space = ' '.repeat(indent);
  return `[\n${items.map((item) => `${space}  ${item}`).join(',\n')}\n${space}]`;
}
