import assert from 'node:assert/strict';
import { jsonParts } from '../../../../media/results/json-parts.ts';

/** The parts with a kind as `kind text`, a line each. */
const kinds = (json: string) =>
  Array.from(jsonParts(json))
    .filter(({ kind }) => kind !== undefined)
    .map(({ kind, text }) => `${kind} ${text}`);

describe('JSON in colours', () => {
  it('tells keys from values, and values by their kind', () => {
    assert.deepEqual(kinds('{ "a": "x", "b" : [-1.5e3, true, null] }'), [
      'key "a"',
      'text "x"',
      'key "b"',
      'number -1.5e3',
      'boolean true',
      'null null',
    ]);
  });

  it('takes quotes, colons and words within a text for text', () => {
    assert.deepEqual(kinds(String.raw`["a \" : null 1", "\\"]`), [
      String.raw`text "a \" : null 1"`,
      String.raw`text "\\"`,
    ]);
  });

  it('loses nothing', () => {
    const json = JSON.stringify({ 'k "1"': [{}, [], '', 0, { $date: '2026-11-23T00:00:00Z' }] }, null, 2);
    assert.equal(Array.from(jsonParts(json), ({ text }) => text).join(''), json);
  });
});
