import { rowDocument } from '../results/copy-text.ts';
import { ejsonText } from '../results/ejson-text.ts';
import { redactUris } from '../pools/redact-uri.ts';
import { Session, type SessionParts } from '../run/session.ts';

/** What of a result an assistant is given at the most. */
const mostCharacters = 20_000;
/** How long a statement of an assistant may take, in milliseconds. */
const patienceMs = 30_000;

export interface AssistantQuestion {
  readonly sql: string;
  /** The pool to read through; the default connection where none is named. */
  readonly pool?: string;
  /** Rows at the most. */
  readonly limit: number;
  /** The rows are lines of a text, such as a plan's. */
  readonly isText?: boolean;
}

/** What a piece of work says, or why it failed; it has half a minute. Never rejects; holds no credentials. */
export async function patiently(
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<string>,
): Promise<string> {
  try {
    return redactUris(await work(AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])));
  } catch (error) {
    return redactUris(error instanceof Error ? error.message : String(error));
  }
}

/** As many of the texts as an assistant is given at the most, and how to come by the others. */
export function shortened(texts: readonly string[], cure: string): string {
  let characters = 0;
  const shown = texts.filter((text) => (characters += text.length) <= mostCharacters);
  return shown.length === texts.length
    ? texts.join('\n')
    : [...shown, `(${texts.length - shown.length} more are left out. ${cure})`].join('\n');
}

/**
 * Runs a statement that may only read, whatever the role of its connection, and gives its rows as lines of JSON, or its problems with their
 * codes. A statement that takes more than half a minute is stopped on the server. Never rejects; holds no credentials.
 */
export async function readForAssistant(
  parts: SessionParts,
  question: AssistantQuestion,
  signal: AbortSignal,
): Promise<string> {
  return await patiently(signal, (limited) => read(parts, question, limited));
}

async function read(
  parts: SessionParts,
  { sql, pool, limit, isText }: AssistantQuestion,
  signal: AbortSignal,
): Promise<string> {
  const session = new Session(parts);
  const enough = new AbortController();
  const lines: string[] = [];
  let names: readonly string[] = [];
  let characters = 0;
  try {
    if (pool !== undefined) session.usePool(pool);
    const outcome = await session.run(
      sql,
      {
        columns: (columns) => void (names = columns.map(({ name }) => name)),
        rows: (batch) => {
          for (const row of batch) {
            const line = isText ? String(row[0]) : ejsonText(rowDocument(names, row));
            if (lines.length >= limit || characters + line.length > mostCharacters) return enough.abort();
            lines.push(line);
            characters += line.length;
          }
        },
      },
      {
        readsOnly: true,
        signal: AbortSignal.any([signal, enough.signal]),
        source: { file: 'assistant', line: 1 },
      },
    );
    return told(outcome, lines, enough.signal.aborted);
  } finally {
    await session.close();
  }
}

type Outcome = Awaited<ReturnType<Session['run']>>;

function told({ cancelled, problems, message }: Outcome, lines: readonly string[], cut: boolean): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 && !cut)
    return errors.map(({ code, message: what }) => `${code}: ${what}`).join('\n');
  const parts = [...lines];
  if (cut) parts.push(`(Only the first ${lines.length} rows: there are more.)`);
  else if (cancelled) parts.push('(Stopped before all rows were read.)');
  else if (lines.length === 0) parts.push(message ?? 'No rows.');
  return parts.join('\n');
}
