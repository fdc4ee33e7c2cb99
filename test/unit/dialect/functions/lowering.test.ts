import assert from 'node:assert/strict';
import { Double } from 'bson';
import type { SqlType } from '../../../../dialect/src/catalog/types.ts';
import {
  faultyLiteral,
  findFunction,
  foldCast,
  foldOperator,
  lowerCall,
  lowerCast,
  lowerOperator,
  meetTypes,
  operatorType,
  resolveCall,
} from '../../../../dialect/src/functions/index.ts';
import { isScalar } from '../../../../dialect/src/functions/lowering.ts';
import type { LoweredArgument, LoweringContext } from '../../../../dialect/src/functions/lowering.ts';
import type { ValueOperator } from '../../../../dialect/src/syntax/ast/query.ts';

const refusals: string[] = [];

function context(serverVersion: readonly number[] = [6, 0, 5]): LoweringContext {
  let count = 0;
  refusals.length = 0;
  return {
    serverVersion,
    now: new Date('2024-02-29T10:30:05Z'),
    fresh: (hint) => `${hint}${(count += 1)}`,
    refuse: (reason) => refusals.push(reason),
  };
}

const field = (name: string, type: SqlType['name'], nullable = true): LoweredArgument => ({
  expression: `$${name}`,
  type: { name: type },
  nullable,
});
const constant = (value: unknown, type: SqlType['name']): LoweredArgument => ({
  expression: { $literal: value },
  type: { name: type },
  nullable: value === null,
  constant: value,
});
const untyped = (value: string): LoweredArgument => ({ ...constant(value, 'text'), untyped: true });

function operator(
  name: ValueOperator,
  ...args: readonly [LoweredArgument, LoweredArgument]
): LoweredArgument {
  const type = operatorType(name, args[0].type, args[1].type)!;
  return { expression: lowerOperator(name, args, type, context()), type, nullable: true };
}

function call(name: string, ...args: readonly LoweredArgument[]): unknown {
  const row = findFunction(name);
  assert.ok(row && isScalar(row));
  return lowerCall(row, args, context());
}

