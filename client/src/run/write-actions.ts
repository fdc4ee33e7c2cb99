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

export interface PlannedWrite {
  readonly operations: readonly AnyBulkWriteOperation<Document>[];
  readonly returning: readonly Document[];
}

/** What was planned of a step already, for the batches that follow: documents that are changed, and unique keys that are taken. */
export interface WriteMemory {
  readonly changed: Set<string>;
  readonly inserted: Set<string>[];
}

export const writeMemory = (): WriteMemory => ({ changed: new Set(), inserted: [] });

/** The write operations of a step, in order, and the rows that it returns. Fails where two rows meet that must not. */
export function planWrite(
  step: WriteStep,
  actions: readonly RowAction[],
  { changed, inserted } = writeMemory(),
): PlannedWrite {
  const operations: AnyBulkWriteOperation<Document>[] = [];
  const returning: Document[] = [];
  for (const action of actions) {
    const index = action.b === null ? -1 : Number(action.b);
    const branch = step.branches[index];
    if (!branch || branch.action === 'nothing') continue;
    const values = action.v[index] ?? [];
    let row = action.r;
    if (branch.action === 'insert') {
      if (isDuplicate(step, action, inserted)) continue;
      const document = documentOf(branch.fields, values);
      // Made here and not by the driver, as RETURNING wants it before the write.
      const id = (document['_id'] ??= new ObjectId());
      if (row) row = { ...row, ...Object.fromEntries(step.idFields.map((field) => [field, id])) };
      operations.push({ insertOne: { document } });
    } else {
      const id = keyOf(action.i);
      if (changed.has(id)) {
        if (step.once) throw new PoolError('QL5030', [EJSON.stringify(action.i)]);
        continue;
      }
      changed.add(id);
      const filter = { _id: action.i } as Document;
      if (branch.action === 'delete') operations.push({ deleteOne: { filter } });
      else {
        const $set = Object.fromEntries(branch.fields.map((field, position) => [field, values[position]]));
        if (Object.keys($set).length > 0) operations.push({ updateOne: { filter, update: { $set } } });
      }
    }
    if (row) returning.push(row);
  }
  return { operations, returning };
}

/** Whether a row to be inserted has a unique key of one before it. */
function isDuplicate(step: WriteStep, { k: keys }: RowAction, seen: Set<string>[]): boolean {
  if (step.onDuplicate === 'insert') return false;
  const texts = keys.map((key) => keyOf(key));
  const twice = texts.findIndex((text, index) => seen[index]?.has(text));
  if (twice === -1) {
    for (const [index, text] of texts.entries()) (seen[index] ??= new Set()).add(text);
    return false;
  }
  if (step.onDuplicate === 'fail') throw new PoolError('QL5031', [EJSON.stringify(keys[twice])]);
  return true;
}

/** Equal values have equal texts, whatever the width of their numbers. */
export function keyOf(value: unknown): string {
  return EJSON.stringify(value, { relaxed: true });
}

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
