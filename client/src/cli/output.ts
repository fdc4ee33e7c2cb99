import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';

/** How a script's results are shown. One statement is open at a time. */
export interface Output {
  /** Where the rows of the next statement go. */
  begin(slice: StatementSlice, number: number): RowSink;
  /** Told of how many of its documents are written, where somebody may want to see it. */
  progress?(written: number, total: number): void;
  /** Told of how far it has come, in words, where somebody may want to see it. */
  step?(words: string): void;
  /** Ends that statement. */
  end(outcome: StatementOutcome): Promise<void>;
}

/** Writes, and waits where the reader is slower: a long result never piles up here. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}
