import { EJSON } from 'bson';

/** `update {"_id": …}: {"$set": …}` in Extended JSON. */
export function operationText(operation: object): string {
  const text = (value: unknown) => EJSON.stringify(value, { relaxed: true });
  const { insertOne, updateOne, deleteOne } = operation as {
    readonly insertOne?: { readonly document: unknown };
    readonly updateOne?: { readonly filter: unknown; readonly update: unknown };
    readonly deleteOne?: { readonly filter: unknown };
  };
  if (insertOne) return `insert ${text(insertOne.document)}`;
  if (updateOne) return `update ${text(updateOne.filter)}: ${text(updateOne.update)}`;
  return `delete ${text(deleteOne?.filter ?? {})}`;
}
