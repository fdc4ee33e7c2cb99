import assert from 'node:assert/strict';
import { negatedType, operatorType } from '../../../../../dialect/src/functions/operators/operator-type.ts';
import type { ValueOperator } from '../../../../../dialect/src/syntax/ast/query.ts';
import type { ScalarType } from '../../../../../dialect/src/catalog/types.ts';

const cases: readonly (readonly [ScalarType, ValueOperator, ScalarType, string | undefined])[] = [
  ['int', '+', 'int', 'int'],
  ['int', '+', 'long', 'long'],
  ['int', '*', 'decimal', 'decimal'],
  ['decimal', '+', 'double', 'double'],
  ['unknown', '/', 'int', 'unknown'],
  ['null', '+', 'int', 'int'],
  ['int', '^', 'int', 'double'],
  ['date', '+', 'int', 'date'],
  ['int', '+', 'date', 'date'],
  ['date', '-', 'date', 'int'],
  ['date', '+', 'interval', 'timestamp'],
  ['timestamptz', '-', 'interval', 'timestamptz'],
  ['timestamp', '-', 'date', 'interval'],
  ['unknown', '-', 'interval', 'timestamp'],
  ['unknown', '-', 'timestamptz', 'interval'],
  ['time', '+', 'interval', 'time'],
  ['date', '+', 'time', 'timestamp'],
  ['interval', '*', 'double', 'interval'],
  ['int', '*', 'interval', 'interval'],
  ['interval', '/', 'int', 'interval'],
  ['text', '||', 'int', 'text'],
  ['document', '->>', 'text', 'text'],
  ['document', '->', 'text', 'unknown'],
  ['text', '=', 'int', 'boolean'],
  ['text', '+', 'int', undefined],
  ['boolean', '*', 'int', undefined],
  ['date', '+', 'date', undefined],
  ['interval', '*', 'interval', undefined],
  ['text', '&', 'int', undefined],
  ['int', '~', 'text', undefined],
];

describe('types of operators', () => {
  for (const [left, operator, right, expected] of cases) {
    it(`${left} ${operator} ${right} is ${expected ?? 'refused'}`, () => {
      assert.equal(operatorType(operator, { name: left }, { name: right })?.name, expected);
    });
  }

  it('joins arrays with arrays and with elements', () => {
    const ints = { name: 'array', element: { name: 'int' } } as const;
    assert.deepEqual(operatorType('||', ints, { name: 'int' }), ints);
    assert.deepEqual(operatorType('||', { name: 'long' }, ints), {
      name: 'array',
      element: { name: 'long' },
    });
  });

  it('negates numbers and intervals only', () => {
    assert.equal(negatedType({ name: 'interval' })?.name, 'interval');
    assert.equal(negatedType({ name: 'text' }), undefined);
  });
});
