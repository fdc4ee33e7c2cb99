import type { SideBySide } from '../commands/side-by-side.ts';
import { compareResults, comparisonWords, type KeptResult } from './compare-results.ts';

/** Opens two results side by side; `names` tell them apart. Gives the words of the title. */
export async function showComparison(
  beside: SideBySide,
  left: KeptResult,
  right: KeptResult,
  names: readonly [string, string],
): Promise<string> {
  const compared = compareResults(left, right);
  const isCut = [left, right].some(({ rows, total }) => rows.length < total);
  const words = `${comparisonWords(compared)}${isCut ? ', of the first 1,000 rows' : ''}`;
  const [earlier, later] = names.map((name) => `${name.replace(/[^\w :.…-]+/g, ' ').trim()}.jsonl`);
  await beside.show(
    { name: earlier ?? '', text: compared.left },
    { name: later ?? '', text: compared.right },
    `Results: ${words}`,
  );
  return words;
}
