import { compareValues } from '../operators/evaluate-comparison.ts';
import { searchOf } from '../operators/pattern-text.ts';
import { isPlainObject, jsonKind } from '../json-values.ts';
import { SqlError } from '../values.ts';
import { withoutVariable } from './read.ts';
import type { Comparison, JsonPath, Path, Position, Step, Test } from './read.ts';

// A path over a constant: the items that it finds, in order. As in PostgreSQL's lax mode, what asks for a member looks into arrays, what asks for
// elements takes anything else as an array of one, and a comparison looks for any pair of items that it holds for.

interface Surroundings {
  readonly root: unknown;
  readonly variables: unknown;
  readonly current: unknown;
}

type Items = readonly unknown[];

const asArray = (item: unknown): Items => (Array.isArray(item) ? item : [item]);

/** What a path finds; a condition is one item, NULL where it is unknown. */
export function evaluateJsonPath(path: JsonPath, root: unknown, variables: unknown): Items {
  const around = { root, variables, current: root };
  return path.kind === 'test' ? [truth(path.test, around)] : itemsOf(path.path, around);
}

function itemsOf({ from, steps }: Path, around: Surroundings): Items {
  return steps.reduce<Items>((items, step) => stepped(items, step, around), [startOf(from, around)]);
}

function startOf(from: Path['from'], around: Surroundings): unknown {
  switch (from.kind) {
    case 'root':
      return around.root;
    case 'current':
      return around.current;
    case 'literal':
      return from.value;
    case 'variable':
      if (isPlainObject(around.variables) && Object.hasOwn(around.variables, from.name))
        return around.variables[from.name];
      throw new SqlError(withoutVariable(from.name));
  }
}

function stepped(items: Items, step: Step, around: Surroundings): Items {
  switch (step.kind) {
    case 'member':
      return items
        .flatMap(asArray)
        .flatMap((item) => (isPlainObject(item) && Object.hasOwn(item, step.name) ? [item[step.name]] : []));
    case 'members':
      return items.flatMap(asArray).flatMap((item) => (isPlainObject(item) ? Object.values(item) : []));
    case 'elements':
      return items.flatMap(asArray);
    case 'positions':
      return items.map(asArray).flatMap((array) =>
        step.ranges.flatMap(({ from, to }) => {
          const place = ({ at, back }: Position) => (back ? array.length - 1 - at : at);
          return array.slice(Math.max(place(from), 0), Math.max(place(to) + 1, 0));
        }),
      );
    case 'filter':
      return items.flatMap(asArray).filter((current) => truth(step.test, { ...around, current }) === true);
    case 'size':
      return items.map((item) => (Array.isArray(item) ? item.length : 1));
    case 'type':
      return items.map((item) => jsonKind(item));
  }
}

/** NULL where it is unknown. */
function truth(test: Test, around: Surroundings): boolean | null {
  const items = (path: Path) => itemsOf(path, around).flatMap(asArray);
  switch (test.kind) {
    case 'and':
    case 'or': {
      const both = [truth(test.left, around), truth(test.right, around)];
      const decisive = test.kind === 'or';
      return both.includes(decisive) ? decisive : both.includes(null) ? null : !decisive;
    }
    case 'not': {
      const inner = truth(test.test, around);
      return inner === null ? null : !inner;
    }
    case 'unknown':
      return truth(test.test, around) === null;
    case 'exists':
      return itemsOf(test.path, around).length > 0;
    case 'compare':
      return anyOf(
        items(test.left).flatMap((left) =>
          items(test.right).map((right) => compared(test.operator, left, right)),
        ),
      );
    case 'starts':
      return anyOf(
        items(test.path).flatMap((item) =>
          items(test.prefix).map((prefix) =>
            typeof item === 'string' && typeof prefix === 'string' ? item.startsWith(prefix) : null,
          ),
        ),
      );
    case 'regex': {
      const flags = test.insensitive ? 'i' : '';
      return anyOf(
        items(test.path).map((item) =>
          typeof item === 'string' ? searchOf(item, test.pattern, flags).test(item) : null,
        ),
      );
    }
  }
}

const anyOf = (truths: readonly (boolean | null)[]): boolean | null =>
  truths.includes(true) ? true : truths.includes(null) ? null : false;

function compared(operator: Comparison, left: unknown, right: unknown): boolean | null {
  const kinds = [jsonKind(left), jsonKind(right)];
  if (kinds[0] !== kinds[1]) return kinds.includes('null') ? operator === '!=' : null;
  if (kinds.includes('object') || kinds.includes('array')) return null;
  const order = left === null ? 0 : (compareValues(left, right) ?? null);
  if (order === null) return null;
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}
