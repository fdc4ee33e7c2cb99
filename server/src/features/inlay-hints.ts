import { optionInputs, objectFields } from '../../../dialect/src/analysis/pool-options.ts';
import { findOption, groupOptions } from '../../../dialect/src/options/index.ts';
import type { OptionInput } from '../../../dialect/src/options/index.ts';
import type { Insert, Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { DocumentModel } from '../documents.ts';

/** A word shown in the text that is not part of it. */
export interface InlayHint {
  /** Where in the document. */
  readonly offset: number;
  readonly label: string;
  /** Whether it stands before what it explains, as the name of a parameter does. */
  readonly before: boolean;
}

/** Times in words behind options in milliseconds, and columns before the values of INSERT. */
export function inlayHints(document: DocumentModel, within: Span): readonly InlayHint[] {
  return document.statements
    .filter(({ start, end }) => start <= within.end && within.start <= end)
    .flatMap(({ parsed, start }) =>
      hintsOf(parsed.statement).map((hint) => ({ ...hint, offset: hint.offset + start })),
    )
    .filter(({ offset }) => within.start <= offset && offset <= within.end);
}

function hintsOf(statement: Statement | undefined): readonly InlayHint[] {
  switch (statement?.kind) {
    case 'CreatePool':
    case 'AlterPool':
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
      return optionInputs(statement.options).flatMap(durationHint);
    case 'SetPoolOptions':
      return (objectFields(statement.value) ?? []).flatMap(durationHint);
    case 'Insert':
      return columnHints(statement);
    default:
      return [];
  }
}

function durationHint({ name, value, valueSpan }: OptionInput): readonly InlayHint[] {
  const option = findOption(name) ?? groupOptions(undefined).find((each) => each.name === name);
  if (option?.unit !== 'ms' || typeof value !== 'number' || value < 1000) return [];
  return [{ offset: valueSpan.end, label: durationText(value), before: false }];
}

const steps = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** `90000` as `1.5 min`. */
export function durationText(ms: number): string {
  const [size, unit] = steps.find(([step]) => ms >= step) ?? [1, 'ms'];
  return `${Math.round((ms / size) * 100) / 100} ${unit}`;
}

function columnHints({ columns, source }: Insert): readonly InlayHint[] {
  if (source?.body.kind !== 'Values' || columns.length < 2) return [];
  return source.body.rows.flatMap((row) =>
    row.flatMap((value, index): InlayHint[] => {
      const column = columns[index];
      return column ? [{ offset: value.span.start, label: `${column.text}:`, before: true }] : [];
    }),
  );
}
