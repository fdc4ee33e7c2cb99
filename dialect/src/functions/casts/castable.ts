import type { SqlType } from '../../catalog/types.ts';
import { bracketOf, isInteger } from '../type-rules.ts';
import type { Bracket } from '../type-rules.ts';

/** What values of a bracket can become beside their own kind, text and documents. */
const others: Partial<Record<Bracket, readonly Bracket[]>> = {
  number: [],
  boolean: [],
  instant: ['time'],
  time: ['interval'],
  interval: ['time'],
  array: [],
};

/** Of what an array holds in the end: one of integer[][] is an integer, however deep it lies. */
export const itemType = (type: SqlType): SqlType =>
  type.name === 'array' ? itemType(type.element ?? { name: 'unknown' }) : type;

/** Whether some value of a type can become another by CAST; of types of which too little is known, yes. */
export function canCast(from: SqlType, to: SqlType): boolean {
  const [source, target] = [bracketOf(from), bracketOf(to)];
  if (!source || !target) return true;
  if (source === target) return source !== 'array' || canCast(itemType(from), itemType(to));
  if (target === 'text' || target === 'document') return true;
  if (target === 'boolean') return isInteger(from) || !others[source];
  if (source === 'boolean') return isInteger(to);
  return others[source]?.includes(target) ?? true;
}

/** Whether a value becomes another type by being stored: numbers and instants among themselves, anything as text. */
export function canAssign(from: SqlType, to: SqlType): boolean {
  const [source, target] = [bracketOf(from), bracketOf(to)];
  if (!source || !target || target === 'text' || target === 'document') return true;
  if (source === target) return source !== 'array' || canAssign(itemType(from), itemType(to));
  return ['document', 'other'].includes(source) || (others[source]?.includes(target) ?? false);
}
