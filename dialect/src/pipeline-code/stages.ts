import { rowsStage } from '../pipeline/rows.ts';
import type { Document, Read } from '../pipeline/command.ts';

/** The stages of a read, from the rows that it begins with where it reads no collection. */
export function stagesOf({ source, pipeline }: Read): readonly Document[] {
  return [...(source.kind === 'rows' ? [rowsStage(source.rows)] : []), ...pipeline];
}
