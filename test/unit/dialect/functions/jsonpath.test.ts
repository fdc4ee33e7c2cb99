import assert from 'node:assert/strict';
import { evaluateJsonPath } from '../../../../dialect/src/functions/jsonpath/evaluate.ts';
import { lowerJsonPath } from '../../../../dialect/src/functions/jsonpath/lower.ts';
import { readJsonPath } from '../../../../dialect/src/functions/jsonpath/read.ts';
import { SqlError } from '../../../../dialect/src/functions/values.ts';

/** What a path finds in a document, as JSON; or why it cannot be read. */
function found(path: string, document: unknown, variables: unknown = {}): string {
  try {
    return JSON.stringify(evaluateJsonPath(readJsonPath(path), document, variables));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return error.message;
  }
}

/** What the server is asked for. */
function lowered(path: string): string {
  let count = 0;
  const context = {
    serverVersion: [],
    fresh: (hint: string) => `${hint}${(count += 1)}`,
    refuse: () => undefined,
  };
  return JSON.stringify(lowerJsonPath(readJsonPath(path), '$doc', { $literal: {} }, context));
}

describe('paths of JSON', () => {
  it('tell the document from a variable by what stands right behind the mark', () => {
    assert.equal(found('$ starts with "a"', 'abc'), '[true]');
    assert.equal(found('$ like_regex "b"', 'abc'), '[true]');
    assert.equal(found('$starts', {}, { starts: 1 }), '[1]');
    assert.equal(found('$"the start"', {}, { 'the start': 1 }), '[1]');
  });

  it('know no words but their own', () => {
    assert.match(found('$ == constructor', 1), /cannot be read from constructor on/);
    assert.match(found('$ == toString', 1), /cannot be read from toString on/);
  });

  it('read a regular expression before any row is there', () => {
    assert.throws(() => readJsonPath('$ like_regex "("'), /'\(' is not a regular expression/);
  });

  it('ask the server for no position that it cannot count to', () => {
    for (const path of ['$[99999999999]', '$[0 to 99999999999]', '$[last - 99999999999]']) {
      const [, ...numbers] = lowered(path).split(/\D+/).map(Number);
      assert.ok(Math.max(...numbers) < 2 ** 31, path);
    }
  });

  it('are refused when they are longer than anybody writes, with a part of their text', () => {
    for (const path of [
      '('.repeat(1e5),
      '!'.repeat(1e5),
      '$' + ' ? (@'.repeat(1e5),
      '$' + '.a'.repeat(1e5),
    ]) {
      const told = found(path, {});
      assert.match(told, /^The path .* is too long/);
      assert.ok(told.length < 200, told);
    }
    assert.ok(found(`$${' '.repeat(1e6)}#`, {}).length < 400);
  });

  it('ask for variables that are there', () => {
    assert.match(found('$.a == $x', { a: 1 }), /asks for \$x, which no variable has/);
    assert.match(lowered('$x'), /asks for \$x, which no variable has/);
  });

  it('never make an operator or a field of the pipeline of what they say', () => {
    const text = lowered('$."$where"."a.b" ? (@."$x" == "$y" || @ starts with "$$NOW" || $"$z" > 1)');
    for (const said of ['$where', 'a.b', '$x', '$y', '$$NOW', '$z']) {
      const all = text.split(`"${said}"`).length;
      assert.ok(all > 1, said);
      assert.equal(all, text.split(`{"$literal":"${said}"}`).length, said);
    }
  });
});
