// Several ways of doing the same work on the same statements, in turn, in one run, so that what else the machine does hits all alike.
import { performance } from 'node:perf_hooks';
import type { Work } from './peers.ts';

export interface Contestant {
  readonly name: string;
  readonly work: Work;
}

/** For each contestant, and each statement, the median in microseconds of processor time; undefined where it cannot do the statement. */
export type Times = readonly (readonly (number | undefined)[])[];

export function contest(
  contestants: readonly Contestant[],
  statements: readonly string[],
  { rounds, sliceMs }: { readonly rounds: number; readonly sliceMs: number },
): Times {
  const able = contestants.map(({ work }) => statements.map((sql) => canDo(work, sql)));
  const taken = contestants.map(() => statements.map(() => [] as number[]));
  // As many rounds before, of longer slices, are for the just-in-time compiler: all are measured as they run in a process that
  // lives for hours, and not while one of them still gets quicker.
  for (let round = -rounds; round < rounds; round += 1)
    contestants.forEach(({ work }, who) =>
      statements.forEach((sql, which) => {
        if (!able[who]?.[which]) return;
        const time = oneSlice(work, sql, round < 0 ? 6 * sliceMs : sliceMs);
        if (round >= 0) taken[who]?.[which]?.push(time);
      }),
    );
  return taken.map((each) => each.map((times) => (times.length > 0 ? median(times) : undefined)));
}

/** Microseconds of this thread's processor time for one piece of work, over a slice of time: waiting for a processor is not counted. */
function oneSlice(work: Work, sql: string, sliceMs: number): number {
  const end = performance.now() + sliceMs;
  const start = process.threadCpuUsage();
  let times = 0;
  do {
    work(sql);
    times += 1;
  } while (performance.now() < end);
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / times;
}

function canDo(work: Work, sql: string): boolean {
  try {
    work(sql);
    return true;
  } catch {
    return false;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const above = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? above : ((sorted[middle - 1] ?? NaN) + above) / 2;
}

/** A line for each contestant: over the statements that both it and the first can do, the sum of their times, and the ratio. */
export function tell(contestants: readonly Contestant[], times: Times): void {
  const [first = []] = times;
  console.log(
    `${''.padEnd(30)} ${'statements'.padStart(10)} ${'µs each'.padStart(9)} ${'beside'.padStart(9)} ${'ratio'.padStart(7)}`,
  );
  contestants.forEach(({ name }, who) => {
    const both = first.flatMap((own, which) => {
      const other = times[who]?.[which];
      return own === undefined || other === undefined ? [] : [{ own, other }];
    });
    const mean = (pick: (pair: { own: number; other: number }) => number) =>
      both.reduce((sum, pair) => sum + pick(pair), 0) / both.length;
    const [theirs, ours] = [mean(({ other }) => other), mean(({ own }) => own)];
    console.log(
      [
        name.padEnd(30),
        String(both.length).padStart(10),
        theirs.toFixed(1).padStart(9),
        ours.toFixed(1).padStart(9),
        (theirs / ours).toFixed(2).padStart(7),
      ].join(' '),
    );
  });
}
