import { keywords } from '../../../dialect/src/text/keywords.ts';

const reserved = new Set(
  Object.entries(keywords).flatMap(([word, kind]) => (kind === 'plain' ? [] : [word])),
);

/** A name as SQL takes it: quoted where it is not a plain one. */
export function sqlName(name: string): string {
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toUpperCase());
  return plain ? name : `"${name.replace(/"/g, '""')}"`;
}
