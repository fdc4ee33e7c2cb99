import type { QueryCommand } from '../../../dialect/src/index.ts';
import type { SessionCommand } from '../../../dialect/src/pipeline/statement-command.ts';
import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { Executed } from './execute-run.ts';
import { known } from './plan-cache.ts';
import type { RowSink } from './run-types.ts';
import type { SessionState } from './session-state.ts';
import { runTransaction } from './transaction.ts';

type Command = Exclude<SessionCommand<QueryCommand>, { readonly kind: 'execute' }>;

/** Carries out a statement about the session itself. */
export async function runSession(
  command: Command,
  session: SessionState,
  sink: RowSink,
  signal: AbortSignal,
): Promise<Executed> {
  switch (command.kind) {
    case 'prepare': {
      const { name, statement, types, parameters } = command;
      if (session.prepared.has(name)) throw new PoolError('QL5046', [name]);
      session.prepared.set(name, { statement: known(statement, []), types, parameters });
      const takes = parameters === 0 ? '' : ` It takes ${values(parameters)}.`;
      return { message: `${name} was prepared.${takes}` };
    }
    case 'deallocate': {
      const { name } = command;
      if (name === undefined) {
        session.prepared.clear();
        return { message: 'No statement is prepared any more.' };
      }
      if (!session.prepared.delete(name)) throw unknownPrepared(name, session);
      return { message: `${name} was deallocated.` };
    }
    case 'setSetting': {
      session.settings.set(command.name, command.value);
      return { message: `${command.name} is ${session.settings.get(command.name)} now.` };
    }
    case 'showSetting': {
      const { name } = command;
      await sink.columns([{ name, field: name, type: { name: 'int' } }]);
      await sink.rows([[session.settings.get(name)]]);
      return {};
    }
    case 'transaction':
      return await runTransaction(command, session, signal);
  }
}

/** EXECUTE or DEALLOCATE named something else. */
export function unknownPrepared(name: string, session: SessionState): PoolError {
  return new PoolError('QL5045', [name, didYouMean(closest(name, [...session.prepared.keys()]))]);
}

/** `2 values`. */
export const values = (count: number): string => `${count} value${count === 1 ? '' : 's'}`;
