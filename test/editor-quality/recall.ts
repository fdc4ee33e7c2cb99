// How often completion offers the word that comes next: SELECTs are cut before words of theirs, that word is taken out, the rest
// stays behind the cut, and the word must be among the suggestions, with none and with one of its characters typed.
// Who mends the order of suggestions looks at the misses of one half of the statements, by their hash, which are those listed; the figures
// of the other half tell whether it was mended for all.
//
//   npm run recall [-- --cuts 5 --seed 1 --misses 15 --kind function --tail rest|none|whole --from 'cases/*.json' --every 1]
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { updateDocument } from '../../server/src/documents.ts';
import { complete } from '../../server/src/features/completion.ts';
import type { Suggestion } from '../../server/src/features/completion/suggestion.ts';
import { percent, samples, seeded } from './sources.ts';
import type { Sample } from './sources.ts';
import { targetKinds, targetsOf } from './targets.ts';
import type { Target } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    cuts: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'string', default: '15' },
    kind: { type: 'string' },
    tail: { type: 'string', default: 'rest' },
    from: { type: 'string' },
    every: { type: 'string', default: '1' },
  },
});
const random = seeded(Number(options.seed));

interface Trial {
  readonly target: Target;
  /** Whether its misses may be looked at. */
  readonly open: boolean;
  readonly typed: number;
  /** Where in the list the word is, from 0; -1 where it is not. */
  readonly place: number;
  readonly before: string;
}

/** Whether the statement is of the half that is looked at. */
const isOpen = (sql: string) => ((createHash('sha256').update(sql).digest()[0] ?? 0) & 1) === 0;

function trial({ sql, catalog }: Sample, target: Target, typed: number): Trial {
  const before = sql.slice(0, target.start) + target.word.slice(0, typed);
  const tails: Readonly<Record<string, string>> = { none: '', whole: ` ${sql.slice(target.start)}` };
  const text = before + (tails[options.tail] ?? sql.slice(target.end));
  const model = updateDocument({ uri: 'file:///recall.qlsql', text, catalog });
  const found = complete(model, before.length)?.suggestions ?? [];
  const typedText = target.word.slice(0, typed).toLowerCase();
  const place = found
    .filter(({ label }) => label.toLowerCase().startsWith(typedText))
    .findIndex((each) => offers(each, target));
  return { target, open: isOpen(sql), typed, place, before };
}

function offers({ label, kind }: Suggestion, { word, kind: wanted }: Target): boolean {
  const first = /^[^\s(]+/.exec(label)?.[0] ?? label;
  if (wanted === 'keyword') return kind !== 'column' && same(first, word);
  return same(label.replace(/\(\)$/, ''), word);
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const cuts = Number(options.cuts);
const trials = samples(options.from)
  .filter((_, index) => index % Number(options.every) === 0)
  .filter(({ sql }) => /^\s*(\(*\s*select|with)\b/i.test(sql))
  .flatMap((sample) => {
    const targets = [...targetsOf(sample)];
    const chosen = Array.from({ length: cuts }, () =>
      targets.splice(Math.floor(random() * targets.length), 1),
    );
    return chosen.flat().flatMap((target) => [trial(sample, target, 0), trial(sample, target, 1)]);
  });

const topTen = (list: readonly Trial[]) =>
  percent(list.filter(({ place }) => place >= 0 && place < 10).length, list.length);

console.log('kind        typed   cuts    offered   top ten  of the half looked at  of the other');
for (const kind of [...targetKinds, 'all'] as const) {
  for (const typed of [0, 1]) {
    const own = trials.filter(
      (each) => each.typed === typed && (kind === 'all' || each.target.kind === kind),
    );
    const offered = own.filter(({ place }) => place >= 0).length;
    const [looked, other] = [own.filter(({ open }) => open), own.filter(({ open }) => !open)];
    console.log(
      `${kind.padEnd(12)}${String(typed).padStart(5)}${String(own.length).padStart(7)}   ${percent(offered, own.length)}  ${topTen(own)}  ${topTen(looked).padStart(21)}  ${topTen(other).padStart(12)}`,
    );
  }
}

function commonest(title: string, list: readonly Trial[]): void {
  const groups = new Map<string, Trial[]>();
  for (const each of list) {
    const word = each.target.kind === 'keyword' ? each.target.word.toUpperCase() : '';
    const key = `${each.target.kind} ${word}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  console.log(`\n${title}`);
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  for (const [key, own] of sorted.slice(0, Number(options.misses))) {
    const examples = own
      .slice(0, options.kind === undefined ? 3 : undefined)
      .map(({ before, target, place }) => {
        const found = place < 0 ? '' : ` at ${place}`;
        return `…${before.slice(-50).replaceAll(/\s+/g, ' ')}▮ ${target.word}${found}`;
      });
    console.log(`${String(own.length).padStart(5)}  ${key}\n       ${examples.join('\n       ')}`);
  }
}

const shown = trials.filter(
  ({ open, target }) => open && (options.kind === undefined || target.kind === options.kind),
);
commonest(
  'commonest words not offered',
  shown.filter(({ place, typed }) => place < 0 && typed === 0),
);
commonest(
  'commonest words offered behind the tenth, nothing typed',
  shown.filter(({ place, typed }) => place >= 10 && typed === 0),
);
commonest(
  'commonest words offered behind the tenth, one character typed',
  shown.filter(({ place, typed }) => place >= 10 && typed === 1),
);
