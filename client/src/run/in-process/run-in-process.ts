import type { Document, QueryCommand } from '../../../../dialect/src/index.ts';
import type { RowSink } from '../run-types.ts';
import { rowOf } from '../row.ts';

const batchSize = 500;

/** Runs a query whose relations are all virtual or constant, without a server. Gives the last row. */
export async function runInProcess(
  command: QueryCommand,
  sink: RowSink,
): Promise<{ lastRow: Document | undefined }> {
  if (command.source.kind !== 'rows') throw new TypeError('Only rows at hand can be queried in process.');
  // Loaded when first needed: most statements run on a server.
  const { aggregate } = await import('./aggregate.ts');
  const documents = aggregate(command.source.rows, command.pipeline);
  await sink.columns(command.columns);
  for (let start = 0; start < documents.length; start += batchSize)
    await sink.rows(
      documents.slice(start, start + batchSize).map((document) => rowOf(document, command.columns)),
    );
  return { lastRow: documents.at(-1) };
}
