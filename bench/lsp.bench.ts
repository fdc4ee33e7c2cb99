// What an edit and the answers behind it cost in a long document: the medians, in milliseconds, of a document of about
// a thousand statements in which one word is typed. The second column is the same over a document of one statement.
//
//   node bench/lsp.bench.ts [edits]
import { emptyCatalog } from '../dialect/src/index.ts';
import type { Catalog } from '../dialect/src/index.ts';
import { updateDocument } from '../server/src/documents.ts';
import type { DocumentModel } from '../server/src/documents.ts';
import { complete } from '../server/src/features/completion.ts';
import { diagnostics } from '../server/src/features/diagnostics.ts';
import { hover } from '../server/src/features/hover.ts';
import { semanticTokens } from '../server/src/features/semantic-tokens.ts';
import { whenRead } from '../server/src/read-ahead.ts';
import { TextInPieces } from '../server/src/text/text-in-pieces.ts';
import { Workspace } from '../server/src/workspace.ts';

const edits = Number(process.argv[2] ?? 60);

const statement = (index: number) => `
-- statement ${index}
WITH sums AS (
  SELECT o.customer_id, SUM(o.total) AS total, COUNT(*) AS orders
  FROM orders o JOIN users u ON u.user_id = o.customer_id
  WHERE o.status = 'completed' AND o.total > ${index}
  GROUP BY o.customer_id
)
SELECT customer_id, total, CASE WHEN orders >= 10 THEN 'VIP' ELSE 'NEW' END AS segment
FROM sums ORDER BY total DESC LIMIT 100;
`;

const field = (name: string) =>
  ({
    name,
    type: { name: 'double' },
    certainty: 'sampled',
    nullable: true,
    mayBeArray: false,
  }) as const;

const catalog: Catalog = {
  ...emptyCatalog,
  version: 1,
  complete: true,
  collections: ['orders', 'users'].map((name) => ({
    name,
    kind: 'collection',
    closed: false,
    indexes: [],
    fields: ['_id', 'customer_id', 'user_id', 'status', 'total'].map(field),
  })),
};

const uri = 'file:///bench.qlsql';
const long = Array.from({ length: 1000 }, (_, index) => statement(index)).join('');
const typed = 'SELECT total FROM orders WHERE st';

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The medians of typing one word, letter by letter, behind a text. */
function measure(before: string): Map<string, number> {
  const times = new Map<string, number[]>();
  const time = <Result>(what: string, work: () => Result): Result => {
    const start = performance.now();
    const result = work();
    times.set(what, [...(times.get(what) ?? []), performance.now() - start]);
    return result;
  };
  let model: DocumentModel | undefined = updateDocument({ uri, text: before, catalog });
  for (let edit = 0; edit < edits; edit += 1) {
    const text = before + typed.slice(0, 1 + (edit % typed.length));
    const at = text.length;
    const previous: DocumentModel | undefined = model;
    const next: DocumentModel = time('edit', () => updateDocument({ uri, text, catalog }, previous));
    time('diagnostics', () => diagnostics(next));
    time('completion', () => complete(next, at));
    time('hover', () => hover(next, at));
    time('semantic tokens', () => semanticTokens(next));
    model = next;
  }
  return new Map([...times].map(([what, values]) => [what, median(values)]));
}

const workspace = new Workspace();
const start = performance.now();
workspace.setCatalog(catalog);
workspace.update(TextInPieces.of(uri, long));
console.log(`opening ${Math.round(long.length / 1024)} KB: ${(performance.now() - start).toFixed(0)} ms`);
// Analysis and lint of all of it go on in slices; what counts is how long the longest keeps a keystroke waiting.
const pauses: number[] = [];
let last = performance.now();
const watch = setInterval(() => {
  pauses.push(performance.now() - last);
  last = performance.now();
});
await whenRead(workspace, uri);
clearInterval(watch);
console.log(
  `read through after ${(performance.now() - start).toFixed(0)} ms, median pause ${median(pauses).toFixed(0)} ms, longest ${Math.max(...pauses).toFixed(0)} ms`,
);
const short = measure('');
for (const [what, ms] of measure(long)) {
  console.log(
    `${what.padEnd(16)} ${ms.toFixed(2).padStart(8)} ms   ${(short.get(what) ?? NaN).toFixed(2).padStart(6)} ms`,
  );
}
