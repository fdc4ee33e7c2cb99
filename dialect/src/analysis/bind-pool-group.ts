import type { Problem } from '../problems/problem.ts';
import { checkGroupOptions, checkOptions, memberOptions } from '../options/index.ts';
import type { AlterPool, AlterPoolGroup, CreatePoolGroup } from '../syntax/ast/pool.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { Binder } from './binder.ts';
import type { BoundPoolStatement, PoolGroupStatement } from './bound-statement.ts';
import type { Environment } from './environment.ts';
import { optionInputs } from './pool-options.ts';

/** A statement about groups of pools, or about what is saved of pools and groups. */
export function bindPoolGroup(statement: PoolGroupStatement, binder: Binder): BoundPoolStatement {
  for (const { span, text } of named(statement))
    if (text !== '') binder.references.push({ span, kind: 'pool', name: text });
  if (statement.kind === 'CreatePoolGroup' || statement.kind === 'AlterPoolGroup') {
    const known = binder.catalog.groups?.find(({ name }) => name === statement.name.text);
    binder.problems.push(...groupProblems(statement, undefined, known));
  }
  return { kind: 'pool', statement };
}

/** What a statement speaks of that is there already. */
function named(statement: PoolGroupStatement): readonly Identifier[] {
  if (statement.kind === 'ApplyPoolChanges') return statement.names;
  return statement.kind === 'CreatePoolGroup' ? [] : [statement.name];
}

/** The same of ALTER CONNECTION_POOL; a pool `group.member` takes what members take. */
export function alterProblems(
  { name, options }: AlterPool,
  environment?: Environment,
  existing?: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const more = name.text.includes('.') ? memberOptions : [];
  return checkOptions(optionInputs(options, environment), { more, ...(existing ? { existing } : {}) });
}

/** What is wrong with the options of a group, as they are written or, with an environment, as they are evaluated. */
export function groupProblems(
  statement: CreatePoolGroup | AlterPoolGroup,
  environment?: Environment,
  known?: { readonly type: CreatePoolGroup['type']; readonly options: Readonly<Record<string, unknown>> },
): readonly Problem[] {
  const inputs = optionInputs(statement.options, environment);
  if (statement.kind === 'CreatePoolGroup')
    return checkGroupOptions(inputs, { type: statement.type, create: statement.name.span });
  return checkGroupOptions(inputs, { type: known?.type, ...(known ? { existing: known.options } : {}) });
}
