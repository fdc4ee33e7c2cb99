import { hasErrors } from '../../../../dialect/src/index.ts';
import type { Analysis } from '../../../../dialect/src/analysis/analyze.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { nodePath } from '../../../../dialect/src/syntax/walk.ts';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { shift, statementAt } from '../../documents.ts';
import type { DocumentModel } from '../../documents.ts';
import { analysisOf } from '../../statements.ts';
import { patternOf } from '../../names/mentions.ts';
import { notebookOf } from '../../notebook-cells.ts';
import type { StatementModel } from '../../statements.ts';
import { changed } from '../../text/changed.ts';
import { expandStar } from './expand-star.ts';
import { extractCte } from './extract-cte.ts';
import { inlineCte } from './inline-cte.ts';
import { qualifyColumns } from './qualify-columns.ts';
import type { Asked, Refactoring, Rewrite } from './rewrite.ts';
import { joinToSubquery, subqueryToJoin } from './subquery-join.ts';
import { addAlias } from './table-alias.ts';
import { convertUse } from './use-forms.ts';

const all: readonly Refactoring[] = [
  ...[extractCte, inlineCte, expandStar, addAlias, qualifyColumns],
  ...[subqueryToJoin, joinToSubquery, convertUse],
];

/**
 * Other ways to write the statement at a place of a document that is sound. One that would bring a problem or other columns, read other
 * collections, or lose a comment, is not offered.
 */
export function refactorings(document: DocumentModel, offset: number): readonly Rewrite[] {
  const model = statementAt(document, offset);
  const statement = model?.parsed.statement;
  if (!model || !statement || offset < model.start) return [];
  const { parsed, analysis, text } = model;
  const { tokens } = parsed;
  if (hasErrors(parsed.problems) || hasErrors(analysis.problems)) return [];
  const inside = offset - model.start;
  const asked: Asked = {
    ...{ text, tokens, statement, analysis, path: nodePath(statement, inside), offset: inside },
    variables: Object.keys(document.catalog.variables),
    namesElsewhere: (word) => namesElsewhere(word, model, document),
  };
  return all.flatMap((refactoring): Rewrite[] => {
    const rewrite = refactoring(asked);
    if (!rewrite || !keeps(model, changed(text, rewrite.changes), document)) return [];
    const changes = rewrite.changes.map((change) => ({ ...change, span: shift(change.span, model.start) }));
    return [{ ...rewrite, changes }];
  });
}

/** A cell of a notebook is not alone: the others may name everything. */
function namesElsewhere(word: string, { start, end }: StatementModel, { uri, text }: DocumentModel): boolean {
  const named = patternOf([word]);
  return notebookOf(uri) !== uri || named.test(text.slice(0, start)) || named.test(text.slice(end));
}

function keeps(before: StatementModel, text: string, { catalog }: DocumentModel): boolean {
  const parsed = parseStatement(text);
  const after = analysisOf(parsed, catalog);
  if (hasErrors(parsed.problems) || hasErrors(after.problems)) return false;
  const [had, has] = [columnsOf(before.analysis), columnsOf(after)];
  if (had !== undefined && has !== undefined && had !== has) return false;
  return (
    collectionsOf(before.analysis) === collectionsOf(after) && commentsOf(before.text) === commentsOf(text)
  );
}

const columnsOf = ({ bound }: Analysis): string | undefined =>
  bound?.kind === 'query' ? bound.query.outputs.map(({ name }) => name).join('\0') : undefined;

/** The collections that are read, as often as they are named: a query of WITH may come to stand before one of its name. */
function collectionsOf({ references }: Analysis): string {
  const named = references.filter(({ kind }) => kind === 'relation');
  return [...new Map(named.map(({ span, name }) => [span.start, name])).values()].sort().join('\0');
}

const commentsOf = (text: string): string =>
  scan(text)
    .comments.map(({ start, end }) => text.slice(start, end))
    .sort()
    .join('\0');
