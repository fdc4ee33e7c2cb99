import type { Explained, ServerStep } from '../../client/src/messages/results.ts';

/** A stage of a part of a plan, as its elements in the view name it: those that share one belong together. */
export const stageLink = (part: number, stage: number): string => `${part}:${stage}`;

/** A piece of the statement, and the stages that it has a share in. */
export interface SqlPiece {
  readonly text: string;
  readonly links: readonly string[];
}

/** The statement, cut where a clause of a stage begins or ends. */
export function sqlPieces(sql: string, { parts }: Explained): readonly SqlPiece[] {
  const clauses = parts.flatMap(({ stages }, part) =>
    stages.flatMap(({ span }, stage) => (span ? [{ ...span, link: stageLink(part, stage) }] : [])),
  );
  const cuts = [0, sql.length, ...clauses.flatMap(({ start, end }) => [start, end])];
  const places = [...new Set(cuts)].sort((left, right) => left - right);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? sql.length;
    const over = clauses.filter((clause) => clause.start <= start && end <= clause.end);
    return { text: sql.slice(start, end), links: over.map(({ link }) => link) };
  });
}

const number = new Intl.NumberFormat('en');

/** The figures of a step as the columns of its table, empty where nothing was measured. */
export function stepCells({ rowsIn, rowsOut, ms, share }: ServerStep): readonly string[] {
  return [
    rowsIn === undefined ? '' : number.format(rowsIn),
    rowsOut === undefined ? '' : number.format(rowsOut),
    ms === undefined ? '' : `${ms < 10 ? Math.round(ms * 10) / 10 : number.format(Math.round(ms))} ms`,
    share === undefined ? '' : `${Math.round(share * 100)} %`,
  ];
}

/** How a run went, in a line. */
export function runText({ rows, documentsExamined, keysExamined, ms }: RunFigures): string {
  const examined = [
    `${number.format(documentsExamined)} documents`,
    ...(keysExamined > 0 ? [`${number.format(keysExamined)} keys`] : []),
  ];
  return `${number.format(rows)} rows from ${examined.join(' and ')} in ${number.format(ms)} ms`;
}

type RunFigures = NonNullable<NonNullable<Explained['parts'][number]['server']>['run']>;
