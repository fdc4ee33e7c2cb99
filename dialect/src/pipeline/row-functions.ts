import type { SqlType } from '../catalog/types.ts';
import type { BoundExpression, BoundSeries } from '../analysis/bound.ts';
import { cast } from '../analysis/shape.ts';
import { lowerMemberText } from '../functions/casts/lower-json-text.ts';
import { bind, choose, cond, hasType, isNull, literal } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { findFunction, lowerCast } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import { raise } from '../functions/raise.ts';
import { arrayOf, documentType, LeftToRun, textType, unknownType } from '../functions/values.ts';
import { evaluateMatches, lowerMatches } from '../functions/regexp.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower } from './lower.ts';

/** The values of a function that gives a row for each part of its argument, as an array; undefined for a function that is none of these. */
export function partsOf(c: Compiler, series: BoundSeries, layout: Layout): MongoExpression | undefined {
  const [first] = series.args;
  if (!first) return undefined;
  switch (series.function) {
    case 'REGEXP_SPLIT_TO_TABLE':
      return called(c, 'REGEXP_SPLIT_TO_ARRAY', series, layout);
    case 'STRING_TO_TABLE':
      return called(c, 'STRING_TO_ARRAY', series, layout);
    case 'JSONB_PATH_QUERY':
      return called(c, 'JSONB_PATH_QUERY_ARRAY', series, layout, documentType);
    case 'REGEXP_MATCHES':
      return matches(c, series, layout);
    case 'GENERATE_SUBSCRIPTS':
      return subscripts(c, series, layout);
    case 'JSON_ARRAY_ELEMENTS':
    case 'JSON_TO_RECORDSET':
      return elements(c, series, first, layout);
    case 'JSON_ARRAY_ELEMENTS_TEXT':
      return asTexts(c, elements(c, series, first, layout), (each, text) => text(each));
    case 'JSON_EACH_TEXT':
      return asTexts(c, fields(c, series, first, layout), (each, text) => ({
        k: `${each}.k`,
        v: text(`${each}.v`),
      }));
    case 'JSON_EACH':
      return fields(c, series, first, layout);
    case 'JSON_TO_RECORD':
      return [json(c, first, layout)];
    case 'JSON_OBJECT_KEYS':
      return { $map: { input: fields(c, series, first, layout), as: 'each', in: '$$each.k' } };
    default:
      return undefined;
  }
}

/** Members of a document, each as `build` has it of its text. */
function asTexts(
  c: Compiler,
  members: MongoExpression,
  build: (each: string, text: (member: string) => MongoExpression) => MongoExpression,
): MongoExpression {
  const as = c.lowering.fresh('each');
  return {
    $map: { input: members, as, in: build(`$$${as}`, (member) => lowerMemberText(c.lowering, member)) },
  };
}

/** What a field of a document holds, as a value of a type: its text is its JSON, as JSON_EACH_TEXT has it. */
export function memberAs(c: Compiler, member: MongoExpression, to: SqlType): MongoExpression {
  const found: LoweredArgument =
    to.name === 'text'
      ? { expression: lowerMemberText(c.lowering, member), type: textType, nullable: true }
      : { expression: member, type: unknownType, nullable: true };
  return lowerCast(found, to, { try: false }, c.lowering);
}

/** The function that gives the same values as one array. */
function called(
  c: Compiler,
  name: string,
  series: BoundSeries,
  layout: Layout,
  type: SqlType = arrayOf(textType),
): MongoExpression | undefined {
  const row = findFunction(name);
  if (!row || !isScalar(row)) return undefined;
  const { args, span } = series;
  return lower(c, { kind: 'call', row, args, span, type, nullable: true }, layout).expression;
}

/** The groups of each match. An expression over constants alone would be refused by MongoDB where it fails, so it is computed here. */
function matches(c: Compiler, series: BoundSeries, layout: Layout): MongoExpression {
  const args = series.args.map((arg) => lower(c, arg, layout));
  if (args.some((arg) => arg.constant === null)) return [];
  const constants = args.map((arg) => arg.constant);
  if (constants.every((value) => typeof value === 'string')) {
    const [value = '', pattern = '', flags = ''] = constants;
    try {
      return literal(evaluateMatches(value, pattern, flags));
    } catch (error) {
      // What may search without end is searched for where it can be cut off.
      if (!(error instanceof LeftToRun)) {
        c.report('QL4004', series.span, [error instanceof Error ? error.message : String(error)]);
        return [];
      }
    }
  }
  const made = lowerMatches({
    args,
    it: args.map((arg) => arg.expression),
    returns: arrayOf(textType),
    context: c.lowering,
  });
  return unlessAnyNull(args, made);
}

function unlessAnyNull(args: readonly LoweredArgument[], value: MongoExpression): MongoExpression {
  const tests = args.filter((arg) => arg.nullable).map((arg) => isNull(arg.expression));
  return tests.length === 0 ? value : cond(tests.length === 1 ? tests[0] : { $or: tests }, [], value);
}

/** As in PostgreSQL: an array has no further dimension. */
const mostDimensions = 6;

/** The subscripts of one dimension of an array, which count from 0. */
function subscripts(c: Compiler, series: BoundSeries, layout: Layout): MongoExpression {
  const [array, dimension] = series.args.map((arg) => lower(c, arg, layout));
  const deepest = Number(String(dimension?.constant ?? 1));
  if (!(deepest >= 1 && deepest <= mostDimensions)) return [];
  let inner = array?.expression;
  for (let depth = deepest; depth > 1; depth -= 1) inner = { $arrayElemAt: [inner, 0] };
  const size = { $size: { $cond: [{ $isArray: [inner] }, inner, []] } };
  return { $range: [0, size] };
}

/** The elements of a JSON array; a value that is none is told of. */
const elements = (c: Compiler, series: BoundSeries, value: BoundExpression, layout: Layout) =>
  membersOf(c, series, json(c, value, layout), 'array', (array) => array);

/** The fields of a document, each with its name and value; a value that is none is told of. */
const fields = (c: Compiler, series: BoundSeries, value: BoundExpression, layout: Layout) =>
  membersOf(c, series, json(c, value, layout), 'object', (object) => ({ $objectToArray: object }));

function membersOf(
  c: Compiler,
  series: BoundSeries,
  value: MongoExpression,
  kind: 'array' | 'object',
  members: (container: MongoExpression) => MongoExpression,
): MongoExpression {
  const article = kind === 'array' ? 'an array' : 'an object';
  return bind(c.lowering, [value], (found) => {
    const other = raise('argument', `${series.function} takes ${article}, not `, { $type: found });
    return choose(
      [
        [hasType(found, kind), members(found)],
        [isNull(found), null],
      ],
      other,
    );
  });
}

/** A JSON value: what stands in a document already, or a constant text that is read here. */
function json(c: Compiler, value: BoundExpression, layout: Layout): MongoExpression {
  const text = value.type.name === 'text' || (value.kind === 'constant' && value.untyped === true);
  return lower(c, text ? cast(value, { name: 'document' }) : value, layout).expression;
}
