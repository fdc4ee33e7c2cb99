import type { ChangesColumn, DefinitionsColumn } from '../../../dialect/src/catalog/saved-tables.ts';
import { sqlValue } from '../../../dialect/src/options/index.ts';
import { redactUris } from '../pools/redact-uri.ts';
import type { Change, Difference } from './compare.ts';
import type { SavedPools } from './saved-pools.ts';
import { createText, runningText } from './statement-text.ts';
import { savedText } from './write-saved.ts';

type Row<Column extends string> = Readonly<Record<Column, unknown>>;

/** The rows of the tables about what is saved, keyed by column name; undefined for another table. */
export function savedRows(saved: SavedPools, table: string): readonly Record<string, unknown>[] | undefined {
  switch (table.toUpperCase()) {
    case 'CONNECTION_POOL_CHANGES':
      return saved
        .changes()
        .filter(({ change }) => change !== 'same')
        .flatMap(changeRows);
    case 'CONNECTION_POOL_DEFINITIONS':
      return saved.definitions().map((change) => definitionRow(change, saved.fileName));
    default:
      return undefined;
  }
}

function changeRows(change: Change): readonly Row<ChangesColumn>[] {
  const { running, saved } = change;
  const all = {
    name: change.name,
    kind: change.kind,
    change: change.change,
    to_running: redactUris(runningText(change)),
    to_saved: running ? redactUris(savedText(running, saved)) : null,
  };
  const differences: readonly Partial<Difference>[] =
    change.differences.length > 0 ? change.differences : [{}];
  return differences.map(({ what, saved: written, running: made }) => ({
    ...all,
    what: what ?? null,
    saved: shown(written),
    running: shown(made),
  }));
}

function definitionRow(
  { name, kind, change, saved, running }: Change,
  file: string | undefined,
): Row<DefinitionsColumn> {
  const definition = running ?? saved;
  const [place] = saved?.places ?? [];
  return {
    name,
    kind,
    change,
    create_statement: definition ? redactUris(createText(definition)) : '',
    saved_in: place && file !== undefined ? `${file}:${place.line}` : null,
  };
}

const shown = (value: unknown): string | null =>
  value === undefined ? null : redactUris(typeof value === 'string' ? value : sqlValue(value));
