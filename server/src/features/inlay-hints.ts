import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import { statementsIn } from '../documents.ts';
import type { DocumentModel } from '../documents.ts';
import type { StatementModel } from '../statements.ts';
import { usualHints } from './inlay-hints/inlay-hint.ts';
import type { InlayHint, InlayHintSettings } from './inlay-hints/inlay-hint.ts';
import { defaultHints, durationHints } from './inlay-hints/option-hints.ts';
import { insertHints, starHints, typeHints } from './inlay-hints/value-hints.ts';

/** The hints of one kind in a statement, by offsets in it. */
type Kind = (statement: Statement, model: StatementModel) => readonly InlayHint[];

const kinds: Readonly<Record<keyof InlayHintSettings, Kind>> = {
  durations: durationHints,
  insertColumns: insertHints,
  starColumns: starHints,
  types: typeHints,
  defaultOptions: defaultHints,
};

/** The hints of a part of the document, of the kinds that are wanted. */
export function inlayHints(
  document: DocumentModel,
  within: Span,
  settings: Partial<InlayHintSettings> = {},
): readonly InlayHint[] {
  const wanted = { ...usualHints, ...settings };
  const names = Object.keys(kinds) as (keyof InlayHintSettings)[];
  const shown = names.filter((name) => wanted[name]).map((name) => kinds[name]);
  return statementsIn(document, within)
    .flatMap((model) => {
      const { statement } = model.parsed;
      if (!statement) return [];
      return shown
        .flatMap((hints) => hints(statement, model))
        .map((hint) => ({ ...hint, offset: hint.offset + model.start }));
    })
    .filter(({ offset }) => within.start <= offset && offset <= within.end);
}
