// What language servers take, over the wire, for a document of 20,000 lines or more and 2.5 MB: until they first tell its problems, and from a
// keystroke to its fresh problems, to suggestions and to its semantic tokens. Ours beside squawk's, keystroke by keystroke in turn, so that
// what else the machine does hits both alike.
//
//   node bench/language-server.bench.ts [keystrokes] [characters]
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from 'vscode-languageserver/node';
import { catalogNotification } from '../server/src/protocol.ts';
import { LanguageClient } from '../test/fuzz/protocol/language-client.ts';
import { OwnServer } from '../test/fuzz/protocol/own-server.ts';
import type { Command } from '../test/fuzz/protocol/own-server.ts';
import { longDocument } from './language-server/long-document.ts';
import { squawkServer } from './peers/squawk.ts';

const keystrokes = Number(process.argv[2] ?? 100);
const characters = Number(process.argv[3] ?? 2_500_000);

const capabilities = {
  textDocument: {
    diagnostic: {},
    completion: {},
    semanticTokens: {
      requests: { full: { delta: true }, range: true },
      ...{ tokenTypes: [], tokenModifiers: [], formats: ['relative'] },
    },
  },
};

const { text, catalog, statements } = longDocument({ lines: 20_000, characters });
const lines = text.split('\n');

/** How long an answer is waited for. */
const patienceMs = 60_000;

/** What is typed, again and again, at places all over the document: a statement of its own there. */
const typed = 'SELECT name, price FROM fruit WHERE pri';

/** How long an answer took, and how much of the processor. */
interface Time {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A server with the document, in which it is typed. */
class Contestant {
  readonly name: string;
  readonly #client: LanguageClient;
  readonly #uri: string;
  readonly times = new Map<string, Time[]>();
  readonly startRss: number;
  /** What it was asked and did not answer. */
  readonly silent = new Set<string>();
  #resultId: string | undefined;

  private constructor(name: string, client: LanguageClient, uri: string) {
    this.name = name;
    this.#client = client;
    this.#uri = uri;
    this.startRss = this.rss('VmRSS');
  }

  static async open(name: string, command: Command, uri: string, languageId: string): Promise<Contestant> {
    const client = await LanguageClient.start(command, capabilities);
    const contestant = new Contestant(name, client, uri);
    await contestant.#time('open', async () => {
      if (languageId === 'qlsql') await client.tell(catalogNotification, { catalog });
      await client.open(uri, text, languageId);
      await contestant.#ask('diagnostic');
    });
    await contestant.#time('tokens', () => contestant.#tokens());
    contestant.times.delete('tokens');
    return contestant;
  }

  /** Types a character and asks for one thing, as an editor does. */
  async key(
    position: Position,
    character: string,
    what: 'problems' | 'suggestions' | 'tokens',
  ): Promise<void> {
    await this.#time(what, async () => {
      await this.#client.change(this.#uri, [{ range: { start: position, end: position }, text: character }]);
      if (what === 'problems') await this.#ask('diagnostic');
      else if (what === 'tokens') await this.#tokens();
      else {
        const behind = { line: position.line, character: position.character + 1 };
        await this.#ask('completion', { position: behind });
      }
    });
  }

  /** A line of the server's figures of memory, in MB. */
  rss(line: 'VmRSS' | 'VmHWM'): number {
    const status = readFileSync(`/proc/${this.#client.process.pid}/status`, 'utf8');
    return Number(new RegExp(`${line}:\\s*(\\d+)`).exec(status)?.[1]) / 1024;
  }

  async end(): Promise<void> {
    await this.#client.end();
  }

  /** All of them to a server that does not tell what changed. */
  async #tokens(): Promise<void> {
    const delta = this.#resultId === undefined ? {} : { previousResultId: this.#resultId };
    const method = this.#resultId === undefined ? 'semanticTokens/full' : 'semanticTokens/full/delta';
    const answer = await this.#ask<{ resultId?: string }>(method, delta);
    this.#resultId = this.name === 'qlsql' ? answer.resultId : undefined;
  }

  async #ask<Answer>(method: string, params: object = {}): Promise<Answer> {
    return await this.#client.ask(`textDocument/${method}`, { textDocument: { uri: this.#uri }, ...params });
  }

  /** Asks no more for what was not answered once. */
  async #time(what: string, work: () => Promise<void>): Promise<void> {
    if (this.silent.has(what)) return;
    const [start, startCpu] = [performance.now(), this.#cpuMs()];
    const answered = await Promise.race([work().then(() => true), sleep(patienceMs, false, { ref: false })]);
    if (!answered) this.silent.add(what);
    else {
      const ms = performance.now() - start;
      this.times.set(what, [...(this.times.get(what) ?? []), { ms, cpuMs: this.#cpuMs() - startCpu }]);
    }
  }

  /** The processor time of all threads of the server so far: what others do on the machine is not in it. */
  #cpuMs(): number {
    const tasks = `/proc/${this.#client.process.pid}/task`;
    const times = readdirSync(tasks).map((task) =>
      Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return times.reduce((sum, each) => sum + each, 0) / 1e6;
  }
}

const quantile = (values: readonly number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`.padStart(10);

const server = await OwnServer.bundled({ minify: true });
const squawk = await squawkServer();
if (!squawk) console.log('squawk is left out: pip could not install it here.');
const contestants = [
  await Contestant.open('qlsql', server.command, 'file:///long.qlsql', 'qlsql'),
  ...(squawk ? [await Contestant.open('squawk', squawk, 'file:///long.sql', 'sql')] : []),
];
console.log(
  `${statements} statements, ${lines.length} lines, ${(text.length / 1e6).toFixed(1)} MB; ${keystrokes} keystrokes of each kind`,
);

const kinds = ['problems', 'suggestions', 'tokens'] as const;
let place: Position = { line: 0, character: 0 };
for (let key = 0; key < keystrokes * kinds.length; key += 1) {
  const at = key % typed.length;
  // Each time at another place of the document, between two lines.
  if (at === 0) place = { line: Math.floor((((key * 7919) % 1000) / 1000) * lines.length), character: 0 };
  for (const contestant of contestants)
    await contestant.key(
      { ...place, character: at },
      typed[at] ?? ' ',
      kinds[key % kinds.length] ?? 'problems',
    );
  // Nobody types faster than this; what a server puts off until it is idle has its time.
  await sleep(30);
}
for (const contestant of contestants) {
  const { name, startRss, silent } = contestant;
  const [now, most] = [contestant.rss('VmRSS'), contestant.rss('VmHWM')].map((each) => each.toFixed(0));
  console.log(`\n${name}: ${startRss.toFixed(0)} MB of memory at its start, now ${now}, at most ${most}`);
  for (const kind of ['open', ...kinds]) {
    const times = contestant.times.get(kind) ?? [];
    if (silent.has(kind)) console.log(`  ${kind.padEnd(12)} no answer in ${patienceMs / 1000} s`);
    if (times.length === 0) continue;
    const row = (title: string, values: readonly number[]) =>
      `${title} median ${ms(quantile(values, 0.5))}, p99 ${ms(quantile(values, 0.99))}`;
    const waited = times.map((each) => each.ms);
    const worked = times.map(({ cpuMs }) => cpuMs);
    console.log(`  ${kind.padEnd(12)} ${row('waited', waited)}   ${row('processor', worked)}`);
  }
}
await Promise.all(contestants.map((each) => each.end()));
await server.remove();
