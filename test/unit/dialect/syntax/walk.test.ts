import assert from 'node:assert/strict';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { print } from '../../../../dialect/src/syntax/print.ts';
import { children, flatten, nodePath, walk } from '../../../../dialect/src/syntax/walk.ts';
import type { AnyNode } from '../../../../dialect/src/syntax/nodes.ts';

function statement(sql: string): AnyNode {
  return parseStatement(sql).statement!;
}

/** The kinds from the root to the node at the mark `|`. */
function kindsAt(marked: string): string {
  const offset = marked.indexOf('|');
  const path = nodePath(statement(marked.replace('|', '')), offset);
  return path.map(({ kind }) => kind).join(' ');
}

describe('walk', () => {
  it('visits every node once, in the order of the text', () => {
    const names: string[] = [];
    walk(statement('SELECT a, f(b) FROM c JOIN d ON e = g WHERE h'), (node) => {
      if (node.kind === 'Identifier') names.push(node.text);
    });
    assert.equal(names.join(''), 'afbcdegh');
  });

  it('goes no further down where the visitor says so', () => {
    const kinds: string[] = [];
    walk(statement('SELECT (SELECT 1) + a'), (node) => {
      kinds.push(node.kind);
      return node.kind !== 'ScalarSubquery';
    });
    assert.ok(!kinds.includes('Literal') && kinds.includes('ColumnReference'));
  });

  it('gives the children of nested lists', () => {
    const update = statement('UPDATE t SET (a, b.c) = (1, 2)');
    const [item] = children(update).filter(({ kind }) => kind === 'SetItem');
    assert.equal(children(item!).map(print).join(' '), 'a b c (1, 2)');
  });

  it('finds the path to an offset', () => {
    assert.equal(kindsAt('SELECT a.b|c FROM t'), 'Query Select SelectItem ColumnReference Identifier');
    assert.equal(kindsAt('SELECT a FROM t WHERE |'), 'Query Select MissingExpression');
    assert.equal(
      kindsAt('SELECT a FROM (SELECT b FROM t| ) x'),
      'Query Select DerivedTable Query Select NamedTable QualifiedName Identifier',
    );
  });

  it('flattens a chain of one operator', () => {
    const query = parseStatement('SELECT a AND b AND (c OR d) AND e').statement;
    assert.ok(query?.kind === 'Query' && query.body.kind === 'Select');
    const value = query.body.items[0]?.value;
    assert.ok(value?.kind === 'Binary');
    assert.deepEqual(flatten(value).map(print), ['a', 'b', 'c OR d', 'e']);
  });
});
