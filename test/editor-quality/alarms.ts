// Whether the editor flags what is wrong, there where it is, and nothing else. Statements that PostgreSQL accepts must have no error;
// then one random word of each is spoilt, and those are counted that an error or a new warning tells of. Not every spoilt statement is wrong: a dropped word may leave
// another sound one. Of those that nothing is told of, PostgreSQL says which are sound and which are misses; it is not asked where it does
// not take the statement as it was either. What the dialect takes on purpose is told with the reason.
//
//   npm run alarms [-- --seed 1 --misses 12 --from 'cases/*.json' --every 1]
import { parseArgs } from 'node:util';
import { scan } from '../../dialect/src/text/scan.ts';
import { isKeyword } from '../../dialect/src/text/keywords.ts';
import type { TokenKind } from '../../dialect/src/text/tokens.ts';
import { updateDocument } from '../../server/src/documents.ts';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import type { DocumentProblem } from '../../server/src/features/diagnostics.ts';
import { purposeOf } from './on-purpose.ts';
import { SecondOpinion } from './second-opinion.ts';
import { percent, samples, seeded } from './sources.ts';
import type { Sample } from './sources.ts';
import { targetsOf } from './targets.ts';
import type { TargetKind } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    misses: { type: 'string', default: '12' },
    from: { type: 'string' },
    every: { type: 'string', default: '1' },
  },
});
const random = seeded(Number(options.seed));
const limit = Number(options.misses);

function problemsOf(sql: string, { catalog }: Sample): readonly DocumentProblem[] {
  return diagnostics(updateDocument({ uri: 'file:///alarms.qlsql', text: sql, catalog }));
}

const errorsOf = (sql: string, sample: Sample) =>
  problemsOf(sql, sample).filter(({ severity }) => severity === 'error');

/** What is told of a spoilt statement: errors, and warnings that the sound one does not have, as of a field that no document shows. */
function toldOf({ sql, sample }: Spoilt): readonly DocumentProblem[] {
  const before = new Set(problemsOf(sample.sql, sample).map(({ message }) => message));
  return problemsOf(sql, sample).filter(
    ({ severity, message }) => severity === 'error' || (severity === 'warning' && !before.has(message)),
  );
}

const all = samples(options.from).filter((_, index) => index % Number(options.every) === 0);
const alarms = all.flatMap((sample) => {
  const errors = errorsOf(sample.sql, sample);
  return errors.length > 0 ? [{ sample, errors }] : [];
});
console.log(`${all.length} sound statements, ${alarms.length} with an error`);
const byCode = new Map<string, { id: string; text: string }[]>();
for (const { sample, errors } of alarms) {
  const { code, message } = errors[0]!;
  byCode.set(code, [...(byCode.get(code) ?? []), { id: sample.id, text: message }]);
}
for (const [code, own] of [...byCode].sort(([, a], [, b]) => b.length - a.length)) {
  console.log(`${String(own.length).padStart(5)}  ${code}`);
  for (const { id, text } of own.slice(0, limit)) console.log(`       ${id}: ${text}`);
}
const lint = new Map<string, number>();
for (const sample of all)
  for (const { code, severity } of problemsOf(sample.sql, sample))
    if (code.startsWith('QL6')) lint.set(`${code} ${severity}`, (lint.get(`${code} ${severity}`) ?? 0) + 1);
const warned = new Map<string, number>();
for (const sample of all)
  for (const { code, severity } of problemsOf(sample.sql, sample))
    if (severity === 'warning' && !code.startsWith('QL6')) warned.set(code, (warned.get(code) ?? 0) + 1);
