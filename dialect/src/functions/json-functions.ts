import { printJson } from './casts/print-value.ts';
import { lowerToText } from './casts/lower-to-text.ts';
import { bind, cond, hasType, isNotNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, LoweringContext, ScalarFunction } from './lowering.ts';
import { lowerStep } from './operators/containers.ts';
import { evaluateObject, inside, jsonKind, lowerObject, orNull } from './json-values.ts';
import { signature } from './signature.ts';
import { booleanType, documentType, SqlError, textType, unknownType } from './values.ts';

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

function isJson(value: unknown, words: readonly unknown[]): boolean {
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
    return cond(hasType(bound, 'string'), text, stored[kind]);
  });
}

/** The steps of a path of names and positions: `$.a.b[0]."c d"`; undefined where it says more. */
function stepsOf(path: string): readonly (string | number)[] | undefined {
  const [, rest] = /^\s*(?:lax\s+)?\$(.*)$/s.exec(path) ?? [];
  if (rest === undefined) return undefined;
  const step = /\s*(?:\.\s*(?:([\p{L}_][\p{L}\p{N}_$]*)|("(?:[^"\\]|\\.)*"))|\[\s*(\d+)\s*\])\s*/suy;
  const steps: (string | number)[] = [];
  while (step.lastIndex < rest.trimEnd().length) {
    const found = step.exec(rest);
    if (!found) return undefined;
    const [, name, quoted, position] = found;
    steps.push(position === undefined ? (name ?? String(JSON.parse(quoted ?? '""'))) : Number(position));
  }
  return steps;
}

const unreadable = (path: unknown) =>
  `The path ${String(path)} is more than names and positions, such as $.a.b[0].`;

function found(value: unknown, path: unknown): unknown {
  const steps = stepsOf(String(path));
  if (!steps) throw new SqlError(unreadable(path));
  return steps.reduce<unknown>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : step === 0 ? inner : undefined;
    return jsonKind(inner ?? null) === 'object' ? (inner as Record<string, unknown>)[step] : undefined;
  }, value);
}

function lowerFound({ args: [, path], it: [value], context }: CallToLower): MongoExpression {
  const steps = typeof path?.constant === 'string' ? stepsOf(path.constant) : undefined;
  if (!steps) {
    const written = path?.constant;
    context.refuse(written === undefined ? 'The path must be a constant.' : unreadable(written));
    return literal(null);
  }
  return steps.reduce<MongoExpression>((inner, step) => lowerStep(context, inner, step), value);
}

const isScalar = (value: MongoExpression) => ({
  $not: [{ $in: [{ $type: value }, ['object', 'array']] }],
});

function lowerScalarText(value: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [value], (bound) => {
    const text = lowerToText({ expression: bound, type: unknownType, nullable: true }, context);
    return cond(isScalar(bound), text, null);
  });
}

/** What SQL's own JSON forms become: JSON_OBJECT(… ABSENT ON NULL), IS JSON, JSON_VALUE and their kin. */
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
    evaluate: ([value, ...words]) => isJson(value, words),
  },
  {
    name: 'JSON_VALUE',
    category: 'document',
    documentation:
      'The scalar at a path of names and positions, as text, or with RETURNING as another type; NULL where there is none.',
    example: { sql: `JSON_VALUE('{"a": [1, 2]}', '$.a[1]')`, result: '2' },
    signatures: [signature('document, path text', textType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: (call) => lowerScalarText(lowerFound(call), call.context),
    evaluate: ([value, path]) => {
      const scalar = found(value, path) ?? null;
      if (scalar === null || ['object', 'array'].includes(jsonKind(scalar))) return null;
      return typeof scalar === 'string' ? scalar : printJson(scalar);
    },
  },
  {
    name: 'JSON_QUERY',
    aliases: ['JSONB_PATH_QUERY_FIRST'],
    category: 'document',
    documentation: 'What stands at a path of names and positions, as JSON; NULL where there is nothing.',
    example: { sql: `JSON_QUERY('{"a": [1, 2]}', '$.a')`, result: '[1, 2]' },
    signatures: [signature('document, path text', documentType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerFound,
    evaluate: ([value, path]) => found(value, path) ?? null,
  },
  {
    name: 'JSON_EXISTS',
    aliases: ['JSONB_PATH_EXISTS'],
    category: 'document',
    documentation: 'Whether there is anything at a path of names and positions.',
    example: { sql: `JSON_EXISTS('{"a": [1, 2]}', '$.a[2]')`, result: 'false' },
    signatures: [signature('document, path text', booleanType)],
    nulls: 'strict',
    lower: (call) => ({ $ne: [{ $type: lowerFound(call) }, 'missing'] }),
    evaluate: ([value, path]) => found(value, path) !== undefined,
  },
];
