import type { Problem } from '../../../dialect/src/index.ts';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { ShownAs } from '../messages/shown-as.ts';
import { redactUris } from '../pools/redact-uri.ts';
import { titleOf } from '../results/result-run.ts';
import type { StatementOutcome } from '../run/run-types.ts';
import type { KeptRows } from './kept-rows.ts';
import type { KeptOutput } from './notebook-text.ts';

const count = new Intl.NumberFormat('en');

/** What a cell keeps of a statement that ended; `cell` is the cell's text, `shown` how its rows are shown. */
export function statementOutputs(
  cell: string,
  slice: StatementSlice,
  kept: KeptRows,
  outcome: StatementOutcome,
  shown?: ShownAs,
): readonly KeptOutput[] {
  const errors = outcome.problems.filter(({ severity }) => severity === 'error');
  const notes = outcome.problems
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, message }) => `${redactUris(message)} (${code})`);
  return [
    ...(outcome.columns.length > 0 && (kept.values.length > 0 || errors.length === 0)
      ? [rowsOutput(slice, kept, outcome, notes, shown)]
      : []),
    ...(outcome.columns.length === 0 && errors.length === 0
      ? [textOutput([messageOf(outcome), ...notes])]
      : []),
    ...(outcome.cancelled && !kept.isCut && outcome.columns.length > 0
      ? [textOutput(['Interrupted: there may be more rows.'])]
      : []),
    ...errors.map((problem) => errorOutput(cell, slice, problem)),
  ];
}

function rowsOutput(
  slice: StatementSlice,
  kept: KeptRows,
  outcome: StatementOutcome,
  notes: readonly string[],
  shown: ShownAs | undefined,
): KeptOutput {
  const { columns, affected, pool, host, firstRowMs, ms, plan } = outcome;
  const rows = {
    ...kept.output(titleOf(slice.text), columns),
    ...(shown ? { shown } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(affected === undefined ? {} : { affected }),
    ...(pool === undefined ? {} : { pool }),
    ...(host === undefined ? {} : { host }),
    ...(firstRowMs === undefined ? {} : { firstRowMs }),
    ms,
    ...(plan ? { plan: { sql: redactUris(slice.text), explained: plan } } : {}),
  };
  return { kind: 'rows', rows };
}

function messageOf({ message, affected }: StatementOutcome): string {
  if (message !== undefined) return redactUris(message);
  if (affected === undefined) return 'Done.';
  return `${count.format(affected)} ${affected === 1 ? 'document' : 'documents'} written.`;
}

function textOutput(lines: readonly string[]): KeptOutput {
  return { kind: 'text', text: lines.join('\n') };
}

function errorOutput(cell: string, slice: StatementSlice, { code, message, span }: Problem): KeptOutput {
  return {
    kind: 'error',
    code,
    message: redactUris(message),
    place: placeIn(cell, slice.start + span.start),
  };
}

/** `line 2, column 8` */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
