import { setTimeout as sleep } from 'node:timers/promises';
import type { TextDocument } from 'vscode';
import { parameterTypes, type ParameterTypes } from '../../../dialect/src/analysis/parameter-types.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { relationNames } from '../run/relation-names.ts';
import { variableTypes } from '../run/variable-types.ts';
import type { Services } from '../services.ts';
import type { DocumentSessions } from '../sessions/document-sessions.ts';

/** How long collections may be looked into before a value is asked for without their types. */
const patienceMs = 2000;

/** The types of parameters where a document's statements run now: as its collections have them, so far as they can be looked into. */
export async function parameterTypesHere(
  { catalog, connections }: Pick<Services, 'catalog' | 'connections'>,
  sessions: DocumentSessions,
  document: TextDocument,
  texts: readonly string[],
): Promise<ParameterTypes> {
  const statements = texts.flatMap((text) => parseStatement(text).statement ?? []);
  const pool = sessions.currentPool(document);
  if (pool !== undefined || connections.default()) {
    const names = new Set(statements.flatMap((statement) => [...relationNames(statement)]));
    const looked = catalog.ensure(names, pool).then(
      () => undefined,
      () => undefined, // Without types any value is taken; why nothing can be read is told when the statement runs.
    );
    const limit = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([looked, late]);
    limit.abort();
  }
  const seen = catalog.catalog({ pool, variables: variableTypes(sessions.variables(document)) });
  return Object.assign(
    {},
    ...statements.map((statement) => parameterTypes(statement, seen)).reverse(),
  ) as ParameterTypes;
}
