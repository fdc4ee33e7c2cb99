import assert from 'node:assert/strict';
import { Decimal128, Double, Long, ObjectId } from 'bson';
import { emptyCatalog, inferFields, isClosed } from '../../../../dialect/src/index.ts';
import { compileStatement } from '../../../conformance/statement.mjs';

describe('inferFields', () => {
  it('takes the types that samples agree on as sampled', () => {
    const documents = [
      { _id: new ObjectId(), n: 1, text: 'a', at: new Date(0), list: [1, 2] },
      { _id: new ObjectId(), n: new Long(5), text: null, list: [] },
    ];
    assert.deepEqual(
      inferFields(documents).map((field) => [
        field.name,
        field.type.name,
        field.certainty,
        field.nullable,
        field.presence,
      ]),
      [
        ['_id', 'objectId', 'sampled', false, 1],
        ['n', 'long', 'sampled', true, 1],
        ['text', 'text', 'sampled', true, 1],
        ['at', 'timestamp', 'sampled', true, 0.5],
        ['list', 'array', 'sampled', true, 1],
      ],
    );
  });

  it('calls a field unknown whose samples disagree', () => {
    const [field] = inferFields([{ x: 1 }, { x: 'one' }, { x: new Double(1) }]);
    assert.equal(field?.type.name, 'unknown');
    assert.deepEqual(
      field?.seen?.map((each) => each.type.name),
      ['int', 'text', 'double'],
    );
  });

  it('leaves a literal of digits a text beside texts among objects or arrays, and makes JSON of it where numbers are', () => {
    const matched = (literal: string, values: readonly unknown[]) => {
      const fields = inferFields(values.map((f, _id) => ({ _id, f })));
      const collection = { name: 'c', kind: 'collection', fields, closed: false, indexes: [] } as const;
      const catalog = { ...emptyCatalog, collections: [collection] };
      const command = compileStatement(`SELECT 1 FROM c WHERE f = ${literal}`, catalog);
      assert.ok(command.kind === 'query');
      return JSON.stringify(command.pipeline[0]);
    };
    for (const values of [
      ['10', { a: 1 }],
      ['10', ['x'], null],
    ])
      assert.match(matched("'10'", values), /"\$eq":"10"/);
    assert.match(matched("'10'", ['10', ['x'], 10]), /"\$literal":10\}/);
    assert.match(matched(`'"10"'`, ['10', ['x']]), /"\$literal":"10"\}/);
  });

  it('knows the type of what a validator lists as texts', () => {
    const properties = {
      status: { enum: ['open', 'paid'] },
      note: { enum: ['a', null] },
      code: { enum: ['a', 1] },
      rest: { enum: ['a'] },
    };
    const fields = inferFields([], { required: ['status', 'note', 'code'], properties });
    assert.deepEqual(
      fields.map(({ name, type, nullable, mayBeArray }) => [name, type.name, nullable, mayBeArray]),
      [
        ['status', 'text', false, false],
        ['note', 'text', true, false],
        ['code', 'unknown', true, true],
        ['rest', 'text', true, false],
      ],
    );
  });

  it('shows how often documents have what a validator declares', () => {
    const properties = {
      city: { bsonType: ['string', 'null'] },
      address: { bsonType: 'object', properties: { zip: { bsonType: 'string' } } },
      rest: { bsonType: 'object' },
    };
    const documents = [
      { city: 'Oslo', address: { zip: '0150', floor: 2 }, rest: { n: 1 } },
      { city: null, address: { zip: '0151' } },
    ];
    const lines = (fields: ReturnType<typeof inferFields>, path = ''): readonly string[] =>
      fields.flatMap(({ name, type, certainty, presence, examples = [], children = [] }) => [
        `${path}${name} ${type.name} ${certainty} ${presence} ${examples.join()}`.trim(),
        ...lines(children, `${path}${name}.`),
      ]);
    assert.deepEqual(lines(inferFields(documents, { properties })), [
      'city text declared 1 Oslo',
      'address document declared 1',
      'address.zip text declared 1 0150,0151',
      'address.floor int sampled 0.5 2',
      'rest document declared 0.5',
      'rest.n int sampled 1 1',
    ]);
  });

  it('knows what a validator declares, and what BSON alone does not tell', () => {
    const validator = {
      bsonType: 'object',
      required: ['id'],
      properties: {
        _id: {},
        id: { bsonType: ['int'] },
        price: { bsonType: ['decimal', 'null'], title: 'numeric(10,2)', description: 'DEFAULT 0' },
        day: { bsonType: ['date', 'null'], title: 'date' },
      },
      additionalProperties: false,
    };
    const fields = inferFields([{ price: Decimal128.fromString('1'), other: 1 }], validator);
    assert.ok(isClosed(validator));
    assert.deepEqual(
      fields.map(({ name, type, certainty, nullable, default: value }) => ({
        name,
        type,
        certainty,
        nullable,
        value,
      })),
      [
        { name: 'id', type: { name: 'int' }, certainty: 'declared', nullable: false, value: undefined },
        {
          name: 'price',
          type: { name: 'decimal', precision: 10, scale: 2 },
          certainty: 'declared',
          nullable: true,
          value: '0',
        },
        { name: 'day', type: { name: 'date' }, certainty: 'declared', nullable: true, value: undefined },
      ],
    );
  });
});
