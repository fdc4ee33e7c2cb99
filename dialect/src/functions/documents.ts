import type { SqlType } from '../catalog/types.ts';
import { flattened } from './array-depth.ts';
import { printJson, printJsonLines, printMemberText } from './casts/print-value.ts';
import { lowerJsonText, lowerMemberText } from './casts/lower-json-text.ts';
import { bind, choose, cond, hasType, isNotNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweringContext, ScalarFunction } from './lowering.ts';
import { lowerStep } from './operators/containers.ts';
import { jsonFunctions } from './json-functions.ts';
import { jsonPathFunctions } from './json-path-functions.ts';
import { evaluateObject, inside, jsonKind, lowerKind, lowerObject, orNull } from './json-values.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { arrayOf, documentType, intType, jsonType, SqlError, textType, typeOfValue } from './values.ts';

// What is JSON has JSON's text, and its members may be of any types, also where the value alone is a text or an array of SQL.
const asDocument = ([type = documentType]: readonly SqlType[]): SqlType =>
  type.name === 'document' ? type : documentType;

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (value === null || typeOfValue(value).name !== 'document') return value;
  return Object.fromEntries(
    Object.entries(value as object)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [name, stripped(each)]),
  );
}

const strippedLevels = 5;

/** An expression for each level, as MongoDB's cannot call themselves. */
function lowerStripped(context: LoweringContext, value: MongoExpression, levels: number): MongoExpression {
  const isContainer = hasType(value, 'object', 'array');
  if (levels === 0)
    return cond(isContainer, raise('argument', `JSON_STRIP_NULLS goes ${strippedLevels} levels down.`), {
      $ifNull: [value, null],
    });
  const [field, element] = [context.fresh('field'), context.fresh('element')];
  const kept = { $filter: { input: { $objectToArray: value }, as: field, cond: isNotNull(`$$${field}.v`) } };
  const inner = { k: `$$${field}.k`, v: lowerStripped(context, `$$${field}.v`, levels - 1) };
  return choose(
    [
      [hasType(value, 'object'), { $arrayToObject: { $map: { input: kept, as: field, in: inner } } }],
      [
        hasType(value, 'array'),
        { $map: { input: value, as: element, in: lowerStripped(context, `$$${element}`, levels - 1) } },
      ],
    ],
    { $ifNull: [value, null] },
  );
}

const noLength = 'JSON_ARRAY_LENGTH counts the elements of an array, not of: ';
const unpaired = 'JSONB_OBJECT takes a value for each name, and no NULL for a name';

function fromArrays(names: readonly unknown[], values?: readonly unknown[]): object {
  const [flat, step] = values ? [names, 1] : [names.flat(), 2];
  const starts = Array.from(
    { length: Math.ceil(Math.max(flat.length, values?.length ?? 0) / step) },
    (_, at) => at * step,
  );
  const pairs = starts.map((at) => [...flat.slice(at, at + step), ...(values?.slice(at, at + 1) ?? [])]);
  if (pairs.some((pair) => pair.length < 2 || pair[0] === null)) throw new SqlError(unpaired);
  return Object.fromEntries(
    pairs.map(([name, value]) => [String(name), value === null ? null : String(value)]),
  );
}

function lowerFromArrays(
  context: LoweringContext,
  names: MongoExpression,
  values: MongoExpression | undefined,
): MongoExpression {
  const one = (array: MongoExpression) => ({ $slice: [array, '$$this', 1] });
  const each = (count: MongoExpression, step: number, pair: MongoExpression) => ({
    $map: { input: { $range: [0, count, step] }, in: pair },
  });
  const pairs =
    values === undefined
      ? bind(context, [flattened(context, names)], (flat) =>
          each({ $size: flat }, 2, { $slice: [flat, '$$this', 2] }),
        )
      : each({ $max: [{ $size: names }, { $size: values }] }, 1, {
          $concatArrays: [one(names), one(values)],
        });
  return bind(context, [pairs], (found) => {
    const isPair = { $and: [{ $eq: [{ $size: '$$this' }, 2] }, isNotNull({ $first: '$$this' })] };
    const isSound = { $allElementsTrue: [{ $map: { input: found, in: isPair } }] };
    return cond(isSound, { $arrayToObject: found }, raise('argument', `${unpaired}.`));
  });
}

function path(value: unknown, steps: readonly unknown[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner.at(Number(step)) ?? null;
    return typeof inner === 'object' && inner !== null
      ? ((inner as Record<string, unknown>)[String(step)] ?? null)
      : null;
  }, value);
}

function lowerPath({ args, it: [value], context }: CallToLower): MongoExpression {
  return args.slice(1).reduce<MongoExpression>((inner, step) => {
    if (typeof step.constant === 'string') return lowerStep(context, inner, step.constant);
    context.refuse('The steps of a path must be constants.');
    return literal(null);
  }, value);
}

const extraction = (name: string, alias: string, asText: boolean): ScalarFunction => ({
  name,
  aliases: [alias],
  category: 'document',
  documentation: `What stands at a path of names and positions (from 0) in a document${asText ? ', as text' : ''}.`,
  example: { sql: `${name}('{"a": {"b": 1}}', 'a', 'b')`, result: '1' },
  signatures: [signature('document, [steps text…]', asText ? textType : jsonType)],
  nulls: 'strict',
  mayBeNull: true,
  lower: (call) => {
    const found = lowerPath(call);
    return asText ? lowerMemberText(call.context, found) : found;
  },
  evaluate: ([value, ...steps]) => {
    const found = path(value, steps);
    return asText && found !== null ? printMemberText(found) : found;
  },
});

