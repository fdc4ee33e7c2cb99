import type { WriteQuestion } from '../run/session-state.ts';

const count = new Intl.NumberFormat('en');
/** Characters of a sample that are shown. */
const cut = 160;

/** How the question before a write reads: how many documents of which collections, and a few of them. */
export function writeWords({ connection, effects, changes }: WriteQuestion): {
  readonly title: string;
  readonly detail: string;
  readonly yes: string;
} {
  const what = [...new Set(effects.map(({ verb, place }) => `${verb} ${place}`))].join(', ');
  const parts = changes.map(({ collection, count: number, samples }) => {
    const documents = `${count.format(number)} ${number === 1 ? 'document' : 'documents'} of ${collection}`;
    const left = number - samples.length;
    return [
      samples.length === 0 ? documents : `${documents}:`,
      ...samples.map((text) => (text.length > cut ? `${text.slice(0, cut)}…` : text)),
      ...(left > 0 && samples.length > 0 ? [`and ${count.format(left)} more`] : []),
    ].join('\n');
  });
  const total = changes.reduce((sum, { count: number }) => sum + number, 0);
  return {
    title: `${what} on ${connection}?`,
    detail: parts.join('\n\n'),
    yes:
      changes.length === 0
        ? 'Run It'
        : `Write ${count.format(total)} ${total === 1 ? 'Document' : 'Documents'}`,
  };
}
