import type { PlanLine } from '../messages/results.ts';

/** What stands between a stage and the words of the clause that it comes from. */
const arrow = '  ← ';

/** The lines of EXPLAIN, each with the place in the statement that it comes from, where it names one. A clause that is cut in the line is found by its beginning. */
export function planLines(lines: readonly string[], sql: string): readonly PlanLine[] {
  return lines.map((line) => {
    const at = line.lastIndexOf(arrow);
    if (at < 0) return { text: line };
    const span = find(line.slice(at + arrow.length).replace(/…$/, ''), sql);
    return span ? { text: line, span } : { text: line };
  });
}

/** Where words stand in a text, whatever the space between them. */
function find(words: string, sql: string): PlanLine['span'] {
  const pattern = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
  const found = pattern === '' ? null : new RegExp(pattern).exec(sql);
  return found ? { start: found.index, end: found.index + found[0].length } : undefined;
}
