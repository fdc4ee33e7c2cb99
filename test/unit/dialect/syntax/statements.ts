import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { split } from '../../../../dialect/src/text/split.ts';

const directory = join(import.meta.dirname, '../../../baselines/syntax');

function statements(which: (file: string) => boolean): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql') && which(file))
    .sort()
    .flatMap((file) => split(readFileSync(join(directory, file), 'utf8')).map(({ text }) => text));
}

/** The statements of the baselines that are as they should be. */
export const goodStatements = statements((file) => !file.startsWith('recover'));

/** Those with faults. */
export const faultyStatements = statements((file) => file.startsWith('recover'));

/** A tree without its spans, and without the depth at which comparing two trees would overflow the stack. */
export function withoutSpans(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part)));
}
