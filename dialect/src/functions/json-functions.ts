import { isJson } from './json-key.ts';
import { bind, cond, hasType, isNotNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import { evaluateObject, inside, jsonKind, lowerObject, orNull } from './json-values.ts';
import { signature } from './signature.ts';
import { booleanType, documentType } from './values.ts';

/** JSON as a pattern of the server's regular expressions (PCRE), which may refer to themselves. */
const grammar = [
  String.raw`(?(DEFINE)(?<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")`,
  String.raw`(?<scalar>-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null|(?&string))(?<gap>[ \t\r\n]*+)`,
  String.raw`(?<array>\[(?&gap)(?:(?&value)(?:,(?&value))*+)?(?&gap)\])`,
  String.raw`(?<object>\{(?&gap)(?:(?&member)(?:,(?&member))*+)?(?&gap)\})`,
  String.raw`(?<member>(?&gap)(?&string)(?&gap):(?&value))`,
  String.raw`(?<value>(?&gap)(?:(?&scalar)|(?&array)|(?&object))(?&gap)))`,
].join('');

const kinds = ['value', 'object', 'array', 'scalar'] as const;
type Kind = (typeof kinds)[number];

function kindOf(words: readonly unknown[]): Kind {
  return kinds.find((kind) => words.includes(kind)) ?? 'value';
}

const isKind = (kind: Kind, found: string): boolean =>
  kind === 'value' || (kind === 'scalar' ? found !== 'object' && found !== 'array' : found === kind);

function isJsonText(value: unknown, words: readonly unknown[]): boolean {
  if (typeof value !== 'string') return isKind(kindOf(words), jsonKind(value));
  try {
    const read: unknown = JSON.parse(value);
    return isKind(kindOf(words), jsonKind(read)) && !(words.includes('unique') && repeatsName(value));
  } catch {
    return false;
  }
}

/** Whether an object of a JSON text has a name twice. */
function repeatsName(text: string): boolean {
  const names: Set<string>[] = [];
  for (const [token, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
    if (token === '{') names.push(new Set());
    else if (token === '}') names.pop();
    else if (colon !== undefined) {
      const name = String(JSON.parse(token.slice(0, -colon.length)));
      if (names.at(-1)?.has(name)) return true;
      names.at(-1)?.add(name);
    }
  }
  return false;
}

function lowerIsJson({ args, it: [value], context }: CallToLower): MongoExpression {
  const words = args.slice(1).map(({ constant }) => constant);
  if (words.includes('unique')) context.refuse('WITH UNIQUE KEYS works on constants only.');
  const kind = kindOf(words);
  return bind(context, [value], (bound) => {
    const stored: Readonly<Record<Kind, MongoExpression>> = {
      value: true,
      object: hasType(bound, 'object'),
      array: hasType(bound, 'array'),
      scalar: { $not: [{ $in: [{ $type: bound }, ['object', 'array']] }] },
    };
    const regex = `${grammar}\\A(?&gap)(?&${kind})(?&gap)\\z`;
    const text = { $regexMatch: { input: bound, regex: literal(regex) } };
    // A text in JSON is one of its scalars.
    if (args[0] && isJson(args[0])) return stored[kind];
    return cond(hasType(bound, 'string'), text, stored[kind]);
  });
}

/** What SQL's own JSON forms become: JSON_OBJECT(… ABSENT ON NULL), JSON_ARRAY, IS JSON. */
export const jsonFunctions: readonly ScalarFunction[] = [
  {
    name: 'JSON_OBJECT_WITHOUT_NULLS',
    category: 'document',
    documentation:
      "A document of names and values in turn, without those that are NULL. JSON_OBJECT('a': 1 ABSENT ON NULL) is the same.",
    example: { sql: "JSON_OBJECT_WITHOUT_NULLS('a', 1, 'b', NULL)", result: '{"a": 1}' },
    signatures: [signature('[pairs any…]', documentType)],
    nulls: 'own',
    lower: (call) => ({
      $arrayToObject: {
        $filter: { input: { $objectToArray: lowerObject(call) }, cond: isNotNull('$$this.v') },
      },
    }),
    evaluate: (values, { types }) =>
      Object.fromEntries(Object.entries(evaluateObject(values, types)).filter(([, value]) => value !== null)),
  },
  {
    name: 'JSON_ARRAY',
    category: 'document',
    documentation:
      'A JSON array of values of any types, without those that are NULL; with NULL ON NULL behind them, with those.',
    example: { sql: "JSON_ARRAY(1, 'a', NULL)", result: '[1, "a"]' },
    signatures: [signature('[values any…]', documentType, 'json array')],
    nulls: 'own',
    lower: ({ args }) => ({ $filter: { input: args.map(orNull), cond: isNotNull('$$this') } }),
    evaluate: (values, { types }) =>
      values.flatMap((value, index) => (value === null ? [] : [inside(value, types[index]!)])),
  },
  {
    name: 'IS_JSON',
    category: 'document',
    documentation:
      'Whether a text is JSON: any value, an object, an array or a scalar. Also written x IS [NOT] JSON [OBJECT] [WITH UNIQUE KEYS]. What is no text is JSON as it is.',
    example: { sql: "IS_JSON('[1]', 'array')", result: 'true' },
    signatures: [signature('value any, [kind text], [unique text]', booleanType)],
    nulls: 'strict',
    lower: lowerIsJson,
    evaluate: ([value, ...words]) => isJsonText(value, words),
  },
];
