import type { EditTarget } from './edit-target.ts';
import { sqlConstant } from './sql-constant.ts';

/** A value of a document: the document's `_id`, and the field as SQL writes it. */
export interface FieldPlace {
  readonly target: EditTarget;
  readonly id: unknown;
  readonly field: string;
}

/** A statement with the values of its parameters, which keep their BSON types. */
export interface EditStatement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Reads the value as it is now, with the name of its BSON type. */
export function readField({ target, id, field }: FieldPlace): EditStatement {
  return {
    text: `SELECT ${field} AS value, BSON_TYPE(${field}) AS type FROM ${target.collection} WHERE _id = :id`,
    parameters: { id },
  };
}

/** Writes the value, unless somebody else did since: then no document is found. */
export function writeField(place: FieldPlace, before: unknown, value: unknown): EditStatement {
  const { text } = template(place, before, ':value', ':id', ':before');
  return { text, parameters: { value, id: place.id, ...(before === undefined ? {} : { before }) } };
}

/** The same for reading: with its values as constants. */
export function shownWrite(place: FieldPlace, before: unknown, value: unknown): string {
  return template(place, before, sqlConstant(value), sqlConstant(place.id), sqlConstant(before)).text;
}

function template(
  { target, field }: FieldPlace,
  before: unknown,
  value: string,
  id: string,
  old: string,
): { readonly text: string } {
  const unchanged = before === undefined ? `${field} IS MISSING` : `${field} IS NOT DISTINCT FROM ${old}`;
  return { text: `UPDATE ${target.collection} SET ${field} = ${value} WHERE _id = ${id} AND ${unchanged}` };
}
