import { compile } from '../../../dialect/src/pipeline/compile.ts';
import type { Command, Document, Read } from '../../../dialect/src/pipeline/command.ts';
import { plan } from '../../../dialect/src/planner/plan.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { Clause } from '../clause-at.ts';
import type { StatementModel } from '../statements.ts';
import { paragraphs } from './markdown.ts';
import { stagesText } from './stages.ts';

/** What a clause became: the stages of the pipeline that do its work; undefined in a statement that cannot run. */
export function clauseMarkdown({ name, body }: Clause, model: StatementModel): string | undefined {
  const found = pipelineOf(model);
  if (!found) return undefined;
  const { read, origins } = found;
  const staged = read.pipeline.map((stage, index) => ({ stage, origin: origins[index] }));
  const from = (wanted: (origin: Span) => boolean): readonly Document[] =>
    staged.flatMap(({ stage, origin }) => (origin && wanted(origin) ? [stage] : []));
  const own = from((origin) => holds(body, origin));
  const shapes = name.startsWith('SELECT') ? staged.slice(-1).map(({ stage }) => stage) : [];
  const wider = own.length + shapes.length > 0 ? [] : from((origin) => holds(origin, body));
  const source = name === 'FROM' ? sourceText(read) : undefined;
  const stages = [...new Set([...own, ...shapes, ...wider])];
  if (stages.length === 0) return paragraphs(`**${name}** · ${source ?? 'has no stage of its own'}`);
  const what = wider.length > 0 ? 'is part of' : 'becomes';
  return paragraphs(`**${name}** · ${source === undefined ? what : `${source}, then`}`, stagesText(stages));
}

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The pipeline that gives a statement's result, or what it writes, with the clause that each stage comes from. */
function pipelineOf({ parsed, analysis, meaning }: StatementModel) {
  if (!analysis.bound || hasErrors(parsed.problems) || hasErrors(analysis.problems)) return undefined;
  const { serverVersion } = meaning.catalog;
  const { command, origins = [] } = compile(plan(analysis.bound), undefined, {
    ...(serverVersion ? { serverVersion } : {}),
  });
  if (!command) return undefined;
  const explained = command.kind === 'explain';
  const read = readOf(explained ? command.target : command);
  return read && { read, origins: explained ? command.origins : origins };
}

function readOf(command: Command): Read | undefined {
  if (command.kind === 'query') return command;
  if (command.kind === 'setVariable') return command.query;
  if (command.kind !== 'steps') return undefined;
  const last = command.steps.at(-1);
  return command.result ?? (last?.kind === 'write' ? last.read : undefined);
}

function sourceText({ source }: Read): string | undefined {
  if (source.kind !== 'collection') return undefined;
  return `reads \`${source.database === undefined ? '' : `${source.database}.`}${source.collection}\``;
}
