import type { BenchmarkSettings } from '../../../dialect/src/options/index.ts';
import type { Lane } from './lane.ts';
import { putUnderLoad } from './load.ts';
import { progressWords } from './progress-words.ts';
import { Tally } from './tally.ts';

/** How often somebody is told how far it has come. */
const toldMs = 500;

export interface BenchmarkHooks {
  readonly signal: AbortSignal;
  /** Told how far it has come, from 0 to 1, and with which figures. */
  readonly told?: (share: number, words: string) => void;
}

/** Measures pools under load. Gives a tally for each, in their order; after an abort they are of no use. */
export async function benchmark(
  lanes: readonly Lane[],
  settings: BenchmarkSettings,
  { signal, told }: BenchmarkHooks,
): Promise<readonly Tally[]> {
  const tallies = new Map(lanes.map((lane) => [lane, new Tally()]));
  const tallyOf = (lane: Lane): Tally => tallies.get(lane) ?? new Tally();
  const all = turns(lanes, settings);
  const parts = all.filter((together) => together.some((lane) => lane === lanes[0])).length;
  const load = {
    ...settings,
    warmupMs: settings.warmupMs / parts,
    durationMs: settings.durationMs / parts,
  };
  for (const [index, together] of all.entries()) {
    if (signal.aborted) break;
    const begin = performance.now();
    const tell = () => {
      const share = Math.min(1, (performance.now() - begin) / (load.warmupMs + load.durationMs));
      const figures = together.map((lane) => [lane.name, tallyOf(lane)] as const);
      told?.((index + share) / all.length, progressWords(figures, index + 1, all.length));
    };
    tell();
    const telling = setInterval(tell, toldMs);
    try {
      await Promise.all(together.map((lane) => putUnderLoad(lane, tallyOf(lane), load, signal)));
    } finally {
      clearInterval(telling);
    }
  }
  return lanes.map(tallyOf);
}

/**
 * Which pools are under load together, turn by turn: all at once, or one after the other, there and back again, so that what changes on
 * the server meanwhile meets the first as it meets the last.
 */
export function turns<L>(
  lanes: readonly L[],
  { rounds, simultaneous }: Pick<BenchmarkSettings, 'rounds' | 'simultaneous'>,
): readonly (readonly L[])[] {
  if (simultaneous || lanes.length === 1) return [lanes];
  return Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? lanes : lanes.toReversed()))
    .flat()
    .map((lane) => [lane]);
}
