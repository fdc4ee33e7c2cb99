// The executor of virtual tables as an engine under test: `open`, `run(setup, sql, info)` and `close`, without a server.
import { aggregate } from '../../client/src/run/in-process/aggregate.ts';
import { emptyCatalog, inferFields, isClosed } from '../../dialect/src/index.ts';
import { identified, inMemory } from './in-memory.mjs';
import { compileStatement, resultOf } from './statement.mjs';
import { runSteps } from './steps.mjs';
import { documentsOf, uniqueIndexesOf, validatorOf } from './tables.mjs';

export function open() {
  return Promise.resolve();
}

export function close() {
  return Promise.resolve();
}

/** The result of the last of the statements. What they write is written to documents in memory, as the compiled reads have found it. */
export async function run(setup, sql) {
  const documents = new Map(setup.tables.map((table) => [table.name, documentsOf(table).map(identified)]));
  const catalog = {
    ...emptyCatalog,
    version: 1,
    serverVersion: [6, 0, 5],
    collections: setup.tables.map((table) => describe(table, documents.get(table.name))),
    complete: true,
  };
  let result = { columns: [], rows: [] };
  for (const statement of [sql].flat()) result = await execute(statement, catalog, documents);
  return result;
}

function describe(table, documents) {
  const schema = validatorOf(table);
  return {
    name: table.name,
    kind: 'collection',
    fields: inferFields(documents, schema),
    closed: isClosed(schema),
    estimatedCount: documents.length,
    indexes: uniqueIndexesOf(table),
  };
}

async function execute(sql, catalog, documents) {
  const command = compileStatement(sql, catalog);
  const read = ({ source, pipeline }) =>
    aggregate(
      source.kind === 'collection' ? documents.get(source.collection) : source.rows,
      withRows(pipeline, documents),
    );
  if (command.kind === 'query') return resultOf(command.columns, read(command));
  const rows = await runSteps(inMemory(documents), command, (each) => Promise.resolve(read(each)));
  return resultOf(command.result?.columns ?? [], rows);
}

/** A pipeline whose lookups and unions have the rows that virtual tables bring, instead of a collection's name. */
function withRows(pipeline, documents) {
  return pipeline.map((stage) => {
    const [[name, given]] = Object.entries(stage);
    if (name === '$facet')
      return {
        $facet: Object.fromEntries(
          Object.entries(given).map(([key, inner]) => [key, withRows(inner, documents)]),
        ),
      };
    if (name !== '$lookup' && name !== '$unionWith') return stage;
    const place = name === '$lookup' ? 'from' : 'coll';
    const known = typeof given === 'string' ? { coll: given } : given;
    const inner = known.pipeline && { pipeline: withRows(known.pipeline, documents) };
    const rows = known[place] === undefined ? {} : { [place]: documents.get(known[place]) };
    return { [name]: { ...known, ...rows, ...inner } };
  });
}
