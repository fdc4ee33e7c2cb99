import { bind, cond, hasType, literal } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { lowerKind } from '../json-values.ts';
import type { LoweringContext } from '../lowering.ts';
import { regexPattern } from '../operators/pattern-text.ts';
import { raise } from '../raise.ts';
import { withoutVariable } from './read.ts';
import type { Comparison, JsonPath, Path, Position, Range, Scalar, Step, Test } from './read.ts';

// A path over each row's document, by the rules that evaluate.ts tells: every step is an array of the items found so far.

interface Surroundings {
  readonly context: LoweringContext;
  readonly root: MongoExpression;
  readonly variables: MongoExpression;
  readonly current: MongoExpression;
}

/** Items as an array; one item stands for itself, and one that is no array to begin with says so. */
type Items =
  | { readonly kind: 'many'; readonly array: MongoExpression }
  | { readonly kind: 'one'; readonly item: MongoExpression; readonly scalar?: Scalar };

type Build = (item: MongoExpression) => MongoExpression;

/** The items that a path finds, as an array; a condition is one item, NULL where it is unknown. */
export function lowerJsonPath(
  path: JsonPath,
  root: MongoExpression,
  variables: MongoExpression,
  context: LoweringContext,
): MongoExpression {
  const around = { context, root, variables, current: root };
  return path.kind === 'test' ? [lowerTruth(path.test, around)] : arrayOf(itemsOf(path.path, around));
}

/** A condition in its three values. */
function lowerTruth(test: Test, around: Surroundings): MongoExpression {
  return cond(lowerTest(test, true, around), true, cond(lowerTest(test, false, around), false, null));
}

const arrayOf = (items: Items): MongoExpression => (items.kind === 'many' ? items.array : [items.item]);

const asArray = (item: MongoExpression, context: LoweringContext): MongoExpression =>
  bind(context, [item], (value) => cond({ $isArray: [value] }, value, [value]));

function map(array: MongoExpression, context: LoweringContext, build: Build): MongoExpression {
  const as = context.fresh('item');
  return { $map: { input: array, as, in: build(`$$${as}`) } };
}

const flatMap = (array: MongoExpression, context: LoweringContext, build: Build): MongoExpression => ({
  $reduce: {
    input: map(array, context, build),
    initialValue: [],
    in: { $concatArrays: ['$$value', '$$this'] },
  },
});

/** The items, those of arrays instead of the arrays. */
const unwrapped = (items: Items, context: LoweringContext): MongoExpression =>
  items.kind === 'one'
    ? asArray(items.item, context)
    : flatMap(items.array, context, (item) => asArray(item, context));

const eachOf = (items: Items, context: LoweringContext, build: Build): Items =>
  items.kind === 'one'
    ? { kind: 'one', item: build(items.item) }
    : { kind: 'many', array: map(items.array, context, build) };

function itemsOf({ from, steps }: Path, around: Surroundings): Items {
  return steps.reduce<Items>((items, step) => stepped(items, step, around), startOf(from, around));
}

function startOf(from: Path['from'], around: Surroundings): Items {
  switch (from.kind) {
    case 'root':
      return { kind: 'one', item: around.root };
    case 'current':
      return { kind: 'one', item: around.current };
    case 'literal':
      return { kind: 'one', item: literal(from.value), scalar: from.value };
    case 'variable':
      return { kind: 'one', item: variable(from.name, around) };
  }
}

const variable = (name: string, { context, variables }: Surroundings): MongoExpression =>
  bind(context, [field(variables, name)], (value) =>
    cond(hasType(value, 'missing'), raise('argument', withoutVariable(name)), value),
  );

const field = (document: MongoExpression, name: string): MongoExpression => ({
  $getField: { field: literal(name), input: document },
});

function stepped(items: Items, step: Step, around: Surroundings): Items {
  const { context } = around;
  switch (step.kind) {
    case 'member': {
      const as = context.fresh('item');
      const found = { $ne: [{ $type: field(`$$${as}`, step.name) }, 'missing'] };
      const having = {
        $filter: {
          input: unwrapped(items, context),
          as,
          cond: { $and: [hasType(`$$${as}`, 'object'), found] },
        },
      };
      return { kind: 'many', array: map(having, context, (item) => field(item, step.name)) };
    }
    case 'members': {
      const values: Build = (item) =>
        cond(hasType(item, 'object'), { $map: { input: { $objectToArray: item }, in: '$$this.v' } }, []);
      return { kind: 'many', array: flatMap(unwrapped(items, context), context, values) };
    }
    case 'elements':
      return { kind: 'many', array: unwrapped(items, context) };
    case 'positions': {
      const picked: Build = (item) =>
        bind(context, [asArray(item, context)], (array) => ranges(array, step.ranges, context));
      const array = items.kind === 'one' ? picked(items.item) : flatMap(items.array, context, picked);
      return { kind: 'many', array };
    }
    case 'filter': {
      const as = context.fresh('item');
      const test = lowerTest(step.test, true, { ...around, current: `$$${as}` });
      return { kind: 'many', array: { $filter: { input: unwrapped(items, context), as, cond: test } } };
    }
    case 'size':
      return eachOf(items, context, (item) =>
        bind(context, [item], (value) => cond({ $isArray: [value] }, { $size: value }, 1)),
      );
    case 'type':
      return eachOf(items, context, (item) =>
        bind(context, [item], (value) => ({ $ifNull: [lowerKind(value), 'null'] })),
      );
  }
}

