import { stat } from 'node:fs/promises';
import { inferFields, type FieldInfo } from '../../../dialect/src/index.ts';
import type { ImportPlan } from './import-plan.ts';
import { readDocuments, type Document, type Unreadable } from './read-documents.ts';

/** The beginning of a file, as it would be imported. */
export interface Preview {
  readonly documents: readonly Document[];
  readonly unreadable: readonly Unreadable[];
  /** Whether that is all there is. */
  readonly isWhole: boolean;
  /** What the documents hold. */
  readonly fields: readonly FieldInfo[];
  /** Of the file, in bytes. */
  readonly size: number;
}

/** Reads the first documents of a file. Rejects where it cannot be read that way. */
export async function previewImport(file: string, plan: ImportPlan): Promise<Preview> {
  const { size } = await stat(file);
  const unreadable: Unreadable[] = [];
  const batches = readDocuments(file, plan, { unreadable: (what) => void unreadable.push(what) });
  const first = await batches.next();
  const second = await batches.next();
  await batches.return(undefined);
  const documents = (first.value ?? []).map(({ document }) => document);
  return { documents, unreadable, isWhole: second.done === true, fields: inferFields(documents), size };
}
