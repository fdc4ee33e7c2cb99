import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { stringText } from '../../../../dialect/src/syntax/print/printer.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { Refactoring } from './rewrite.ts';

/** `USE CONNECTION_POOL p` as `SELECT @p := USE_CONNECTION_POOL('p')`, which keeps the pool's name in a variable, and back. */
export const convertUse: Refactoring = ({ statement }) => {
  const { span } = statement;
  if (statement.kind === 'UsePool') {
    const { text: name } = statement.name;
    const variable = /^\w+$/.test(name) ? name : 'pool';
    const text = `SELECT @${variable} := USE_CONNECTION_POOL(${stringText(name)})`;
    const title = 'Convert to SELECT @… := USE_CONNECTION_POOL(…)';
    return { title, kind: 'rewrite', changes: [{ span, text }] };
  }
  const names = usedPool(statement);
  if (names === undefined) return undefined;
  const text = `USE CONNECTION_POOL ${names.map(writtenName).join('.')}`;
  return { title: 'Convert to USE CONNECTION_POOL', kind: 'rewrite', changes: [{ span, text }] };
};

/** The pool of a SELECT that does nothing but use one: its name, or those of its group and member. */
function usedPool(statement: Statement): readonly string[] | undefined {
  if (statement.kind !== 'Query' || statement.body.kind !== 'Select') return undefined;
  const { items, from, where } = statement.body;
  const [item] = items;
  if (!item || items.length > 1 || from.length > 0 || where) return undefined;
  const value = item.value.kind === 'VariableAssignment' ? item.value.value : item.value;
  if (value.kind !== 'FunctionCall') return undefined;
  const called = value.name.parts.at(-1)?.text.toUpperCase() === 'USE_CONNECTION_POOL';
  const names = value.arguments.map(({ value: argument }) =>
    argument.kind === 'Literal' && argument.type === 'string' ? argument.text : undefined,
  );
  return called && names.every((name) => name !== undefined) ? names.join('.').split('.') : undefined;
}
