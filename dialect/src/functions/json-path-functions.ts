import { printMemberText } from './casts/print-value.ts';
import { lowerToText } from './casts/lower-to-text.ts';
import { bind, cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import { jsonKind } from './json-values.ts';
import { evaluateJsonPath } from './jsonpath/evaluate.ts';
import { lowerJsonPath } from './jsonpath/lower.ts';
import { readJsonPath } from './jsonpath/read.ts';
import type { CallToLower, LoweringContext, ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { booleanType, documentType, SqlError, textType, unknownType } from './values.ts';

/** The items at a constant path, as an array. */
function lowerItems({ args: [, path], it: [value, , variables], context }: CallToLower): MongoExpression {
  if (typeof path?.constant !== 'string') {
    context.refuse('The path must be a constant.');
    return literal([]);
  }
  try {
    return lowerJsonPath(readJsonPath(path.constant), value, variables ?? literal({}), context);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    context.refuse(error.message);
    return literal([]);
  }
}

const evaluateItems = ([value, path, variables]: readonly unknown[]): readonly unknown[] =>
  evaluateJsonPath(readJsonPath(String(path)), value, variables);

/** The one item that there is, as `build` has it; NULL where there are none or several. */
function lowerOnly(call: CallToLower, build: (item: MongoExpression) => MongoExpression): MongoExpression {
  return bind(call.context, [lowerItems(call)], (items) =>
    cond({ $eq: [{ $size: items }, 1] }, build({ $arrayElemAt: [items, 0] }), null),
  );
}

function onlyOf(args: readonly unknown[]): unknown {
  const items = evaluateItems(args);
  return items.length === 1 ? items[0] : null;
}

function lowerScalarText(value: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [value], (bound) => {
    const text = lowerToText({ expression: bound, type: unknownType, nullable: true }, context);
    return cond(hasType(bound, 'object', 'array'), null, text);
  });
}

const ofOne = 'document, path text';
const withVariables = 'document, path text, [vars document], [silent boolean]';

/** What SQL's paths for JSON find: the rows of `jsonpath/read.ts`. */
export const jsonPathFunctions: readonly ScalarFunction[] = [
  {
    name: 'JSON_VALUE',
    category: 'document',
    documentation:
      'The one scalar at a path, as text, or with RETURNING as another type; NULL where there is none.',
    example: { sql: `JSON_VALUE('{"a": [1, 2]}', '$.a[1]')`, result: '2' },
    signatures: [signature(ofOne, textType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) => lowerOnly(call, (item) => lowerScalarText(item, call.context)),
    evaluate: (args) => {
      const scalar = onlyOf(args);
      if (scalar === null || ['object', 'array'].includes(jsonKind(scalar))) return null;
      return printMemberText(scalar);
    },
  },
  {
    name: 'JSON_QUERY',
    category: 'document',
    documentation: 'The one item at a path, as JSON; NULL where there are none or several.',
    example: { sql: `JSON_QUERY('{"a": [1, 2]}', '$.a')`, result: '[1, 2]' },
    signatures: [signature(ofOne, documentType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) => lowerOnly(call, (item) => item),
    evaluate: onlyOf,
  },
  {
    name: 'JSON_EXISTS',
    aliases: ['JSONB_PATH_EXISTS'],
    category: 'document',
    documentation: 'Whether there is anything at a path. Also written `document @? path`.',
    example: { sql: `JSON_EXISTS('{"a": [1, 2]}', '$.a[*] ? (@ > 2)')`, result: 'false' },
    signatures: [signature(withVariables, booleanType)],
    nulls: 'strict',
    lower: (call) => ({ $ne: [lowerItems(call), []] }),
    evaluate: (args) => evaluateItems(args).length > 0,
  },
  {
    name: 'JSONB_PATH_MATCH',
    category: 'document',
    documentation: 'Whether a condition is true of a document. Also written `document @@ path`.',
    example: { sql: `JSONB_PATH_MATCH('{"a": [1, 2]}', '$.a[*] > 1')`, result: 'true' },
    signatures: [signature(withVariables, booleanType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) =>
      lowerOnly(call, (item) =>
        bind(call.context, [item], (value) => cond(hasType(value, 'bool'), value, null)),
      ),
    evaluate: (args) => {
      const truth = onlyOf(args);
      return typeof truth === 'boolean' ? truth : null;
    },
  },
  {
    name: 'JSONB_PATH_QUERY_FIRST',
    category: 'document',
    documentation: 'The first item at a path, as JSON; NULL where there is none.',
    example: { sql: `JSONB_PATH_QUERY_FIRST('{"a": [1, 2]}', '$.a[*]')`, result: '1' },
    signatures: [signature(withVariables, documentType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) => ({ $arrayElemAt: [lowerItems(call), 0] }),
    evaluate: (args) => evaluateItems(args)[0] ?? null,
  },
  {
    name: 'JSONB_PATH_QUERY_ARRAY',
    category: 'document',
    documentation: 'What is found at a path, as a JSON array.',
    example: {
      sql: `JSONB_PATH_QUERY_ARRAY('{"a": [1, 2, 3]}', '$.a[*] ? (@ > $n)', '{"n": 1}')`,
      result: '[2, 3]',
    },
    signatures: [signature(withVariables, documentType, 'json array')],
    nulls: 'strict',
    lower: lowerItems,
    evaluate: evaluateItems,
  },
];
