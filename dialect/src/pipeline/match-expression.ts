import type { MongoExpression } from '../functions/function-row.ts';
import type { Document } from './command.ts';

/**
 * What $match needs to ask an expression. Comparisons of a field with a variable of the rows around stand apart: an index takes them, but not
 * in one expression with what else is asked there, such as what guards against NULL.
 */
export function asked(expression: MongoExpression): Document {
  const parts = (expression as Document | null)?.['$and'];
  if (!Array.isArray(parts)) return { $expr: expression };
  const byIndex = parts.filter(isOfVariable);
  const rest = parts.filter((part) => !byIndex.includes(part));
  if (byIndex.length === 0 || rest.length === 0) return { $expr: expression };
  return { $and: [byIndex, rest].map(together) };
}

const together = (parts: readonly MongoExpression[]): Document => ({
  $expr: parts.length === 1 ? parts[0] : { $and: parts },
});

function isOfVariable(part: MongoExpression): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const [[operator = '', sides] = []] = Object.entries(part);
  if (!comparisons.includes(operator) || !Array.isArray(sides)) return false;
  const has = (form: RegExp) => sides.some((side) => typeof side === 'string' && form.test(side));
  return has(/^\$[^$]/) && has(/^\$\$(?!ROOT|CURRENT)/);
}

const comparisons: readonly string[] = ['$eq', '$lt', '$lte', '$gt', '$gte'];
