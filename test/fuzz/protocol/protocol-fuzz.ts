import type { Random } from '../mutate.ts';
import { seeds } from '../seeds.ts';
import { LanguageClient } from './language-client.ts';
import type { Command } from './own-server.ts';
import { runSequence } from './sequence.ts';
import type { Outcome } from './sequence.ts';

/** How many sequences a server that is compared with lives: it is to have seen little. */
const sequencesOfFresh = 25;

/** Most edits of one sequence. */
const mostEdits = 30;

/** So many documents, each opened, edited and closed in one server that lives on; those with a fault are given back. */
export async function fuzzProtocol(
  server: Command,
  count: number,
  random: Random,
): Promise<readonly Outcome[]> {
  const all = seeds();
  const faulty: Outcome[] = [];
  const start = () => LanguageClient.start(server);
  let [edited, fresh] = await Promise.all([start(), start()]);
  for (let sequence = 0; sequence < count; sequence += 1) {
    const outcome = await runSequence([edited, fresh], all, random, 1 + Math.floor(random() * mostEdits));
    if (outcome.faults.length > 0) faulty.push(outcome);
    if (!edited.isAlive) edited = await start();
    if (sequence % sequencesOfFresh === sequencesOfFresh - 1 || !fresh.isAlive) {
      await fresh.end();
      fresh = await start();
    }
  }
  await Promise.all([edited.end(), fresh.end()]);
  return faulty;
}
