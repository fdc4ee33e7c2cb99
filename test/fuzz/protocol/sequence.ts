import { isDeepStrictEqual } from 'node:util';
import { emptyCatalog } from '../../../dialect/src/index.ts';
import type { Catalog } from '../../../dialect/src/index.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { catalogNotification } from '../../../server/src/protocol.ts';
import { shop } from '../../unit/dialect/shop-catalog.ts';
import type { Random } from '../mutate.ts';
import type { Seed } from '../seeds.ts';
import { edit, pick, startingText } from './edits.ts';
import type { LanguageClient } from './language-client.ts';

/** What a server says of a document by itself, whoever asks and when. */
const wholeDocument = [
  'textDocument/diagnostic',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/codeLens',
] as const;

/** What an editor asks while somebody types. */
const atCursor = [
  'textDocument/completion',
  'textDocument/hover',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/documentHighlight',
  'textDocument/prepareRename',
] as const;

/** What exists: it changes in the midst of an edit too. */
const catalogs: readonly Catalog[] = [
  shop,
  { ...shop, version: 2, collections: shop.collections.slice(1) },
  emptyCatalog,
];

/** What a sequence came to: its last text, what exists at its end, and each fault with it. */
export interface Outcome {
  readonly text: string;
  readonly faults: readonly string[];
}

const uri = 'file:///fuzz.qlsql';

/**
 * Opens a document in a server, edits it so often while asking for this and that, and compares what the server says of the last text with
 * what one says that never saw another.
 */
export async function runSequence(
  [edited, fresh]: readonly [LanguageClient, LanguageClient],
  seeds: readonly Seed[],
  random: Random,
  edits: number,
): Promise<Outcome> {
  const sequence = new Sequence(edited, seeds, random);
  try {
    await sequence.open();
    for (let time = 0; time < edits; time += 1) await sequence.editOnce();
    await sequence.compareWith(fresh);
  } catch (error) {
    sequence.faults.push(messageOf(error));
  }
  sequence.faults.push(...edited.complaints(), ...fresh.complaints());
  return sequence;
}

class Sequence implements Outcome {
  text: string;
  readonly faults: string[] = [];
  readonly #client: LanguageClient;
  readonly #seeds: readonly Seed[];
  readonly #random: Random;
  readonly #asked: Promise<void>[] = [];
  #catalog: Catalog = shop;
  #tokens: Tokens = { data: [] };

  constructor(client: LanguageClient, seeds: readonly Seed[], random: Random) {
    this.#client = client;
    this.#seeds = seeds;
    this.#random = random;
    this.text = startingText(seeds, random);
  }

  async open(): Promise<void> {
    await this.#client.tell(catalogNotification, { catalog: this.#catalog });
    await this.#client.open(uri, this.text);
  }

  async editOnce(): Promise<void> {
    const random = this.#random;
    const { changes, text } = edit(this.text, this.#seeds, random);
    this.text = text;
    await this.#client.change(uri, changes);
    if (random() < 0.05) {
      this.#catalog = pick(catalogs, random) ?? shop;
      await this.#client.tell(catalogNotification, { catalog: this.#catalog });
    }
    const offset = Math.floor(random() * (text.length + 1));
    const position = TextDocument.create('', '', 0, text).positionAt(offset);
    if (random() < 0.4) this.#ask(pick(atCursor, random) ?? atCursor[0], { position });
    if (random() < 0.3) this.#ask(pick(wholeDocument, random) ?? wholeDocument[0], {});
    if (random() < 0.2) this.#tokens = await tokensSince(this.#client, this.#tokens);
  }

  async compareWith(fresh: LanguageClient): Promise<void> {
    await Promise.all(this.#asked);
    this.#tokens = await tokensSince(this.#client, this.#tokens);
    await fresh.tell(catalogNotification, { catalog: this.#catalog });
    await fresh.open(uri, this.text);
    const both = [this.#client, fresh];
    for (const method of wholeDocument) {
      const [left, right] = await Promise.all(
        both.map((client) => client.ask(method, { textDocument: { uri } })),
      );
      if (!isDeepStrictEqual(left, right)) this.faults.push(`${method} differs: ${difference(left, right)}`);
    }
    const { data } = await tokensSince(fresh, { data: [] });
    if (!isDeepStrictEqual(this.#tokens.data, data))
      this.faults.push(`tokens differ: ${difference(this.#tokens.data, data)}`);
    await Promise.all(both.map((client) => client.close(uri)));
  }

  /** Asks what is not waited for before the next edit. */
  #ask(method: string, params: object): void {
    const answered = this.#client.ask(method, { textDocument: { uri }, ...params });
    this.#asked.push(
      answered.then(
        () => {},
        (error: unknown) => void this.faults.push(`${method}: ${messageOf(error)}`),
      ),
    );
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

interface Tokens {
  readonly resultId?: string;
  readonly data: readonly number[];
}

interface TokensDelta {
  readonly resultId?: string;
  readonly edits: readonly {
    readonly start: number;
    readonly deleteCount: number;
    readonly data?: readonly number[];
  }[];
}

/** The tokens of a client that asks only for what changed since it last asked. */
async function tokensSince(
  client: LanguageClient,
  { resultId: previousResultId, data }: Tokens,
): Promise<Tokens> {
  const method = 'textDocument/semanticTokens/full';
  const textDocument = { uri };
  if (previousResultId === undefined) return await client.ask<Tokens>(method, { textDocument });
  const answer = await client.ask<Tokens | TokensDelta>(`${method}/delta`, {
    textDocument,
    previousResultId,
  });
  if (!('edits' in answer)) return answer;
  const { resultId, edits } = answer;
  const spliced = [...data];
  for (const { start, deleteCount, data: inserted = [] } of edits)
    spliced.splice(start, deleteCount, ...inserted);
  return { ...(resultId === undefined ? {} : { resultId }), data: spliced };
}

/** The first place where two answers part. */
function difference(left: unknown, right: unknown): string {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const part = (text: string) => text.slice(Math.max(0, at - 80), at + 120);
  return `after edits …${part(a)}…, fresh …${part(b)}…`;
}
