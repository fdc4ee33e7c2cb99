import { bind, choose, cond, hasType, isNull, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';
import { raise } from '../raise.ts';
import { decimalText, plainText } from './lower-number-text.ts';

// MongoDB's expressions cannot call themselves. So a document becomes text level by level: a list of pieces, in which each object or array is
// replaced by its marks, its names and its values, until none is left. Pieces that are texts are done.

/** How many objects and arrays may stand in one another. */
const mostLevels = 24;

const escapes: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
];

/** A text in quotes, with JSON's escapes where it needs some. */
function quoted(text: MongoExpression): MongoExpression {
  const escaped = escapes.reduce<MongoExpression>(
    (input, [find, replacement]) => ({
      $replaceAll: { input, find: literal(find), replacement: literal(replacement) },
    }),
    text,
  );
  const needed = { $regexMatch: { input: text, regex: '["\\\\\\x00-\\x1f]' } };
  return { $concat: ['"', cond(needed, escaped, text), '"'] };
}

/** An instant as JSON has it: `2024-01-31T10:00:00.25+00:00`. */
function isoText(date: MongoExpression): MongoExpression {
  const iso = { $dateToString: { date, format: '%Y-%m-%dT%H:%M:%S.%L' } };
  return { $concat: [{ $rtrim: { input: { $rtrim: { input: iso, chars: '0' } }, chars: '.' } }, '+00:00'] };
}

/** A value as a piece: its text, or the object or array itself. */
function piece(context: LoweringContext, value: MongoExpression): MongoExpression {
  return choose(
    [
      [isNull(value), 'null'],
      [hasType(value, 'object', 'array'), value],
      [hasType(value, 'string'), quoted(value)],
      [hasType(value, 'int', 'long', 'bool'), { $toString: value }],
      [hasType(value, 'double'), plainText(context, value)],
      [hasType(value, 'decimal'), decimalText(context, value)],
      [hasType(value, 'date'), { $concat: ['"', isoText(value), '"'] }],
      [hasType(value, 'objectId'), { $concat: ['"', { $toString: value }, '"'] }],
    ],
    raise('cast', 'A value of this BSON type has no text in JSON: ', { $type: value }),
  );
}

/** What stands between the marks and members of a level, and behind a name. */
interface Layout {
  readonly open: (level: MongoExpression) => MongoExpression;
  readonly between: (level: MongoExpression) => MongoExpression;
  readonly close: (level: MongoExpression) => MongoExpression;
}

const onOneLine: Layout = { open: () => '', between: () => ', ', close: () => '' };

/** A line for each member, four blanks further in for each level. */
const line = (level: MongoExpression): MongoExpression => ({
  $concat: ['\n', { $substrBytes: [' '.repeat(4 * mostLevels), 0, { $multiply: [4, level] }] }],
});
const onLines: Layout = {
  open: (level) => line({ $add: [level, 1] }),
  between: (level) => ({ $concat: [',', line({ $add: [level, 1] })] }),
  close: line,
};

/** The pieces of an object or array. */
function pieces(
  context: LoweringContext,
  container: MongoExpression,
  level: MongoExpression,
  layout: Layout,
): MongoExpression {
  const isArray = hasType(container, 'array');
  const [member, sofar] = ['$$this', '$$value'];
  const entries = cond(
    isArray,
    { $map: { input: container, as: 'each', in: { v: '$$each' } } },
    { $objectToArray: container },
  );
  const name = cond(isArray, '', { $concat: [quoted(`${member}.k`), ': '] });
  const before = cond({ $eq: [{ $size: sofar }, 1] }, layout.open(level), layout.between(level));
  const members: MongoExpression = {
    $reduce: {
      input: entries,
      initialValue: [cond(isArray, '[', '{')],
      in: {
        $concatArrays: [
          sofar,
          [{ $concat: [before, name] }, bind(context, [`${member}.v`], (v) => piece(context, v))],
        ],
      },
    },
  };
  return { $concatArrays: [members, [{ $concat: [layout.close(level), cond(isArray, ']', '}')] }]] };
}

/** A value's JSON, with a blank behind each colon and comma as jsonb has it; NULL for NULL, though within a document it is `null`. */
export function lowerJsonText(
  context: LoweringContext,
  value: MongoExpression,
  style: 'line' | 'lines' = 'line',
): MongoExpression {
  const [part, level] = [context.fresh('piece'), context.fresh('level')];
  const [found, all] = [`$$${part}`, '$$value'];
  const isContainer = hasType(found, 'object', 'array');
  const layout = style === 'line' ? onOneLine : onLines;
  const open = { $anyElementTrue: [{ $map: { input: all, as: part, in: isContainer } }] };
  const expanded: MongoExpression = {
    $reduce: {
      input: {
        $map: {
          input: all,
          as: part,
          in: cond(isContainer, pieces(context, found, `$$${level}`, layout), [found]),
        },
      },
      initialValue: [],
      in: { $concatArrays: ['$$value', '$$this'] },
    },
  };
  const levels: MongoExpression = {
    $reduce: {
      input: { $range: [0, mostLevels] },
      initialValue: [piece(context, value)],
      in: { $let: { vars: { [level]: '$$this' }, in: cond(open, expanded, all) } },
    },
  };
  const tooDeep = raise(
    'cast',
    `A document becomes text where no more than ${mostLevels} levels stand in one another.`,
  );
  const text: MongoExpression = {
    $reduce: {
      input: levels,
      initialValue: '',
      in: { $concat: ['$$value', cond(hasType('$$this', 'string'), '$$this', { $toString: tooDeep })] },
    },
  };
  return cond(isNull(value), null, text);
}

/** A member of a document as text: a text itself, anything else as its JSON, without quotes. */
export const lowerMemberText = (context: LoweringContext, member: MongoExpression): MongoExpression =>
  bind(context, [member], (value) =>
    choose(
      [
        [hasType(value, 'string'), value],
        [hasType(value, 'date'), isoText(value)],
        [hasType(value, 'objectId'), { $toString: value }],
      ],
      lowerJsonText(context, value),
    ),
  );
