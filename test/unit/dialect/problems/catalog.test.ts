import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problem, problemCatalog } from '../../../../dialect/src/problems/catalog.ts';
import type { ProblemCode } from '../../../../dialect/src/problems/catalog.ts';
import { closest } from '../../../../dialect/src/problems/did-you-mean.ts';
import type { ProblemRow } from '../../../../dialect/src/problems/problem-row.ts';

const rows = Object.entries<ProblemRow>(problemCatalog) as [ProblemCode, ProblemRow][];

describe('problems: the catalogue', () => {
  for (const [code, row] of rows) {
    it(`${code} ${row.name} says what, why and what to do, in sentences`, () => {
      assert.match(code, /^QL[1-6]\d{3}$/);
      assert.match(row.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      for (const text of [row.message, row.cause, row.cure])
        assert.match(text, /[.…]$|\{\d\}$/, 'a sentence, or one filled in');
      const places = [...row.message.matchAll(/\{(\d)\}/g)].map((match) => Number(match[1]));
      const highest = Math.max(-1, ...places);
      for (let place = 0; place <= highest; place += 1)
        assert.ok(places.includes(place), `{${place}} is left out`);
    });
  }

  it('gives every problem a number of its own: of two in the tables, one would hide the other', () => {
    const folder = path.join(import.meta.dirname, '../../../../dialect/src/problems');
    const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const numbers = texts.flatMap((text) =>
      [...text.matchAll(/^ {2}(QL\d{4}): \{/gm)].map(([, code]) => code),
    );
    assert.deepEqual(
      numbers.filter((code, index) => numbers.indexOf(code) !== index),
      [],
    );
    assert.equal(numbers.length, rows.length);
  });

  it('gives every problem a name of its own', () => {
    const names = rows.map(([, { name }]) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it('fills in the message', () => {
    const { message, severity, code } = problem('QL3003', { start: 0, end: 1 }, [
      'maxConnecting',
      'at least 1',
      0,
    ]);
    assert.deepEqual(
      [code, severity, message],
      ['QL3003', 'error', 'maxConnecting must be at least 1, not 0.'],
    );
  });
});

describe('problems: did you mean', () => {
  const names = ['maxPoolSize', 'minPoolSize', 'maxIdleTimeMS', 'tls'];
  const cases: [string, string | undefined][] = [
    ['MAXPOOLSIZE', 'maxPoolSize'],
    ['maxPolSize', 'maxPoolSize'],
    ['mixPoolSize', 'maxPoolSize'],
    ['maxIdelTimeMS', 'maxIdleTimeMS'],
    ['lts', 'tls'],
    ['colour', undefined],
    ['x', undefined],
    ['', undefined],
  ];
  for (const [name, meant] of cases) {
    it(`${name || 'nothing'} → ${meant ?? 'nothing'}`, () => assert.equal(closest(name, names), meant));
  }
});
