import { split } from '../../../dialect/src/text/split.ts';
import type { DocumentSessions } from '../sessions/document-sessions.ts';
import type { RunBeside } from './cell-edits.ts';
import type { StatementRunnerParts } from './statement-runner.ts';

/** Statements beside a result, in its file's session: those that write go the way of all statements, with the role of the connection and the history. */
export function runBeside(sessions: DocumentSessions, run: StatementRunnerParts['run']): RunBeside {
  return async ({ statement }, { text, parameters }, sink, access) => {
    const { signal } = new AbortController();
    if (access === 'read') return await sessions.readAgain({ ...statement, text, parameters }, sink, signal);
    const [slice] = split(text);
    if (!slice) throw new Error('There is no statement to run.');
    return await run(sessions.documentOf(statement), { ...slice, line: statement.line }, sink, {
      signal,
      parameters,
    });
  };
}
