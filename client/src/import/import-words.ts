import type { ImportProgress, ImportReport } from './import-file.ts';
import type { ImportPlan } from './import-plan.ts';
import { redactUris } from '../pools/redact-uri.ts';

const count = new Intl.NumberFormat('en');
const signs: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

export const delimiterWords = (delimiter: string): string => signs[delimiter] ?? `“${delimiter}”`;

/** `CSV in utf-8, parted by commas, with names on its first line` */
export function planWords(plan: ImportPlan): string {
  if (plan.format === 'json')
    return `JSON in ${plan.encoding}, ${plan.layout === 'lines' ? 'a document on each line' : 'documents one behind the other'}`;
  const names = plan.header ? 'with names on its first line' : 'without names';
  return `CSV in ${plan.encoding}, parted by ${delimiterWords(plan.delimiter)}, ${names}`;
}

/** What an import did, or what a check found, in sentences. */
export function reportWords(report: ImportReport, collection: string, isCheck: boolean): string {
  const { documents, failed, cancelled, error } = report;
  const number = `${count.format(documents)} ${documents === 1 ? 'document' : 'documents'}`;
  const done = isCheck
    ? `${number} can be imported into ${collection}.`
    : `${number} ${documents === 1 ? 'was' : 'were'} imported into ${collection}.`;
  return [
    ...(cancelled ? [`The ${isCheck ? 'check' : 'import'} was cancelled.`] : []),
    ...(error === undefined ? [] : [errorWords(error)]),
    ...(documents > 0 || (!cancelled && error === undefined) ? [done] : []),
    ...(failed > 0
      ? [`${count.format(failed)} ${isCheck ? 'cannot' : failed === 1 ? 'was not' : 'were not'}.`]
      : []),
  ].join(' ');
}

function errorWords(error: unknown): string {
  const code =
    error instanceof Error && 'code' in error && String(error.code).startsWith('QL')
      ? ` (${String(error.code)})`
      : '';
  return redactUris(error instanceof Error ? error.message : String(error)) + code;
}

/** Where and why, a line for each. */
export function failureLines({ failures, failed }: ImportReport): readonly string[] {
  const lines = failures.map(({ line, reason }) => `line ${line}: ${reason}`);
  const more = failed - failures.length;
  return more > 0 ? [...lines, `and ${count.format(more)} more`] : lines;
}

/** `12,000 documents · 3 failed` */
export const progressWords = ({ written, failed }: ImportProgress): string =>
  [`${count.format(written)} documents`, ...(failed > 0 ? [`${count.format(failed)} failed`] : [])].join(
    ' · ',
  );
