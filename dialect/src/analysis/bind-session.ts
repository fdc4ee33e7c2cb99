import type { SqlType } from '../catalog/types.ts';
import type { Deallocate, Execute, Prepare, SetSetting, Show, Transaction } from '../syntax/ast/session.ts';
import { walk } from '../syntax/walk.ts';
import { bindQuery } from './bind-query.ts';
import { typeNamed } from './binder.ts';
import type { Binder } from './binder.ts';
import type { BoundDone, BoundExecute } from './bound-define.ts';
import type { BoundQueryStatement } from './bound-statement.ts';
import { selectOf, statementOf } from './made-query.ts';
import { settingOf, settingValue } from './settings.ts';

export type SessionStatement = Prepare | Execute | Deallocate | Transaction | SetSetting | Show;

const actions = { BEGIN: 'begin', COMMIT: 'commit', ROLLBACK: 'rollback' } as const;

/** Prepared statements, transactions and settings. */
export function bindSession(
  statement: SessionStatement,
  binder: Binder,
): BoundDone | BoundExecute<BoundQueryStatement> | undefined {
  switch (statement.kind) {
    case 'Prepare':
      return prepare(statement, binder);
    case 'Execute':
      return execute(statement, binder);
    case 'Deallocate': {
      const { name } = statement;
      return { kind: 'done', command: { kind: 'deallocate', ...(name ? { name: name.text } : {}) } };
    }
    case 'Transaction':
      return { kind: 'done', command: { kind: 'transaction', action: actions[statement.action] } };
    case 'SetSetting': {
      const name = settingOf(statement.name, binder);
      const value = name && settingValue(statement, name, binder);
      if (name === undefined || value === undefined) return undefined;
      return { kind: 'done', command: { kind: 'setSetting', name, value } };
    }
    case 'Show': {
      const name = statement.name && settingOf(statement.name, binder);
      return name === undefined ? undefined : { kind: 'done', command: { kind: 'showSetting', name } };
    }
  }
}

/** The statement is bound to tell what is wrong with it, and again whenever it is executed. */
function prepare(statement: Prepare, binder: Binder): BoundDone {
  const { statement: inner } = statement;
  if (inner.kind === 'Query') bindQuery(inner, undefined, binder);
  else binder.write(inner, binder);
  let highest = 0;
  walk(inner, (node) => {
    if (node.kind !== 'Parameter') return true;
    const place = Number(node.name);
    if (Number.isInteger(place)) highest = Math.max(highest, place);
    else
      binder.report('QL2017', node.span, [`:${node.name}`, 'a prepared statement takes $1, $2, … in order']);
    return false;
  });
  const types = statement.types.map((name): SqlType => typeNamed(name, binder) ?? { name: 'unknown' });
  const parameters = Math.max(highest, types.length);
  return {
    kind: 'done',
    command: { kind: 'prepare', name: statement.name.text, statement: inner, types, parameters },
  };
}

function execute(statement: Execute, binder: Binder): BoundExecute<BoundQueryStatement> {
  const { name, arguments: values } = statement;
  const base = { kind: 'execute', name: name.text, count: values.length } as const;
  if (values.length === 0) return base;
  const query = bindQuery(selectOf(values, statement.span), undefined, binder);
  return { ...base, query: statementOf(query, binder) };
}
