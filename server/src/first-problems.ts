import { setTimeout as sleep } from 'node:timers/promises';
import type { CancellationToken, Diagnostic } from 'vscode-languageserver/node';
import type { Host } from './host.ts';
import { problemReport } from './problem-report.ts';
import { readSoFar, whenRead } from './read-ahead.ts';
import type { Workspace } from './workspace.ts';

/** How long a client waits for the first problems of a long document, and then for more of them, in milliseconds. */
const patience = { first: 200, more: 1000 };

/** The problems of a document, or those of its beginning. */
export interface ProblemsSoFar {
  readonly items: Diagnostic[];
  /** Where these are not all: once there are more of them. */
  readonly more?: Promise<unknown>;
}

/**
 * The problems of a document: all of them once it is read through, as typing goes on with what was known before. When it was just opened and
 * is long, those of what is read so far. Undefined where the document was closed or nobody waits any more.
 */
export async function problemsSoFar(
  workspace: Workspace,
  uri: string,
  token?: CancellationToken,
): Promise<ProblemsSoFar | undefined> {
  const reading = whenRead(workspace, uri, token);
  const isFirst = workspace.get(uri)?.told.allProblems === false;
  const read = await (isFirst ? Promise.race([reading, sleep(patience.first, 'not yet' as const)]) : reading);
  if (read === 'not yet') {
    const open = workspace.get(uri);
    return (
      open && {
        items: problemReport(open, readSoFar(open.model)),
        more: Promise.race([reading, sleep(patience.more)]),
      }
    );
  }
  if (read) read.told.allProblems = true;
  return read && { items: problemReport(read) };
}

/** All problems of a document; to a client that asks again when it is told to, first those of its beginning. */
export async function reportedProblems(
  { connection, workspace, client }: Host,
  uri: string,
  token: CancellationToken,
): Promise<Diagnostic[]> {
  if (!client.refreshesDiagnostics) {
    const open = await whenRead(workspace, uri, token);
    return open ? problemReport(open) : [];
  }
  const { items = [], more } = (await problemsSoFar(workspace, uri, token)) ?? {};
  void more?.then(() => connection.languages.diagnostics.refresh());
  return items;
}
