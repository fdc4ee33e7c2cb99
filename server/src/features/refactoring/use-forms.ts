import { usePoolFunction } from '../../../../dialect/src/functions/pool-functions.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { stringText } from '../../../../dialect/src/syntax/print/printer.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import { freshName } from './rewrite.ts';
import type { Refactoring } from './rewrite.ts';

/** `USE CONNECTION_POOL p` as `SELECT @p := USE_CONNECTION_POOL('p')`, which keeps the pool's name in a variable, and back. */
export const convertUse: Refactoring = ({ statement, text, variables, namesElsewhere }) => {
  const { span } = statement;
  if (statement.kind === 'UsePool') {
    const { text: name } = statement.name;
    // A variable that holds something else keeps it.
    const variable = freshName(/^[a-z_]\w*$/i.test(name) ? name : 'pool', variables);
    const change = `SELECT @${variable} := USE_CONNECTION_POOL(${stringText(name)})`;
    const title = 'Convert to SELECT @… := USE_CONNECTION_POOL(…)';
    return { title, kind: 'rewrite', changes: [{ span, text: change }] };
  }
  const used = usedPool(statement, text);
  if (!used || (used.variable !== undefined && namesElsewhere(`@${used.variable}`))) return undefined;
  const change = `USE CONNECTION_POOL ${used.names.map(writtenName).join('.')}`;
  return { title: 'Convert to USE CONNECTION_POOL', kind: 'rewrite', changes: [{ span, text: change }] };
};

interface UsedPool {
  /** The pool's name, or those of its group and member. */
  readonly names: readonly string[];
  /** The variable that keeps it. */
  readonly variable: string | undefined;
}

/** The pool of a SELECT that does nothing but use one. */
function usedPool(statement: Statement, text: string): UsedPool | undefined {
  const { span } = statement;
  const [item] = statement.kind === 'Query' && statement.body.kind === 'Select' ? statement.body.items : [];
  const isAll = item?.span.end === span.end && /^SELECT\s+$/i.test(text.slice(span.start, item.span.start));
  if (!item || !isAll) return undefined;
  const { value: called, variable } =
    item.value.kind === 'VariableAssignment' ? item.value : { value: item.value, variable: undefined };
  if (called.kind !== 'FunctionCall') return undefined;
  if (called.name.parts.at(-1)?.text.toUpperCase() !== usePoolFunction.name) return undefined;
  const names = called.arguments.map(({ value }) =>
    value.kind === 'Literal' && value.type === 'string' ? value.text : undefined,
  );
  if (!names.every((name) => name !== undefined)) return undefined;
  return { names: names.join('.').split('.'), variable: variable?.name };
}
