import { bind, choose, cond, hasType, isNull, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweredArgument, LoweringContext } from './lowering.ts';
import { raise } from './raise.ts';

// JSON is ordered and told apart by a key: a list of tokens, each a rank and a value. An object or array is the token of its size and, behind
// it, those of its members, an object's names and values in turn. Two keys are compared token by token as MongoDB compares arrays, which is
// PostgreSQL's order of jsonb: with the sizes the same so far, tokens at one place stand for the same member. As expressions cannot call
// themselves, each round opens the containers of one more level, until none is left.

/** How many objects and arrays may stand in one another. */
const mostLevels = 24;

const ranks = { empty: -1, null: 0, string: 1, number: 2, boolean: 3, array: 4, object: 5 } as const;

type Compared = Pick<LoweredArgument, 'type' | 'likely'>;

/** Whether a value is one of JSON, as far as is known or samples show. */
export const isJson = ({ type, likely }: Compared): boolean =>
  type.name === 'document' ||
  (type.name === 'unknown' && (type.json === true || likely?.name === 'document'));

/** Whether a value may be an object or an array, as far as is known or samples show. */
const mayBeContainer = ({ type, likely = type }: Compared): boolean =>
  ['document', 'array', 'unknown'].includes(type.name === 'unknown' ? likely.name : type.name);

/** Whether two values are equal as JSON is, where the order of fields does not count: beside a scalar none is to be told apart. */
export const areSameAsJson = (left: Compared, right: Compared): boolean =>
  (isJson(left) || isJson(right)) && mayBeContainer(left) && mayBeContainer(right);

const isContainer = (value: MongoExpression): MongoExpression => hasType(value, 'object', 'array');

/** A value as a token; an object or array as a document that holds it, which the next round opens. Dates and ids are texts to JSON. */
const token = (value: MongoExpression): MongoExpression =>
  choose(
    [
      [isNull(value), [ranks.null]],
      [{ $isNumber: value }, [ranks.number, value]],
      [hasType(value, 'bool'), [ranks.boolean, value]],
      [isContainer(value), { of: value }],
    ],
    [ranks.string, value],
  );

/** The tokens of an object or array, its members as they are. */
function opened(context: LoweringContext, container: MongoExpression): MongoExpression {
  const [field, pair, member] = [context.fresh('field'), context.fresh('pair'), context.fresh('member')];
  // Names in the order in which jsonb keeps them: shorter ones first.
  const named = {
    $map: {
      input: { $objectToArray: container },
      as: field,
      in: { n: { $strLenBytes: `$$${field}.k` }, k: `$$${field}.k`, v: `$$${field}.v` },
    },
  };
  const fields = {
    $reduce: {
      input: {
        $map: {
          input: { $sortArray: { input: named, sortBy: { n: 1, k: 1 } } },
          as: pair,
          in: [`$$${pair}.k`, `$$${pair}.v`],
        },
      },
      initialValue: [],
      in: { $concatArrays: ['$$value', '$$this'] },
    },
  };
  const isArray = hasType(container, 'array');
  return bind(context, [cond(isArray, container, fields)], (members) => ({
    $concatArrays: [
      [[cond(isArray, ranks.array, ranks.object), { $size: members }]],
      { $map: { input: members, as: member, in: token(`$$${member}`) } },
    ],
  }));
}

/** The key of an object or array. */
function containerKey(context: LoweringContext, value: MongoExpression): MongoExpression {
  const part = context.fresh('part');
  const found = `$$${part}`;
  const isOpen = hasType(found, 'object');
  const anyOpen = { $anyElementTrue: [{ $map: { input: '$$value', as: part, in: isOpen } }] };
  const [all, sofar] = [context.fresh('all'), '$$value'];
  const further: MongoExpression = {
    $reduce: {
      input: {
        $map: { input: `$$${all}`, as: part, in: cond(isOpen, opened(context, `${found}.of`), [found]) },
      },
      initialValue: [],
      in: { $concatArrays: ['$$value', '$$this'] },
    },
  };
  const isArray = hasType(value, 'array');
  // MongoDB computes what hangs on constants whether it is asked for or not: nothing but an object may come to $objectToArray.
  const fields = { $objectToArray: cond(hasType(value, 'object'), value, literal({})) };
  const members = cond(isArray, value, { $map: { input: fields, as: part, in: `${found}.v` } });
  const isNested = { $anyElementTrue: [{ $map: { input: members, as: part, in: isContainer(found) } }] };
  const levels: MongoExpression = {
    $reduce: {
      input: { $range: [0, cond(isNested, mostLevels, 1)] },
      initialValue: [{ of: value }],
      in: cond(anyOpen, { $let: { vars: { [all]: sofar }, in: further } }, sofar),
    },
  };
  return bind(context, [levels], (tokens) => {
    const open = { $anyElementTrue: [{ $map: { input: tokens, as: part, in: isOpen } }] };
    const tooDeep = raise(
      'argument',
      `JSON is compared where no more than ${mostLevels} levels stand in one another.`,
    );
    return cond(open, tooDeep, tokens);
  });
}

/** What orders a value of JSON that is not NULL among others as PostgreSQL orders jsonb. */
export const jsonOrder = (context: LoweringContext, value: MongoExpression): MongoExpression =>
  bind(context, [value], (found) => ({
    // An array without elements that stands alone is less than all else.
    k: choose(
      [
        [{ $eq: [found, []] }, [[ranks.empty]]],
        [isContainer(found), containerKey(context, found)],
      ],
      [token(found)],
    ),
  }));

/** What tells a value of JSON from others: an object or array as its key, in which the order of fields does not count. NULL for NULL. */
export const jsonIdentity = (context: LoweringContext, value: MongoExpression): MongoExpression =>
  bind(context, [value], (found) =>
    cond(isContainer(found), { k: containerKey(context, found) }, { $ifNull: [found, literal(null)] }),
  );

/** Whether two values of JSON are the same. Keys are made of two objects or two arrays only: they cost a hundred times a comparison. */
export const lowerSameValues = (
  context: LoweringContext,
  left: MongoExpression,
  right: MongoExpression,
): MongoExpression => ({
  $or: [
    { $eq: [left, right] },
    {
      $and: [
        isContainer(left),
        { $eq: [{ $type: left }, { $type: right }] },
        { $eq: [containerKey(context, left), containerKey(context, right)] },
      ],
    },
  ],
});
