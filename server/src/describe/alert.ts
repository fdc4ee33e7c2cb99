import type { AlertInfo } from '../../../dialect/src/index.ts';
import { code, paragraphs } from './markdown.ts';

/** An alert: what raises it, and where it comes from. */
export function alertMarkdown({ name, origin, severity, condition }: AlertInfo): string {
  const from = { 'built in': 'built in', sql: 'made by CREATE ALERT', settings: 'from the settings' };
  const isSql = origin !== 'built in';
  return paragraphs(
    `**${name}** · alert · ${severity} · ${from[origin]}`,
    isSql ? undefined : `Raised when ${condition}.`,
    isSql ? code(condition) : undefined,
  );
}
