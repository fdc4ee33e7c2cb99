import { mongoshWords } from '../../../dialect/src/pipeline-code/mongosh.ts';
import { printValue } from '../../../dialect/src/pipeline-code/print-value.ts';
import type { ValueWords } from '../../../dialect/src/pipeline-code/print-value.ts';
import type { Document } from '../../../dialect/src/pipeline/command.ts';

/** Stages of a pipeline as mongosh takes them, each on as many lines as it needs. */
export function stagesText(stages: readonly Document[]): string {
  return `\`\`\`javascript\n${stages.map((stage) => printValue(stage, words)).join(',\n')}\n\`\`\``;
}

/** Characters that fit beside one another in a hover. */
const width = 76;

const words: ValueWords = {
  ...mongoshWords,
  array: (elements) => inLines(elements, mongoshWords.array(elements), '[]'),
  document: (members) =>
    inLines(
      members.map(([name, value]) => mongoshWords.document([[name, value]]).slice(2, -2)),
      mongoshWords.document(members),
      '{}',
    ),
};

/** What is too long for a line with a part on each. */
function inLines(parts: readonly string[], short: string, [open = '', close = '']: string): string {
  if (short.length <= width && !short.includes('\n')) return short;
  return `${open}\n${parts.map((part) => `  ${part.replaceAll('\n', '\n  ')}`).join(',\n')}\n${close}`;
}