export const documentFunctions: readonly ScalarFunction[] = [
  {
    name: 'JSON_BUILD_OBJECT',
    aliases: ['JSONB_BUILD_OBJECT', 'JSON_OBJECT'],
    category: 'document',
    documentation:
      "A document of names and values in turn; also written JSON_OBJECT('w': 'majority', 'j' VALUE true).",
    example: { sql: "JSON_BUILD_OBJECT('w', 'majority', 'j', true)", result: '{"w": "majority", "j": true}' },
    signatures: [signature('[pairs any…]', documentType)],
    nulls: 'own',
    lower: lowerObject,
    evaluate: (values, { types }) => evaluateObject(values, types),
  },
  {
    name: 'JSON_BUILD_ARRAY',
    aliases: ['JSONB_BUILD_ARRAY'],
    category: 'document',
    documentation: 'A JSON array of values of any types.',
    example: { sql: "JSON_BUILD_ARRAY(1, 'a', NULL)", result: '[1, "a", null]' },
    signatures: [signature('[values any…]', documentType, 'json array')],
    nulls: 'own',
    lower: ({ args }) => args.map(orNull),
    evaluate: (values, { types }) => values.map((value, index) => inside(value, types[index]!)),
  },
  {
    name: 'TO_JSON',
    aliases: ['TO_JSONB', 'ROW_TO_JSON', 'ARRAY_TO_JSON', 'JSON_SCALAR'],
    category: 'document',
    documentation: 'The value itself: every value can stand in a document.',
    example: { sql: 'TO_JSON(ARRAY[1, 2])', result: '[1, 2]' },
    signatures: [signature('value any', asDocument, 'the value as JSON')],
    nulls: 'native',
    lower: ({ it: [value] }) => value,
    evaluate: ([value]) => value,
  },
  {
    name: 'JSON_TYPEOF',
    aliases: ['JSONB_TYPEOF'],
    category: 'document',
    documentation: 'What kind of JSON value it is: object, array, string, number, boolean or null.',
    example: { sql: "JSON_TYPEOF('[1]')", result: 'array' },
    signatures: [signature('value document', textType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => lowerKind(value),
    evaluate: ([value]) => jsonKind(value),
  },
  {
    name: 'JSON_ARRAY_LENGTH',
    aliases: ['JSONB_ARRAY_LENGTH'],
    category: 'document',
    documentation: 'How many elements a JSON array has.',
    example: { sql: "JSON_ARRAY_LENGTH('[1, 2]')", result: '2' },
    signatures: [signature('array document', intType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [value] }) =>
      cond({ $isArray: [value] }, { $size: value }, raise('argument', noLength, { $type: value })),
    evaluate: ([value]) => {
      if (!Array.isArray(value)) throw new SqlError(`${noLength}${jsonKind(value)}`);
      return value.length;
    },
  },
  extraction('JSON_EXTRACT_PATH', 'JSONB_EXTRACT_PATH', false),
  extraction('JSON_EXTRACT_PATH_TEXT', 'JSONB_EXTRACT_PATH_TEXT', true),
  {
    name: 'JSON_STRIP_NULLS',
    aliases: ['JSONB_STRIP_NULLS'],
    category: 'document',
    documentation: `The document without its fields that are NULL, those of documents in it included; for each row, ${strippedLevels} levels down.`,
    example: { sql: `JSON_STRIP_NULLS('{"a": 1, "b": null}')`, result: '{"a": 1}' },
    signatures: [signature('document', documentType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerStripped(context, value, strippedLevels),
    evaluate: ([value]) => stripped(value),
  },
  {
    name: 'JSON_SERIALIZE',
    category: 'document',
    documentation: 'The JSON text of a document; a text is taken for JSON.',
    example: { sql: `JSON_SERIALIZE('{"a": 1}')`, result: '{"a": 1}' },
    signatures: [signature('document', textType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerJsonText(context, value),
    evaluate: ([value]) => printJson(value),
  },
  {
    name: 'JSONB_PRETTY',
    category: 'document',
    documentation: 'The document as JSON with a line for each field and element.',
    example: { sql: `JSONB_PRETTY('{"a": [1]}')`, result: '{\n    "a": [\n        1\n    ]\n}' },
    signatures: [signature('document', textType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) => lowerJsonText(context, value, 'lines'),
    evaluate: ([value]) => printJsonLines(value),
  },
  {
    name: 'JSON_FROM_ARRAYS',
    aliases: ['JSONB_OBJECT'],
    category: 'document',
    documentation:
      'A document of texts: names and values in turn in one array, or names in one and values in another.',
    example: { sql: "JSONB_OBJECT(ARRAY['a', 'b'], ARRAY['1', '2'])", result: '{"a": "1", "b": "2"}' },
    signatures: [signature('names array, [values array]', documentType)],
    nulls: 'strict',
    lower: ({ it: [names, values], context }) => lowerFromArrays(context, names, values),
    evaluate: ([names, values]) => fromArrays(names as unknown[], values as unknown[] | undefined),
  },
  {
    name: 'DOCUMENT_KEYS',
    aliases: ['JSON_KEYS', 'OBJECT_KEYS'],
    category: 'document',
    documentation: 'The names of a document’s fields, in an array.',
    example: { sql: `DOCUMENT_KEYS('{"a": 1, "b": 2}')`, result: '{a,b}' },
    signatures: [signature('document', arrayOf(textType))],
    nulls: 'strict',
    mayBeNull: true,
    lower: ({ it: [value] }) =>
      cond(hasType(value, 'object'), { $map: { input: { $objectToArray: value }, in: '$$this.k' } }, null),
    evaluate: ([value]) => Object.keys(value as object),
  },
  ...jsonFunctions,
  ...jsonPathFunctions,
];
