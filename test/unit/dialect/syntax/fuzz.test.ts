import assert from 'node:assert/strict';
import { expectedAt } from '../../../../dialect/src/syntax/expected-at.ts';
import { parse } from '../../../../dialect/src/syntax/parse.ts';
import { print } from '../../../../dialect/src/syntax/print.ts';
import { children, nodePath, walk } from '../../../../dialect/src/syntax/walk.ts';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { split } from '../../../../dialect/src/text/split.ts';
import { faultyStatements, goodStatements } from './statements.ts';

/** A small generator of pseudo-random numbers below a limit: the same ones in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const statements = [...goodStatements, ...faultyStatements];
const words = statements.flatMap((text) => scan(text).tokens.map(({ start, end }) => text.slice(start, end)));

/** The statement with tokens left out, put in, doubled or exchanged, or cut off. */
function damaged(text: string, pick: (below: number) => number): string {
  const tokens = scan(text).tokens.map(({ start, end }) => text.slice(start, end));
  for (let changes = 1 + pick(3); changes > 0; changes--) {
    const at = pick(tokens.length);
    const kind = pick(5);
    if (kind === 0) tokens.splice(at, 1 + pick(2));
    else if (kind === 1) tokens.splice(at, 0, words[pick(words.length)]!);
    else if (kind === 2) tokens[at] = words[pick(words.length)]!;
    else if (kind === 3) tokens.splice(at, 0, tokens[at]!);
    else tokens.length = at;
  }
  return tokens.join(pick(4) === 0 ? '' : pick(6) === 0 ? '\n' : ' ');
}

/** Splitting and scanning read strings and comments alike: the slices' tokens are the text's. */
function checkSlices(text: string): void {
  const whole = scan(text).tokens.filter(({ kind }) => kind !== ';' && kind !== 'end');
  const sliced = split(text).flatMap(({ text: own, start }) =>
    scan(own)
      .tokens.filter(({ kind }) => kind !== ';' && kind !== 'end')
      .map((token) => ({ ...token, start: token.start + start, end: token.end + start })),
  );
  assert.deepEqual(sliced, whole, text);
}

function check(text: string): void {
  checkSlices(text);
  for (const { statement, problems, text: own } of parse(text).statements) {
    for (const { span, message } of problems) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= own.length, text);
      // What it quotes of the text may look like anything.
      assert.doesNotMatch(message.replace(/`[^`]*`/g, ''), /undefined|\{\d\}/, text);
    }
    if (!statement) {
      assert.ok(problems.length > 0, text);
      continue;
    }
    walk(statement, (node) => {
      for (const { span } of children(node))
        assert.ok(node.span.start <= span.start && span.end <= node.span.end, `${node.kind} of ${text}`);
    });
    print(statement);
    nodePath(statement, Math.floor(own.length / 2));
  }
}

describe('any text', () => {
  it('parses without throwing, with every span inside the text', function () {
    this.timeout(60_000);
    const pick = random(7);
    for (let round = 0; round < 8; round++) for (const text of statements) check(damaged(text, pick));
  });

  it('parses at every prefix, and says what may follow', function () {
    this.timeout(60_000);
    for (const text of statements) {
      const step = text.length > 100 ? 13 : 3;
      for (let end = 0; end <= text.length; end += step) {
        check(text.slice(0, end));
        expectedAt(text, end);
      }
    }
  });

  it('parses noise', () => {
    const pick = random(3);
    for (let round = 0; round < 3_000; round++) {
      const length = pick(40);
      check(String.fromCharCode(...Array.from({ length }, () => pick(round % 3 === 0 ? 0x3000 : 128))));
    }
  });
});
