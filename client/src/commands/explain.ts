import { Uri, ViewColumn, window, workspace, type Disposable } from 'vscode';
import { EJSON } from 'bson';
import { analyze } from '../../../dialect/src/analysis/analyze.ts';
import { compile } from '../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import type { Catalog } from '../../../dialect/src/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { CommandRow } from './command-row.ts';
import { statementTarget } from './run-target.ts';

const scheme = 'qlsql-pipeline';
const texts = new Map<string, string>();

export const explainStatement: CommandRow = {
  id: 'qlsql.explainStatement',
  run: async ({ catalog, currentPool }, argument) => {
    const target = await statementTarget(argument);
    const slice = target?.slices[0];
    if (!target || !slice) {
      void window.showInformationMessage(
        'Put the cursor into a statement to see the pipeline that it becomes.',
      );
      return;
    }
    const pool = currentPool(target.document);
    const text = pipelineText(slice.text, catalog.catalog(pool === undefined ? {} : { pool }));
    const name = target.document.uri.path.split('/').at(-1) ?? '';
    const uri = Uri.from({ scheme, path: `${name} line ${slice.line}.json` });
    texts.set(String(uri), redactUris(text));
    await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  },
};

/** Lets the editor read the pipelines that were asked for. */
export function registerPipelines(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(String(uri)) ?? '',
  });
}

/** What a statement is sent to the server as, or what keeps it from being sent. */
function pipelineText(text: string, catalog: Catalog): string {
  const { statement, problems } = parseStatement(text);
  const told = [...problems];
  if (statement && !hasErrors(told)) {
    const { bound, problems: found } = analyze(statement, catalog);
    told.push(...found);
    if (bound && !hasErrors(told)) {
      const planned = plan(bound);
      told.push(...planned.problems);
      const compiled = compile(planned);
      told.push(...compiled.problems);
      if (compiled.command && !hasErrors(told)) return `${EJSON.stringify(compiled.command, undefined, 2)}\n`;
    }
  }
  return `${told.map(({ code, message }) => `// ${code}: ${message}`).join('\n')}\n`;
}
