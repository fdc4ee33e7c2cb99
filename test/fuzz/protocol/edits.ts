import { split } from '../../../dialect/src/index.ts';
import type { Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mutate } from '../mutate.ts';
import type { Random } from '../mutate.ts';
import type { Seed } from '../seeds.ts';
import type { ContentChange } from './language-client.ts';

/** What a client sends at once, and the text that it has then. */
export interface Edit {
  readonly changes: readonly ContentChange[];
  readonly text: string;
}

export const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];

/** Pieces that change what statements, lines and comments are. */
const pieces: readonly string[] = [
  ...[';', "'", '"', '`', '$$', '/*', '*/', '-- ', '(', ')', ',', ' ', '\n', '\r\n', '\r', '\u2028', '\t'],
  ...[
    '\u{1F600}',
    '\uD800',
    '\0',
    'é',
    '@v',
    '@v := ',
    '-- qlsql:ignore QL6003\n',
    '-- qlsql:ignore-file QL6001\n',
  ],
  ...[
    'SET @v = 1;\n',
    'CREATE CONNECTION_POOL p;\n',
    'DROP CONNECTION_POOL p;\n',
    'USE CONNECTION_POOL p;\n',
  ],
];

/** Some statements, one behind the other, with any of the ends of line there are. */
export function startingText(seeds: readonly Seed[], random: Random): string {
  const lineEnd = pick(['\n', '\n', '\r\n', '\r'], random) ?? '\n';
  const statements = Array.from({ length: 1 + Math.floor(random() * 8) }, () => statementOf(seeds, random));
  return statements.join(lineEnd).replaceAll('\n', lineEnd);
}

/** One to three changes in a row, each of the text that the one before left. */
export function edit(text: string, seeds: readonly Seed[], random: Random): Edit {
  const changes: ContentChange[] = [];
  let now = text;
  const times = random() < 0.8 ? 1 : 2 + Math.floor(random() * 2);
  for (let time = 0; time < times; time += 1) {
    if (random() < 0.03) {
      now = startingText(seeds, random);
      changes.push({ text: now });
      continue;
    }
    const [start, end, inserted] = change(now, seeds, random);
    const range = rangeOf(now, start, end);
    changes.push({ range: range.range, text: inserted });
    now = now.slice(0, range.start) + inserted + now.slice(range.end);
  }
  return { changes, text: now };
}

/** Positions as the protocol has them: none lies between the two characters of an end of line. */
function rangeOf(text: string, from: number, to: number): { range: Range; start: number; end: number } {
  const lines = TextDocument.create('', '', 0, text);
  const range = { start: lines.positionAt(from), end: lines.positionAt(to) };
  return { range, start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

type Replacement = readonly [start: number, end: number, text: string];

function change(text: string, seeds: readonly Seed[], random: Random): Replacement {
  const at = Math.floor(random() * (text.length + 1));
  const statement = pick(split(text), random);
  const kind = random();
  // A key typed or deleted, as nearly all changes are.
  if (kind < 0.25) return [at, at, pick([...statementOf(seeds, random)], random) ?? 'x'];
  if (kind < 0.4) return [at, Math.min(text.length, at + 1), ''];
  if (kind < 0.6) return [at, at, pick(pieces, random) ?? ''];
  if (kind < 0.7) return [at, Math.min(text.length, at + Math.floor(random() * 40)), ''];
  if (kind < 0.75) return [at, at, `\n${statementOf(seeds, random)}\n`];
  if (!statement) return [0, 0, statementOf(seeds, random)];
  const { start, end, text: own } = statement;
  // The same statement twice shares what is known of it.
  if (kind < 0.82) return [end, end, `\n${own}`];
  if (kind < 0.87) return [start, end, ''];
  return [start, end, mutate(own, statementOf(seeds, random), random)];
}

function statementOf(seeds: readonly Seed[], random: Random): string {
  const sql = pick(seeds, random)?.sql ?? 'SELECT 1';
  return sql.trimEnd().endsWith(';') ? sql : `${sql};`;
}
