import { createHash } from 'node:crypto';
import { EJSON, ObjectId } from 'bson';
import type { Int32 } from 'bson';
import type { AnyBulkWriteOperation } from 'mongodb';
import type { Document, WriteStep } from '../../../dialect/src/index.ts';
import { PoolError } from '../pools/pool-error.ts';

/** What a write's read gives for each row: see WriteStep. */
export interface RowAction {
  /** Index of its branch; null where nothing is done. */
  readonly b: Int32 | number | null;
  /** The _id of the document that it changes. */
  readonly i: unknown;
  readonly v: readonly (readonly unknown[])[];
  readonly k: readonly (readonly unknown[])[];
  /** Its row of RETURNING. */
  readonly r: Document | null;
}

/** An action that something comes of. No two actions on one document are carried out: they have the same `_id`. */
export interface PlannedAction {
  readonly _id: unknown;
  readonly b: number;
  readonly v: readonly unknown[];
  /** The _id of the document that is inserted. */
  readonly d?: unknown;
}

export interface Planned {
  readonly action: PlannedAction;
  /** Its row of RETURNING, with the _id of what is inserted. */
  readonly row: Document | undefined;
  /** The unique keys that it takes. */
  readonly keys: readonly string[];
}

/** The unique keys that a row takes if it is inserted; none where rows may share them. */
export const keysOf = ({ onDuplicate }: WriteStep, { k }: RowAction): readonly string[] =>
  onDuplicate === 'insert' ? [] : k.map((key, index) => digestOf([index, key]));

/**
 * The actions of rows, in order, but for those that do nothing. Fails where two rows that are inserted meet and must not. The keys that they
 * take are added to those that rows before them took.
 */
export function planActions(
  step: WriteStep,
  actions: readonly RowAction[],
  taken: { readonly has: (key: string) => boolean; readonly add: (key: string) => unknown },
): readonly Planned[] {
  return actions.flatMap((action): Planned[] => {
    const b = action.b === null ? -1 : Number(action.b);
    const branch = step.branches[b];
    if (!branch || branch.action === 'nothing') return [];
    const v = action.v[b] ?? [];
    if (branch.action !== 'insert')
      return [{ action: { _id: action.i, b, v }, row: action.r ?? undefined, keys: [] }];
    const keys = keysOf(step, action);
    const twice = keys.findIndex((key) => taken.has(key));
    if (twice >= 0 && step.onDuplicate === 'fail')
      throw new PoolError('QL5031', [EJSON.stringify(action.k[twice])]);
    if (twice >= 0) return [];
    for (const key of keys) taken.add(key);
    // Made here and not by the driver, as RETURNING wants it before the write.
    const _id = new ObjectId();
    const d = v[branch.fields.indexOf('_id')] ?? _id;
    const ids = Object.fromEntries(step.idFields.map((field) => [field, d]));
    return [{ action: { _id, b, v, d }, row: action.r ? { ...action.r, ...ids } : undefined, keys }];
  });
}

/** The operation that an action comes to; undefined where it sets nothing. */
export function operationOf(
  step: WriteStep,
  { _id, b, v, d }: PlannedAction,
): AnyBulkWriteOperation<Document> | undefined {
  const branch = step.branches[Number(b)];
  const filter = { _id } as Document;
  switch (branch?.action) {
    case 'insert': {
      const document = documentOf(branch.fields, v);
      document['_id'] = d;
      return { insertOne: { document } };
    }
    case 'delete':
      return { deleteOne: { filter } };
    case 'update':
      return branch.fields.length > 0
        ? { updateOne: { filter, update: updateOf(branch.fields, v) } }
        : undefined;
    default:
      return undefined;
  }
}

/** Fields within documents are set by a pipeline: only that makes a document of what is none, and goes into those of an array. */
function updateOf(fields: readonly string[], values: readonly unknown[]): Document | Document[] {
  const set = (value: (position: number) => unknown): Document => ({
    $set: Object.fromEntries(fields.map((field, position) => [field, value(position)])),
  });
  return fields.some((field) => field.includes('.'))
    ? [set((position) => ({ $literal: values[position] }))]
    : set((position) => values[position]);
}

/** Equal values have equal texts, whatever the width of their numbers. */
export function keyOf(value: unknown): string {
  return EJSON.stringify(value, { relaxed: true });
}

/** The same in 128 bits, as text, for values that may be long. */
export const digestOf = (value: unknown): string =>
  createHash('sha256').update(keyOf(value)).digest('base64url').slice(0, 22);

/** Without a prototype: fields may be called `constructor` or `__proto__`. */
const emptyDocument = (): Document => Object.create(null) as Document;

/** A document from dotted names and their values; what is under the same name shares a document. */
function documentOf(fields: readonly string[], values: readonly unknown[]): Document {
  const document = emptyDocument();
  for (const [index, field] of fields.entries()) {
    const path = field.split('.');
    const last = path.pop() ?? field;
    let inside = document;
    for (const name of path) inside = (inside[name] ??= emptyDocument()) as Document;
    inside[last] = values[index];
  }
  return document;
}
