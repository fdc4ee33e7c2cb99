import type { LogOutputChannel } from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';

/** The text of a document, or a part of it, in a trace of what is sent to the language server and back. */
const documentText = /("(?:text|newText)":\s*)"((?:[^"\\]|\\.)*)"/g;

/**
 * A trace with the lengths of texts alone: where a password is typed or pasted into a connection string, what is sent is the password and nothing
 * that tells of it.
 */
function withoutTexts(trace: string): string {
  return trace.replace(documentText, (_, name: string, text: string) => `${name}"… ${text.length} …"`);
}

/** A log that hides the credentials of every connection string written to it: what is logged may hold a document's text. */
export function redactingLog(log: LogOutputChannel): LogOutputChannel {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return redactUris(value);
    if (value instanceof Error) return redactUris(value.stack ?? value.message);
    return typeof value === 'object' && value !== null ? redactUris(JSON.stringify(value)) : value;
  };
  const own: Pick<
    LogOutputChannel,
    'append' | 'appendLine' | 'replace' | 'trace' | 'debug' | 'info' | 'warn' | 'error'
  > = {
    append: (text) => log.append(redactUris(text)),
    appendLine: (text) => log.appendLine(redactUris(text)),
    replace: (text) => log.replace(redactUris(text)),
    trace: (text, ...more) => log.trace(redactUris(withoutTexts(text)), ...more.map(clean)),
    debug: (text, ...more) => log.debug(redactUris(text), ...more.map(clean)),
    info: (text, ...more) => log.info(redactUris(text), ...more.map(clean)),
    warn: (text, ...more) => log.warn(redactUris(text), ...more.map(clean)),
    error: (text, ...more) => log.error(String(clean(text)), ...more.map(clean)),
  };
  return new Proxy(log, {
    get: (target, name) => {
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
