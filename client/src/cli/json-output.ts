import type { Writable } from 'node:stream';
import type { StatementSlice } from '../../../dialect/src/text/split.ts';
import type { RowSink, StatementOutcome } from '../run/run-types.ts';
import type { Output } from './output.ts';
import { write } from './output.ts';
import { placeOf } from './place.ts';
import { jsonText } from './value-text.ts';

/**
 * A line of JSON for each statement, written as the rows come: `statement` (its number), `line`, `columns`, `types`,
 * `rows`, then `kind`, `ok`, `affected`, `message`, `pool`, `host`, `problems`, `ms`.
 */
export class JsonOutput implements Output {
  readonly #stream: Writable;
  readonly #script: string;
  #slice: StatementSlice | undefined;
  #open = '';
  #state: 'begun' | 'columns' | 'rows' = 'begun';

  constructor(stream: Writable, script: string) {
    this.#stream = stream;
    this.#script = script;
  }

  begin(slice: StatementSlice, number: number): RowSink {
    this.#slice = slice;
    this.#state = 'begun';
    this.#open = `{"statement":${number},"line":${slice.line}`;
    return {
      columns: async (columns) => {
        const names = columns.map(({ name }) => name);
        const types = columns.map(({ type }) => type.name);
        this.#state = 'columns';
        await write(
          this.#stream,
          `${this.#open},"columns":${JSON.stringify(names)},"types":${JSON.stringify(types)},"rows":[`,
        );
      },
      rows: async (batch) => {
        if (batch.length === 0) return;
        const texts = batch.map((row) => `[${row.map(jsonText).join(',')}]`);
        const comma = this.#state === 'rows' ? ',' : '';
        this.#state = 'rows';
        await write(this.#stream, comma + texts.join(','));
      },
    };
  }

  async end(outcome: StatementOutcome): Promise<void> {
    const slice = this.#slice;
    if (!slice) return;
    const { kind, ok, cancelled, affected, message, pool, host, problems, ms } = outcome;
    const rest = {
      ...{ kind, ok },
      ...(cancelled ? { cancelled } : {}),
      affected: affected ?? null,
      ...(message === undefined ? {} : { message }),
      ...(pool === undefined ? {} : { pool }),
      ...(host === undefined ? {} : { host }),
      problems: problems.map((problem) => ({
        code: problem.code,
        severity: problem.severity,
        ...placeOf(problem, slice, this.#script),
        message: problem.message,
      })),
      ms: Math.round(ms * 1000) / 1000,
    };
    const head = this.#state === 'begun' ? `${this.#open},"columns":[],"types":[],"rows":[` : '';
    await write(this.#stream, `${head}],${JSON.stringify(rest).slice(1)}\n`);
  }
}
