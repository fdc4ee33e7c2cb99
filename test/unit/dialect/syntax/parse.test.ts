import assert from 'node:assert/strict';
import { parse, parseStatement, problemsOf } from '../../../../dialect/src/syntax/parse.ts';
import { children, walk } from '../../../../dialect/src/syntax/walk.ts';
import { faultyStatements, goodStatements } from './statements.ts';

describe('parse', () => {
  it('counts from the first character of each statement, and problemsOf from that of the document', () => {
    const source = 'SELECT 1;\n\nSELECT a b c;';
    const script = parse(source);
    const [, second] = script.statements;
    assert.deepEqual([second?.start, second?.line, second?.end], [11, 3, source.length]);
    assert.deepEqual(second?.problems[0]?.span, { start: 11, end: 12 });
    const [problem] = problemsOf(script);
    assert.equal(source.slice(problem!.span.start, problem!.span.end), 'c');
    assert.equal(problem!.fixes![0]!.changes[0]!.span.start, 21);
  });

  it('gives the same tree for a statement wherever it stands', () => {
    const [alone] = parse('SELECT a FROM t').statements;
    const [, below] = parse('SELECT 1;\n\n -- x\nSELECT a FROM t').statements;
    assert.deepEqual(below?.statement, alone?.statement);
  });

  it('finds nothing wrong with good statements', () => {
    for (const text of goodStatements) assert.deepEqual(parseStatement(text).problems, [], text);
  });

  it('finds something wrong with each faulty one, at a place inside it, and mends it as it says', () => {
    for (const text of faultyStatements) {
      const { problems } = parseStatement(text);
      assert.ok(problems.length > 0, text);
      for (const { span, fixes = [], message } of problems) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, text);
        assert.doesNotMatch(message, /\{\d\}|undefined/);
        for (const { changes } of fixes) {
          const mended = changes.reduceRight(
            (before, change) =>
              before.slice(0, change.span.start) + change.text + before.slice(change.span.end),
            text,
          );
          const same = (found: typeof problems) => found.filter((each) => each.message === message).length;
          assert.ok(same(parseStatement(mended).problems) < same(problems), `${text}\n${mended}`);
        }
      }
    }
  });

  it('tells of problems in the order of the text', () => {
    for (const text of faultyStatements) {
      const starts = parseStatement(text).problems.map(({ span }) => span.start);
      assert.deepEqual(
        starts,
        starts.toSorted((a, b) => a - b),
        text,
      );
    }
  });

  it('gives every node a span that holds those of its children', () => {
    for (const text of [...goodStatements, ...faultyStatements]) {
      const { statement } = parseStatement(text);
      if (!statement) continue;
      walk(statement, (node) => {
        for (const { span } of children(node))
          assert.ok(node.span.start <= span.start && span.end <= node.span.end, `${node.kind} of ${text}`);
      });
    }
  });

  it('gives a statement for SQL that is still being written', () => {
    for (const text of [
      'SELECT',
      'SELECT a, FROM t WHERE ',
      'INSERT INTO',
      'UPDATE t SET',
      'WITH x AS (',
      'CREATE CONNECTION_POOL',
    ])
      assert.ok(parseStatement(text).statement, text);
    assert.equal(parseStatement('').statement, undefined);
    assert.deepEqual(parseStatement('').problems, []);
  });
});
