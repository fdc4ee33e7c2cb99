import { window } from 'vscode';
import { redactUris } from '../pools/redact-uri.ts';
import type { WriteQuestion } from '../run/session-state.ts';
import { writeWords } from './write-words.ts';

/** Asks whether a write is meant, on a connection that wants that. Escape is a no. */
export async function askWrite(question: WriteQuestion): Promise<boolean> {
  const { title, detail, yes } = writeWords(question);
  const answer = await window.showWarningMessage(title, { modal: true, detail: redactUris(detail) }, yes);
  return answer === yes;
}
