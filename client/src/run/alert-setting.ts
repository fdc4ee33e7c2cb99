import { analyze } from '../../../dialect/src/analysis/analyze.ts';
import { compile } from '../../../dialect/src/pipeline/compile.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { split } from '../../../dialect/src/text/split.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import { emptyCatalog } from '../../../dialect/src/index.ts';
import type { AlertBody } from '../../../dialect/src/index.ts';

export interface AlertSetting {
  readonly alerts: readonly (AlertBody & { readonly name: string })[];
  /** What is wrong, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Alerts as the setting qlsql.alerts writes them: by name, what stands behind it in CREATE ALERT, such as
 * `ON read_pool WHEN (waiting_operations > 10) FOR '10 seconds'`.
 */
export function readAlertSetting(setting: Readonly<Record<string, unknown>>): AlertSetting {
  const alerts: (AlertBody & { readonly name: string })[] = [];
  const problems: string[] = [];
  for (const [name, text] of Object.entries(setting)) {
    const read = typeof text === 'string' ? readAlert(name, text) : 'It has to be a text.';
    if (typeof read === 'string') problems.push(`Alert ${name}: ${read}`);
    else alerts.push({ ...read, name });
  }
  return { alerts, problems };
}

/** What the text says, or what is wrong with it. */
function readAlert(name: string, text: string): AlertBody | string {
  const sql = `CREATE ALERT ${writtenName(name)} ${text}`;
  if (split(sql).length !== 1) return 'It has to be one alert and nothing else.';
  const parsed = parseStatement(sql);
  const { statement } = parsed;
  const analysis = statement && analyze(statement, emptyCatalog);
  const problems = [...parsed.problems, ...(analysis?.problems ?? [])];
  const command = analysis?.bound && compile(plan(analysis.bound)).command;
  if (hasErrors(problems) || command?.kind !== 'createAlert')
    return problems.map(({ message }) => message).join(' ') || 'It is no CREATE ALERT.';
  return command.alert;
}
