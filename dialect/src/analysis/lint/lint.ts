import type { Catalog } from '../../catalog/catalog.ts';
import { problemOf } from '../../problems/catalog.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Severity } from '../../problems/severity.ts';
import type { Statement } from '../../syntax/ast/index.ts';
import type { AnyNode, NodeKind, NodeOf } from '../../syntax/nodes.ts';
import { walk } from '../../syntax/walk.ts';
import type { Analysis } from '../analyze.ts';
import type { FileStep } from './file-step.ts';
import type { Finding, LintInput, LintRule } from './lint-rule.ts';
import { lintRules } from './lint-rules.ts';

/** How severe a rule is to somebody, by its number or name; `off` silences it. */
export type LintLevel = Severity | 'off';
export type LintSettings = Readonly<Record<string, LintLevel>>;

/** What the rules read of a statement. */
export function lintInput(
  statement: Statement,
  text: string,
  analysis: Analysis,
  catalog: Catalog,
): LintInput {
  const byKind = new Map<NodeKind, AnyNode[]>();
  walk(statement, (node) => {
    const known = byKind.get(node.kind);
    if (known) known.push(node);
    else byKind.set(node.kind, [node]);
  });
  const nodes = <Kind extends NodeKind>(kind: Kind) => (byKind.get(kind) ?? none) as readonly NodeOf<Kind>[];
  return { statement, text, nodes, analysis, catalog };
}

const none: readonly never[] = [];

/** What rules say of one statement, at their own severities. */
export function lintStatement(input: LintInput): readonly Problem[] {
  const problems: Problem[] = [];
  for (const rule of lintRules)
    if (rule.check) for (const each of rule.check(input)) problems.push(told(rule, each));
  return problems;
}

/** What rules say of the statements of a file together, by what the sound ones do in their order: a list for each step. */
export function lintFile(steps: readonly FileStep[], catalog: Catalog): readonly (readonly Problem[])[] {
  const lists: Problem[][] = steps.map(() => []);
  for (const rule of lintRules) {
    for (const each of rule.checkFile?.(steps, catalog) ?? []) lists[each.step]?.push(told(rule, each));
  }
  return lists;
}

function told(rule: LintRule, { span, args, fixes }: Finding): Problem {
  return problemOf(rule.code, rule, span, args, fixes);
}

/** The problems at the severities of the settings, without those that are off. */
export function withLevels(problems: readonly Problem[], settings: LintSettings): readonly Problem[] {
  return problems.flatMap((problem) => {
    const name = lintRules.find(({ code }) => code === problem.code)?.name ?? '';
    const level = settings[problem.code] ?? settings[name] ?? problem.severity;
    return level === 'off' ? [] : [{ ...problem, severity: level }];
  });
}
