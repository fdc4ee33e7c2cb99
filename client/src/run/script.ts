import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import { split } from '../../../dialect/src/text/split.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type { RunOptions, Session } from './session.ts';

/** One statement of a script and how it ended. */
export interface ScriptStep {
  readonly slice: StatementSlice;
  readonly outcome: StatementOutcome;
}

export interface ScriptOptions extends Omit<RunOptions, 'source'> {
  readonly file?: string;
  readonly stopOnError?: boolean;
}

/** Runs a text's statements one after the other; `sinkFor` says where the rows of each go. A cancelled one is the last. */
export async function* runScript(
  session: Session,
  text: string,
  sinkFor: (slice: StatementSlice) => RowSink,
  options: ScriptOptions = {},
): AsyncGenerator<ScriptStep, void, void> {
  const { file, stopOnError = false, ...run } = options;
  for (const slice of split(text)) {
    const source = { line: slice.line, ...(file === undefined ? {} : { file }) };
    const outcome = await session.run(slice.text, sinkFor(slice), { ...run, source });
    yield { slice, outcome };
    if (outcome.cancelled || (stopOnError && !outcome.ok)) return;
  }
}

/** The statement at an offset of the text: the one that holds it, else the last that begins before it. */
export function statementAt(text: string, offset: number): StatementSlice | undefined {
  const slices = split(text);
  return (
    slices.find(({ leadingStart, end }) => leadingStart <= offset && offset <= end) ??
    slices.filter(({ start }) => start <= offset).at(-1) ??
    slices[0]
  );
}
