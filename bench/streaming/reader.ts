// Reads a collection to its end in a process of its own, so that the peak of its memory is its own: through a bare cursor of the driver, or as a
// statement through a session. Prints one line of JSON.
//
//   node bench/streaming/reader.ts bare|batches|session|exact URI
//
// `batches`: a bare cursor with batches as long as a session's. `exact`: a session that tells int, long and double apart, as results and exports do.
import { MongoClient } from 'mongodb';
import type { AggregateOptions } from 'mongodb';
import type { RowSink } from '../../client/src/run/run-types.ts';
import { Settings } from '../../client/src/run/settings.ts';
import { openBenchSession } from './bench-session.ts';

/** What a reader tells. */
export interface Reading {
  readonly rows: number;
  readonly ms: number;
  /** Processor time of the process from first to last row. */
  readonly cpuMs: number;
  /** Before the first row, and the most until the last, in bytes. */
  readonly startRss: number;
  readonly peakRss: number;
}

const [, , way, uri = ''] = process.argv;

async function measured(read: () => Promise<number>): Promise<Reading> {
  const startRss = process.memoryUsage.rss();
  const start = performance.now();
  const cpu = process.cpuUsage();
  const rows = await read();
  const { user, system } = process.cpuUsage(cpu);
  return {
    rows,
    ms: performance.now() - start,
    cpuMs: (user + system) / 1000,
    startRss,
    peakRss: process.resourceUsage().maxRSS * 1024,
  };
}

async function bare(options: AggregateOptions): Promise<Reading> {
  const client = await new MongoClient(uri).connect();
  try {
    const pipeline = [{ $project: { _id: 0, n: 1, name: 1, total: 1, placed: 1 } }];
    return await measured(async () => {
      let rows = 0;
      for await (const row of client.db().collection('rows').aggregate(pipeline, options)) if (row) rows += 1;
      return rows;
    });
  } finally {
    await client.close();
  }
}

async function session(exactNumbers: boolean): Promise<Reading> {
  const { session: own, close } = await openBenchSession(uri);
  try {
    return await measured(async () => {
      let rows = 0;
      const sink: RowSink = {
        columns: () => undefined,
        rows: (batch) => {
          for (const row of batch) if (row) rows += 1;
        },
      };
      const outcome = await own.run('SELECT n, name, total, placed FROM rows', sink, { exactNumbers });
      if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
      return rows;
    });
  } finally {
    await close();
  }
}

const reading =
  way === 'session' || way === 'exact'
    ? session(way === 'exact')
    : bare(way === 'batches' ? { batchSize: new Settings().get('batch_size') } : {});
console.log(JSON.stringify(await reading));