function ranges(array: MongoExpression, all: readonly Range[], context: LoweringContext): MongoExpression {
  const parts = all.map((range) => slice(array, range, context));
  return parts.length === 1 ? parts[0] : { $concatArrays: parts };
}

function slice(array: MongoExpression, { from, to }: Range, context: LoweringContext): MongoExpression {
  if (!from.back && !to.back) return to.at < from.at ? [] : { $slice: [array, from.at, to.at - from.at + 1] };
  const place = ({ at, back }: Position): MongoExpression =>
    back ? { $subtract: [{ $size: array }, 1 + at] } : at;
  return bind(context, [{ $max: [place(from), 0] }, place(to)], (first, last) =>
    cond(
      { $gte: [last, first] },
      { $slice: [array, first, { $add: [{ $subtract: [last, first] }, 1] }] },
      [],
    ),
  );
}

/** Whether a condition is true, or whether it is false: where it is unknown, it is neither. */
function lowerTest(test: Test, wanted: boolean, around: Surroundings): MongoExpression {
  const inner = (part: Test, is = wanted) => lowerTest(part, is, around);
  switch (test.kind) {
    case 'and':
    case 'or':
      return { [(test.kind === 'and') === wanted ? '$and' : '$or']: [inner(test.left), inner(test.right)] };
    case 'not':
      return inner(test.test, !wanted);
    case 'unknown': {
      const known = { $or: [inner(test.test, true), inner(test.test, false)] };
      return wanted ? { $not: [known] } : known;
    }
    case 'exists': {
      const found = arrayOf(itemsOf(test.path, around));
      return { [wanted ? '$ne' : '$eq']: [found, []] };
    }
    case 'compare':
      return pairs(test.left, test.right, wanted, around, (left, right) =>
        comparison(test.operator, left, right, wanted),
      );
    case 'starts':
      return pairs(test.path, test.prefix, wanted, around, (left, right) =>
        ofTexts([left, right], {
          [wanted ? '$eq' : '$ne']: [{ $indexOfCP: [left.item, right.item] }, 0],
        }),
      );
    case 'regex': {
      const match = (item: MongoExpression) => ({
        $regexMatch: {
          input: item,
          regex: literal(regexPattern(test.pattern, 'pcre')),
          options: test.insensitive ? 'is' : 's',
        },
      });
      return some(itemsOf(test.path, around), wanted, around, (item) =>
        ofTexts([{ item }], wanted ? match(item) : { $not: [match(item)] }),
      );
    }
  }
}

interface Operand {
  readonly item: MongoExpression;
  readonly scalar?: Scalar;
}

/** True where it holds for any item, false where it is false for all of them. */
function some(items: Items, wanted: boolean, around: Surroundings, build: Build): MongoExpression {
  const truths = map(unwrapped(items, around.context), around.context, build);
  return { [wanted ? '$anyElementTrue' : '$allElementsTrue']: [truths] };
}

function pairs(
  left: Path,
  right: Path,
  wanted: boolean,
  around: Surroundings,
  build: (left: Operand, right: Operand) => MongoExpression,
): MongoExpression {
  const over = (path: Path, then: (operand: Operand) => MongoExpression): MongoExpression => {
    const items = itemsOf(path, around);
    return items.kind === 'one' && items.scalar !== undefined
      ? then(items)
      : some(items, wanted, around, (item) => then({ item }));
  };
  return over(left, (l) => over(right, (r) => build(l, r)));
}

/** Asked only of texts: other values would make it fail. */
const ofTexts = (operands: readonly Operand[], test: MongoExpression): MongoExpression =>
  cond({ $and: operands.map(({ item }) => hasType(item, 'string')) }, test, false);

const operators: Readonly<Record<Comparison, string>> = {
  '==': '$eq',
  '!=': '$ne',
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
};

/** Values that can be compared are of one of these. */
const kinds: readonly {
  readonly holds: (scalar: Scalar) => boolean;
  readonly test: Build;
}[] = [
  { holds: (scalar) => typeof scalar === 'number', test: (item) => ({ $isNumber: item }) },
  { holds: (scalar) => typeof scalar === 'string', test: (item) => hasType(item, 'string') },
  { holds: (scalar) => typeof scalar === 'boolean', test: (item) => hasType(item, 'bool') },
  { holds: (scalar) => scalar === null, test: (item) => hasType(item, 'null') },
];

function alike(operands: readonly Operand[]): MongoExpression {
  const open = operands.filter(({ scalar }) => scalar === undefined);
  const known = operands.flatMap(({ scalar }) => (scalar === undefined ? [] : [scalar]));
  const possible = kinds.filter(({ holds }) => known.every(holds));
  return { $or: possible.map(({ test }) => ({ $and: open.map(({ item }) => test(item)) })) };
}

/** Of two scalars: those of different kinds are not comparable, but for JSON's null, which is unequal to everything else. */
function comparison(operator: Comparison, left: Operand, right: Operand, wanted: boolean): MongoExpression {
  const plain: MongoExpression = { [operators[operator]]: [left.item, right.item] };
  const decided = { $and: [alike([left, right]), wanted ? plain : { $not: [plain] }] };
  if ((operator === '!=') !== wanted) return decided;
  return { $or: [decided, { $ne: [hasType(left.item, 'null'), hasType(right.item, 'null')] }] };
}
