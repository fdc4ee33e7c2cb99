import type { CollectionInfo, FieldInfo, IndexInfo, SqlType } from '../../../dialect/src/index.ts';
import type { ServersTogether } from '../run/server-browser.ts';

// How the connections view words what exists: plain text from plain data.

const count = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `rs0 · primary b:27017` */
export function serversDescription(servers: ServersTogether): string {
  if (servers.kind === 'sharded cluster') return servers.kind;
  const { name, primary } = servers;
  return `${name} · ${primary === undefined ? 'no primary' : `primary ${primary}`}`;
}

/** `1.2M · 4 indexes` */
export function collectionDescription({ estimatedCount, indexes, kind }: CollectionInfo): string {
  const parts = [
    kind === 'collection' ? '' : kind,
    estimatedCount === undefined ? '' : count.format(estimatedCount),
    indexes.length === 0 ? '' : `${indexes.length} ${indexes.length === 1 ? 'index' : 'indexes'}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** `double 99 %, null 1 %`; `text` where that is all there is, or declared. */
export function fieldDescription(field: FieldInfo): string {
  const seen = field.certainty === 'declared' ? [] : (field.seen ?? []);
  const types =
    seen.length > 1
      ? [...seen]
          .sort((a, b) => b.share - a.share)
          .map(({ type, share }) => `${typeText(type)} ${percent(share)}`)
          .join(', ')
      : typeText(seen[0]?.type ?? field.type);
  const { presence } = field;
  return presence === undefined || presence >= 1 ? types : `${types} · in ${percent(presence)}`;
}

/** `user_id, total desc · unique` */
export function indexDescription(index: IndexInfo): string {
  const keys = index.keys
    .map(({ path, direction }) =>
      direction === 1 ? path : direction === -1 ? `${path} desc` : `${path} ${direction}`,
    )
    .join(', ');
  const marks = [
    index.unique ? 'unique' : '',
    index.sparse ? 'sparse' : '',
    index.partial ? 'partial' : '',
  ].filter((mark) => mark !== '');
  return [keys, ...marks].join(' · ');
}

function typeText(type: SqlType): string {
  return type.name === 'array' ? `${type.element ? typeText(type.element) : 'unknown'}[]` : type.name;
}

function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '>99 %';
  return `${Math.round(share * 100)} %`;
}
