import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import type { SessionState } from './session-state.ts';
import { refuseOther } from './refuse-other.ts';

/** SHOW and DESCRIBE of one pool or group: fails with a PoolError where there is none, of which no rows would say nothing. */
export function mustBeThere(statement: Statement, session: SessionState): void {
  if ((statement.kind !== 'Show' && statement.kind !== 'Describe') || !statement.name) return;
  const { manager, groups, saved } = session;
  const name = statement.name.parts.map(({ text }) => text).join('.');
  switch (statement.subject) {
    case 'CONNECTION_POOL_GROUP':
      groups.find(name);
      return;
    case 'CONNECTION_POOL':
      refuseOther(name, session);
      break;
    case 'CREATE CONNECTION_POOL_GROUP':
    case 'CREATE CONNECTION_POOL':
      if (saved.changes().some((each) => each.name === name)) return;
      if (statement.subject === 'CREATE CONNECTION_POOL_GROUP') groups.find(name);
      break;
    default:
      return;
  }
  if (!manager.has(name)) throw manager.unknown(name);
}