console.log('\nother warnings on sound statements');
for (const [code, count] of warned) console.log(`${String(count).padStart(5)}  ${code}`);
console.log('\nlint on sound statements');
for (const [key, count] of [...lint].sort(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${String(count).padStart(5)}  ${key}`);

/** A statement with one word spoilt, and where a flag is at the right place: from the word before to the one behind. */
interface Spoilt {
  readonly sample: Sample;
  readonly sql: string;
  readonly from: number;
  readonly to: number;
}

/** Takes out, doubles or swaps letters of a word. */
function misspelt(word: string): string {
  const at = Math.floor(random() * (word.length - 1));
  return `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
}

const ways: Readonly<Record<string, (sample: Sample) => Spoilt | undefined>> = {
  dropped: (sample) => onToken(sample, () => ''),
  doubled: (sample) => onToken(sample, (text) => `${text} ${text}`),
  'keyword misspelt': (sample) => onTarget(sample, 'keyword'),
  'column misspelt': (sample) => onTarget(sample, 'column'),
  'relation misspelt': (sample) => onTarget(sample, 'relation'),
  'function misspelt': (sample) => onTarget(sample, 'function'),
  'bracket dropped': (sample) => onToken(sample, () => '', ['(', ')', '[', ']']),
  'comma doubled': (sample) => onToken(sample, () => ', ,', [',']),
  'too many arguments': argumentsAdded,
  'text for a number': (sample) => onToken(sample, () => "'abc'", ['number']),
  'number for a text': (sample) => onToken(sample, () => '12.5', ['string']),
};

/** Three more arguments for one of its calls. */
function argumentsAdded(sample: Sample): Spoilt | undefined {
  const calls = targetsOf(sample).filter(
    ({ kind, end }) => kind === 'function' && /^\([^)]/.test(sample.sql.slice(end)),
  );
  const call = calls[Math.floor(random() * calls.length)];
  return call && spoil(sample, call.end, call.end + 1, () => '(1, 2, 3, ');
}

function onToken(
  sample: Sample,
  change: (text: string) => string,
  kinds?: readonly TokenKind[],
): Spoilt | undefined {
  const tokens = scan(sample.sql).tokens.filter(({ kind }) =>
    kinds ? kinds.includes(kind) : kind !== 'end' && kind !== ';',
  );
  const index = Math.floor(random() * tokens.length);
  const token = tokens[index];
  return token && spoil(sample, token.start, token.end, change);
}

function onTarget(sample: Sample, wanted: TargetKind): Spoilt | undefined {
  const targets = targetsOf(sample).filter(({ kind, word }) => kind === wanted && word.length > 2);
  const target = targets[Math.floor(random() * targets.length)];
  if (!target) return undefined;
  const wrong = misspelt(target.word);
  const same = wrong.toLowerCase() === target.word.toLowerCase() || isKeyword(wrong.toUpperCase());
  return same ? undefined : spoil(sample, target.start, target.end, () => wrong);
}

function spoil(sample: Sample, start: number, end: number, change: (text: string) => string): Spoilt {
  const changed = change(sample.sql.slice(start, end));
  const sql = sample.sql.slice(0, start) + changed + sample.sql.slice(end);
  const { tokens } = scan(sql);
  const before = tokens.findLast(({ end: last }) => last <= start);
  const after = tokens.find(({ kind, start: first }) => kind !== 'end' && first >= start + changed.length);
  return { sample, sql, from: before?.start ?? 0, to: after?.end ?? sql.length };
}

const postgres = await SecondOpinion.open();

type Verdict = 'sound' | 'missed' | 'on purpose' | 'not asked';

interface Opinion extends Spoilt {
  readonly verdict: Verdict;
  /** Why PostgreSQL refuses it, or why the dialect does not. */
  readonly reason: string;
}

/** What PostgreSQL says of a statement that nothing is told of. */
async function opinionOn(spoilt: Spoilt): Promise<Opinion> {
  const { sql, sample } = spoilt;
  const reason = await postgres.refusal(sql, sample.catalog);
  if (reason === undefined) return { ...spoilt, verdict: 'sound', reason: '' };
  const purpose = purposeOf(sql, reason);
  const isAsked = (await postgres.refusal(sample.sql, sample.catalog)) === undefined;
  if (!isAsked) return { ...spoilt, verdict: 'not asked', reason };
  return purpose === undefined
    ? { ...spoilt, verdict: 'missed', reason }
    : { ...spoilt, verdict: 'on purpose', reason: purpose };
}

console.log(
  '\nspoilt             statements   flagged   at the place    sound  missed  on purpose  not asked',
);
const purposes = new Map<string, number>();
for (const [name, way] of Object.entries(ways)) {
  const spoilt = all.filter(({ catalog }) => catalog.complete).flatMap((sample) => way(sample) ?? []);
  const told = spoilt.map((each) => ({ ...each, errors: toldOf(each) }));
  const flagged = told.filter(({ errors }) => errors.length > 0);
  const silent = told.filter(({ errors }) => errors.length === 0);
  const opinions: Opinion[] = [];
  for (const each of silent) opinions.push(await opinionOn(each));
  const count = (wanted: Verdict) =>
    String(opinions.filter(({ verdict }) => verdict === wanted).length).padStart(6);
  const right = flagged.filter(({ errors, from, to }) =>
    errors.some(({ span }) => span.start <= to && span.end >= from),
  );
  console.log(
    `${name.padEnd(19)}${String(spoilt.length).padStart(10)}   ${percent(flagged.length, spoilt.length)}  ${percent(right.length, flagged.length)}      ${count('sound')}  ${count('missed')}      ${count('on purpose')}     ${count('not asked')}`,
  );
  for (const { verdict, reason } of opinions)
    if (verdict === 'on purpose') purposes.set(reason, (purposes.get(reason) ?? 0) + 1);
  const unsound = opinions.filter(({ verdict }) => verdict === 'missed' || verdict === 'not asked');
  for (const { sql, from, verdict, reason } of unsound.slice(0, limit)) {
    const part = sql.slice(Math.max(0, from - 20), from + 50).replaceAll(/\s+/g, ' ');
    console.log(`       ${verdict}: …${part} — ${reason}`);
  }
  if (!name.includes('misspelt')) continue;
  for (const { sql, from, errors } of flagged.filter((each) => !right.includes(each)).slice(0, limit))
    console.log(
      `       elsewhere: …${sql.slice(Math.max(0, from - 20), from + 40).replaceAll(/\s+/g, ' ')} — ${errors[0]?.message}`,
    );
}
const sum = [...purposes.values()].reduce((total, count) => total + count, 0);
console.log(`\non purpose: ${sum}`);
for (const [reason, count] of purposes) console.log(`${String(count).padStart(5)}  ${reason}`);
await postgres.close();
