import type { Finding } from './finding.ts';
import { steps } from './finding.ts';

const marks = { ok: '✓', warning: '▲', failed: '✗', skipped: '·' } as const;

/** One finding as lines of plain text. */
export function findingText({ step, state, says, cause, cure }: Finding): string {
  const title = steps.find((one) => one.step === step)?.title ?? step;
  const lines = [`${marks[state]} ${title}: ${says}`];
  if (cause) lines.push(`    Why: ${cause}`);
  if (cure) lines.push(`    Do: ${cure}`);
  return lines.join('\n');
}
