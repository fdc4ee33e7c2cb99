import type {
  CollectionInfo,
  FieldInfo,
  PoolInfo,
  VirtualColumn,
  VirtualTable,
} from '../../../dialect/src/index.ts';
import { typeText } from '../../../dialect/src/functions/casts/type-name.ts';
import { sqlValue } from '../../../dialect/src/options/index.ts';
import { liveValues } from './live-values.ts';
import { facts, paragraphs, table } from './markdown.ts';
import { valueText } from './value-text.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A collection in full: how many documents, which fields and indexes. */
export function collectionMarkdown(collection: CollectionInfo): string {
  const { name, kind, estimatedCount, fields, indexes } = collection;
  const count =
    estimatedCount === undefined ? '' : ` · about ${estimatedCount.toLocaleString('en')} documents`;
  return paragraphs(
    `**${name}** · ${kind}${count}`,
    table(
      ['field', 'type'],
      fields.map((field) => [field.name, fieldTypeText(field)]),
    ),
    table(
      ['index', 'on'],
      indexes.map((index) => [
        `${index.name}${index.unique ? ' (unique)' : ''}`,
        index.keys.map(({ path, direction }) => `${path}${direction === -1 ? ' DESC' : ''}`).join(', '),
      ]),
    ),
  );
}

/** `text`, or the types that samples showed: `double 99 %, null 1 %`. */
function fieldTypeText({ type, certainty, seen }: FieldInfo): string {
  if (certainty !== 'sampled' || !seen?.length) return typeText(type);
  if (seen.length === 1 && seen[0]) return typeText(seen[0].type);
  return seen.map((each) => `${typeText(each.type)} ${percent(each.share)}`).join(', ');
}

/** A field in full: its types, how often it is there, what it holds. */
export function fieldMarkdown(collection: string, field: FieldInfo): string {
  const how = { declared: 'declared by the validator', sampled: 'seen in samples', unknown: 'unknown' };
  return paragraphs(
    `**${collection}.${field.name}** \`${fieldTypeText(field)}\``,
    facts([
      ['type', how[field.certainty]],
      [
        'present in',
        field.presence === undefined ? undefined : `${percent(field.presence)} of the documents`,
      ],
      ['may be NULL', field.nullable ? 'yes' : 'no'],
      ['may be an array', field.mayBeArray && field.type.name !== 'array' ? 'yes' : undefined],
      [
        'examples',
        field.examples?.length ? field.examples.map((each) => `\`${each}\``).join(', ') : undefined,
      ],
    ]),
  );
}

/** A table function in full, with its columns. */
export function virtualTableMarkdown({ name, documentation, takesPool, columns }: VirtualTable): string {
  return paragraphs(
    `**${name}(${takesPool ? "['pool']" : ''})** · table function`,
    documentation,
    `Columns: ${columns.map((column) => `\`${column.name}\``).join(', ')}`,
  );
}

/** A column of a table function, with each pool's live value where the column is one of CONNECTION_POOLS(). */
export function virtualColumnMarkdown(
  tableName: string,
  column: VirtualColumn,
  pools: readonly PoolInfo[],
): string {
  return paragraphs(
    `**${column.name}** \`${typeText(column.type)}\`${column.unit === undefined ? '' : ` · ${column.unit}`}`,
    column.documentation,
    tableName === 'CONNECTION_POOLS' ? liveValues(pools, column.name, column.unit) : undefined,
  );
}

/** A pool: where it stands, how it does, and its options. */
export function poolMarkdown(
  { name, connection, database, state, options, live }: PoolInfo,
  isCurrent: boolean,
): string {
  const text = (column: string) => (live && column in live ? valueText(live[column]) : undefined);
  const current = text('current_connections');
  const max = text('max_connections');
  return paragraphs(
    `**${name}** · connection pool · ${state}${isCurrent ? ' · current in this file' : ''}`,
    facts([
      ['connection', connection],
      ['database', database],
      ['health', text('health_status')],
      [
        'connections',
        current && max ? `${current} of ${max}, ${text('active_connections') ?? '–'} in use` : undefined,
      ],
      ['waiting', text('waiting_operations')],
      [
        'checkout p95',
        live && 'p95_checkout_time_ms' in live ? `${text('p95_checkout_time_ms') ?? ''} ms` : undefined,
      ],
    ]),
    table(
      ['option', 'value'],
      Object.entries(options).map(([option, value]) => [option, sqlValue(value)]),
    ),
  );
}
