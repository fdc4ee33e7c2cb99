import type { Writable } from 'node:stream';
import type { OutputColumn } from '../../../dialect/src/index.ts';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import type { Output } from './output.ts';
import { write } from './output.ts';
import { excerpt, placeOf } from './place.ts';
import { progressText } from '../run/progress.ts';
import { isNumber, valueText } from './value-text.ts';

/** Rows that are looked at to find how wide the columns are; later rows that are wider stand out. */
const lookAhead = 200;
/** Characters of a value, so that the columns beside it stay in sight; one column alone, such as a plan, is shown whole. */
const widest = 60;

/** Takes a terminal's cursor back to the beginning of its line, which is empty then. */
const clearLine = '\r\u001b[K';

type Row = readonly unknown[];

export interface TableStreams {
  readonly out: Writable;
  readonly errors: Writable;
}

/** Tables for people: results on one stream, problems with their place on the other. */
export class TableOutput implements Output {
  readonly #streams: TableStreams;
  readonly #script: string;
  readonly #file: string;
  #slice: StatementSlice | undefined;
  #columns: readonly OutputColumn[] = [];
  #held: Row[] = [];
  #layout: readonly ColumnLayout[] | undefined;
  #hasProgress = false;

  constructor(streams: TableStreams, script: string, file: string) {
    this.#streams = streams;
    this.#script = script;
    this.#file = file;
  }

  begin(slice: StatementSlice): RowSink {
    this.#slice = slice;
    this.#columns = [];
    this.#held = [];
    this.#layout = undefined;
    return {
      columns: (columns) => {
        this.#columns = columns;
      },
      rows: async (batch) => {
        if (this.#layout) return await this.#print(batch);
        this.#held.push(...batch);
        if (this.#held.length >= lookAhead) await this.#flush();
      },
    };
  }

  /** How far a statement has come, in one line of a terminal that the next one overwrites. */
  progress(written: number, total: number): void {
    this.step(progressText(written, total));
  }

  step(words: string): void {
    const { errors } = this.#streams;
    if (!('isTTY' in errors) || errors.isTTY !== true) return;
    this.#hasProgress = true;
    errors.write(`${clearLine}${words}`);
  }

  async end(outcome: StatementOutcome): Promise<void> {
    if (this.#hasProgress) await write(this.#streams.errors, clearLine);
    this.#hasProgress = false;
    if (this.#columns.length > 0 && !this.#layout && (outcome.ok || this.#held.length > 0))
      await this.#flush();
    await write(this.#streams.out, this.#summary(outcome));
    await write(this.#streams.errors, this.#problems(outcome));
  }

  async #flush(): Promise<void> {
    this.#layout = layoutOf(this.#columns, this.#held);
    const names = this.#layout.map(({ name, width }) => pad(name, width, false)).join(' | ');
    const rule = this.#layout.map(({ width }) => '-'.repeat(width)).join('-+-');
    await write(this.#streams.out, ` ${names.trimEnd()}\n-${rule}-\n`);
    const held = this.#held;
    this.#held = [];
    await this.#print(held);
  }

  async #print(rows: readonly Row[]): Promise<void> {
    const layout = this.#layout ?? [];
    const lines = rows.map((row) => {
      const cells = layout.map(({ width, right }, index) =>
        pad(cellText(row[index], layout.length), width, right),
      );
      return ` ${cells.join(' | ').trimEnd()}\n`;
    });
    await write(this.#streams.out, lines.join(''));
  }

  #summary({ ok, cancelled, rowCount, affected, message, pool, firstRowMs, ms }: StatementOutcome): string {
    const parts: string[] = [];
    if (this.#columns.length > 0 && (ok || rowCount > 0)) parts.push(count(rowCount, 'row'));
    if (affected !== undefined && (ok || message === undefined))
      parts.push(`${count(affected, 'document')} written`);
    if (message !== undefined && (!ok || this.#columns.length === 0)) parts.push(message.replace(/\.$/, ''));
    if (!ok && !cancelled && parts.length === 0) return '';
    if (firstRowMs !== undefined && ms > 2 * firstRowMs && ms > 100)
      parts.push(`first after ${time(firstRowMs)}`);
    parts.push(time(ms));
    if (pool !== undefined && rowCount > 0) parts.push(`pool ${pool}`);
    return `(${parts.join(', ')})\n\n`;
  }

  #problems({ problems }: StatementOutcome): string {
    const slice = this.#slice;
    if (!slice) return '';
    return problems
      .map((problem) => {
        const { line, column } = placeOf(problem, slice, this.#script);
        const place = `${this.#file}:${line}:${column}`;
        const text = excerpt(problem, slice, this.#script).replace(/^/gm, '    ');
        return `${place}: ${problem.severity} ${problem.code}: ${problem.message}\n${text}\n\n`;
      })
      .join('');
  }
}

interface ColumnLayout {
  readonly name: string;
  readonly width: number;
  readonly right: boolean;
}

function layoutOf(columns: readonly OutputColumn[], rows: readonly Row[]): readonly ColumnLayout[] {
  return columns.map(({ name }, index) => {
    const values = rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined);
    const texts = rows.map((row) => cellText(row[index], columns.length));
    return {
      name,
      width: Math.min(widest, Math.max(length(name), ...texts.map(length), 1)),
      right: values.length > 0 && values.every(isNumber),
    };
  });
}

function cellText(value: unknown, columns: number): string {
  const text = valueText(value);
  if (columns === 1 || text.length <= widest) return text;
  const characters = [...text];
  return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : text;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - length(text)));
  return right ? space + text : text + space;
}

function length(text: string): number {
  return [...text].length;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function time(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