describe('lowering', () => {
  it('keeps chains of one operator flat', () => {
    const sum = operator(
      '+',
      operator('+', field('a', 'double'), field('b', 'double')),
      field('c', 'double'),
    );
    assert.deepEqual(sum.expression, { $add: ['$a', '$b', '$c'] });
    const ints = operator('+', operator('+', field('a', 'int'), field('b', 'int')), field('c', 'int'));
    assert.deepEqual(ints.expression, { $toInt: { $add: ['$a', '$b', '$c'] } });
    const text = operator('||', operator('||', field('a', 'text'), constant('/', 'text')), field('b', 'int'));
    assert.deepEqual(text.expression, { $concat: ['$a', { $literal: '/' }, { $toString: '$b' }] });
  });

  it('guards a division by what may be zero, and only that', () => {
    assert.deepEqual(operator('/', field('a', 'double'), constant(4, 'int')).expression, {
      $divide: ['$a', { $literal: 4 }],
    });
    assert.deepEqual(operator('/', field('a', 'int'), field('b', 'int')).expression, {
      $cond: [{ $eq: ['$b', 0] }, { $literal: null }, { $toInt: { $trunc: { $divide: ['$a', '$b'] } } }],
    });
    assert.deepEqual(operator('/', field('a', 'unknown'), constant(4, 'int')).expression, {
      $divide: ['$a', { $literal: 4 }],
    });
  });

  it('compares what is known without guards', () => {
    assert.deepEqual(operator('<', field('a', 'int', false), constant(5, 'int')).expression, {
      $lt: ['$a', { $literal: 5 }],
    });
    assert.deepEqual(operator('<', field('a', 'int'), constant(5, 'int')).expression, {
      $cond: [{ $lte: ['$a', null] }, null, { $lt: ['$a', { $literal: 5 }] }],
    });
    assert.equal(operator('=', field('a', 'int', false), field('b', 'text', false)).expression, false);
    assert.equal(operator('<>', field('a', 'int', false), field('b', 'text', false)).expression, true);
  });

  it('brackets what may be anything before it orders it', () => {
    const open = field('a', 'unknown', false);
    const whole = { ...open, likely: { name: 'int' } } as const;
    const orAbove = { $ifNull: ['$a', Number.POSITIVE_INFINITY] };
    assert.deepEqual(operator('<', whole, constant(5, 'int')).expression, {
      $lt: [orAbove, { $literal: 5 }],
    });
    const isNumber = { $gte: ['$a', new Double(Number.NEGATIVE_INFINITY)] };
    const less = operator('<', open, constant(5, 'int')).expression;
    assert.deepEqual(less, { $and: [{ $lt: ['$a', { $literal: 5 }] }, isNumber] });
    const greatest = { ...constant(Number.POSITIVE_INFINITY, 'double'), untyped: false };
    const most = operator('<=', whole, greatest).expression;
    assert.deepEqual(most, { $and: [{ $lte: ['$a', { $literal: Number.POSITIVE_INFINITY }] }, isNumber] });
    const above = { $gt: ['$a', { $literal: 5 }] };
    assert.deepEqual(operator('>', whole, constant(5, 'int')).expression, {
      $and: [{ $isNumber: '$a' }, above],
    });
    assert.deepEqual(operator('>', open, constant(5, 'int')).expression, {
      $and: [{ $isNumber: '$a' }, { $or: [{ $eq: ['$a', Number.NaN] }, above] }],
    });
  });

  it('binds an argument that is used twice, and no cheap one', () => {
    assert.doesNotMatch(JSON.stringify(call('LEFT', field('a', 'text'), constant(2, 'int'))), /\$let/);
    const long = { ...field('a', 'text'), expression: { $concat: ['$a', '$b'] } };
    const lowered = JSON.stringify(call('REVERSE', long));
    assert.equal(lowered.split('"$concat":["$a","$b"]').length, 2, lowered);
  });

  it('takes bit operators where the server has them', () => {
    const args = [field('a', 'int'), field('b', 'int')];
    assert.deepEqual(lowerOperator('&', args, { name: 'int' }, context([7, 0, 0])), {
      $bitAnd: ['$a', '$b'],
    });
    assert.doesNotMatch(JSON.stringify(lowerOperator('&', args, { name: 'int' }, context())), /\$bitAnd/);
  });

  it("takes a double's digits from $toString where the server writes all of them", () => {
    const textOn = (version: readonly number[]) =>
      JSON.stringify(lowerCast(field('a', 'double'), { name: 'text' }, { try: false }, context(version)));
    const written = /"\$toDecimal":\{"\$toString"/;
    assert.match(textOn([7, 0, 28]), written);
    assert.doesNotMatch(textOn([6, 0, 5]), written);
  });

  it('shifts by a constant interval in milliseconds where it has no months', () => {
    const day = { span: 86_400_000, months: 0, days: 1, ms: 0 };
    const shifted = operator('-', field('at', 'timestamp'), constant(day, 'interval'));
    assert.deepEqual(shifted.expression, { $add: ['$at', -86_400_000] });
  });

  it('tells what only constants can do', () => {
    call('MD5', field('a', 'text'));
    assert.deepEqual(refusals, [
      'MD5 works on constants only: MongoDB has nothing to compute it for each row.',
    ]);
    lowerCast(field('a', 'regex'), { name: 'text' }, { try: false }, context());
    assert.match(refusals.at(-1) ?? '', /regular expression/);
  });
});

describe('fields that samples show to hold texts', () => {
  const text = { ...field('t', 'unknown'), likely: { name: 'text' } } as const;
  const cases: Readonly<Record<string, () => unknown>> = {
    EXTRACT: () => call('EXTRACT', constant('hour', 'text'), text),
    TO_CHAR: () => call('TO_CHAR', text, constant('HH24', 'text')),
    interval: () => operator('+', text, field('i', 'interval')),
  };
  for (const [name, lower] of Object.entries(cases)) {
    it(`are cast before they are times to ${name}, rather than NULL in each row`, () => {
      lower();
      assert.equal(refusals.length, 1);
      assert.match(refusals[0]!, /cast it/);
    });
  }

  it('may be dates where samples show nothing', () => {
    call('EXTRACT', constant('hour', 'text'), field('t', 'unknown'));
    assert.deepEqual(refusals, []);
  });
});

describe('folding', () => {
  it('converts a literal without a type to what it meets', () => {
    const [, right] = meetTypes(field('d', 'date'), untyped('2024-01-31'), context());
    assert.deepEqual(right.constant, new Date('2024-01-31T00:00:00Z'));
    const id = { ...field('_id', 'unknown'), likely: { name: 'objectId' } } as const;
    assert.equal(
      String(meetTypes(id, untyped('65e05cad0000000000000000'), context())[1].constant),
      '65e05cad0000000000000000',
    );
    // A type that samples only suggest does not make an error.
    assert.equal(meetTypes(id, untyped('abc'), context())[1].constant, 'abc');
    assert.deepEqual(refusals, []);
  });

  it('tells of a literal that does not fit, in a sentence', () => {
    meetTypes(field('d', 'date'), untyped('soon'), context());
    assert.deepEqual(refusals, ["'soon' is not a date."]);
  });

  it('tells of a literal that is no element of the array beside it', () => {
    const numbers = field('numbers', 'array');
    const array = { ...numbers, type: { name: 'array', element: { name: 'int' } } } as const;
    for (const [name, args, argument] of [
      ['ARRAY_APPEND', [array, untyped('x')], 1],
      ['ARRAY_PREPEND', [untyped('x'), array], 0],
      ['ARRAY_REPLACE', [array, untyped('1'), untyped('x')], 2],
    ] as const)
      assert.deepEqual(faultyLiteral(findFunction(name)!, args), {
        argument,
        message: "'x' is not an integer",
      });
  });

  it('gives NULL for a division by zero, and errors as sentences', () => {
    const zero = foldOperator('/', [constant(1, 'int'), constant(0, 'int')], { name: 'int' }, context());
    assert.ok(zero?.ok && zero.value.constant === null);
    const bad = foldCast(constant('12x', 'text'), { name: 'int' }, context());
    assert.deepEqual(bad, { ok: false, message: "'12x' is not an integer" });
    assert.ok(foldCast(constant('12x', 'text'), { name: 'int' }, context(), true).ok);
    const big = foldOperator(
      '+',
      [constant(2147483647, 'int'), constant(1, 'int')],
      { name: 'int' },
      context(),
    );
    assert.deepEqual(big, { ok: false, message: '2147483648 is out of range for integer' });
  });

  it('says which arguments a function takes', () => {
    const row = findFunction('LEFT')!;
    const resolution = resolveCall(row, [{ name: 'text' }]);
    assert.deepEqual(resolution, { ok: false, expected: 'LEFT(text text, count integer) → text, not text' });
  });
});
