import type { Explained, ExplainedPart, RunFigures, ServerStep } from './explained.ts';

const number = new Intl.NumberFormat('en');

/** What EXPLAIN prints, a line each. `text` is the statement that spans are places of. */
export function explainLines({ logical, rules, parts, written }: Explained, text: string): readonly string[] {
  return [
    'Plan',
    ...[...logical, ...rules].map((line) => `  ${line}`),
    ...parts.flatMap((part) => partLines(part, text)),
    ...(written ? ['Write', `  documents written: ${written.documents}`, `  time: ${written.ms} ms`] : []),
  ];
}

function partLines({ title, where, stages, server }: ExplainedPart, text: string): readonly string[] {
  return [
    `${title}: ${where}, ${stages.length} stages`,
    ...stages.map(({ text: stage, span }) => {
      const clause = span ? `  ← ${clauseText(text.slice(span.start, span.end))}` : '';
      return `  ${stage}${clause}`;
    }),
    ...(server ? ['Server', ...server.steps.map((step) => `  ${stepText(step)}`)] : []),
    ...(server?.run ? runLines(server.run) : []),
  ];
}

function clauseText(clause: string): string {
  const words = clause.replace(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
}

function stepText({ name, detail, depth, warning, ...figures }: ServerStep): string {
  const advice = warning?.fixes?.[0]?.title.replace(/^Write /, '');
  const told = [detail, ...(advice === undefined ? [] : [`${advice} may spare that`])].filter(
    (part) => part !== undefined,
  );
  const words = [name, ...(told.length > 0 ? [told.join('; ')] : [])].join(': ');
  const costs = costText(figures);
  return `${'  '.repeat(depth)}${words}${costs === '' ? '' : ` (${costs})`}`;
}

/** `1,000 → 23 rows, 2 ms, 45 %` */
function costText({ rowsIn, rowsOut, ms, share }: Omit<ServerStep, 'name' | 'depth'>): string {
  if (rowsOut === undefined) return '';
  const rows = `${rowsIn === undefined ? '' : `${number.format(rowsIn)} → `}${number.format(rowsOut)} rows`;
  const time = ms === undefined ? [] : [`${Math.round(ms * 10) / 10} ms`];
  return [rows, ...time, ...(share === undefined ? [] : [`${Math.round(share * 100)} %`])].join(', ');
}

function runLines({ rows, documentsExamined, keysExamined, ms }: RunFigures): readonly string[] {
  return [
    'Run',
    `  rows returned: ${rows}`,
    `  documents examined: ${documentsExamined}`,
    `  index keys examined: ${keysExamined}`,
    `  time: ${ms} ms`,
  ];
}
