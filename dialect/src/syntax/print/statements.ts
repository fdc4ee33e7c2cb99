import type { CreateAlert, CreatePool, CreatePoolGroup } from '../ast/pool.ts';
import type { ColumnDefinition, DropObject } from '../ast/catalog.ts';
import type { Show } from '../ast/session.ts';
import type { StatementKind } from '../ast/statement.ts';
import { clause, columnsText, listText, type Print, type Printers } from './printer.ts';

function create(
  node: { readonly orReplace?: boolean; readonly ifNotExists?: boolean },
  what: string,
): string {
  return `CREATE ${node.orReplace ? 'OR REPLACE ' : ''}${what}${node.ifNotExists ? ' IF NOT EXISTS' : ''}`;
}

function drop(ifExists: boolean, what: string): string {
  return `DROP ${what}${ifExists ? ' IF EXISTS' : ''}`;
}

function optionsText(word: string, options: CreatePool['options'], print: Print): string {
  return options.length > 0 ? ` ${word} (${listText(options, print)})` : '';
}

function poolText(node: CreatePool | CreatePoolGroup, print: Print): string {
  const type = node.kind === 'CreatePoolGroup' ? ` TYPE ${node.type}` : '';
  const on = node.on ? ` ${print(node.on)}` : '';
  const head = create(node, node.kind === 'CreatePool' ? 'CONNECTION_POOL' : 'CONNECTION_POOL_GROUP');
  const database = clause('DATABASE', node.database, print);
  return `${head} ${print(node.name)}${type}${on}${database}${optionsText('WITH', node.options, print)}`;
}

function alertText(node: CreateAlert, print: Print): string {
  const head = `${create(node, 'ALERT')} ${print(node.name)} ON ${print(node.source)} WHEN (${print(node.when)})`;
  const times = clause('FOR', node.for, print) + clause('EVERY', node.every, print);
  return `${head}${clause('SEVERITY', node.severity, print)}${times}${clause('MESSAGE', node.message, print)}`;
}

function columnText(node: ColumnDefinition, print: Print): string {
  const constraints = [
    node.notNull ? ' NOT NULL' : '',
    node.primaryKey ? ' PRIMARY KEY' : '',
    node.unique ? ' UNIQUE' : '',
  ].join('');
  return `${print(node.name)} ${print(node.type)}${constraints}${clause('DEFAULT', node.default, print)}`;
}

function showText({ subject, name }: Show, print: Print): string {
  if (subject === 'SETTING') return `SHOW ${name ? print(name) : ''}`;
  if (!name) return `SHOW ${subject}`;
  return `SHOW ${subject} ${subject.includes('CONNECTION_POOL') ? '' : 'FROM '}${print(name)}`;
}

function dropText(node: DropObject, print: Print): string {
  return `${drop(node.ifExists, node.object)} ${listText(node.names, print)}${clause('ON', node.on, print)}`;
}

type OtherStatement = Exclude<StatementKind, 'Query' | 'Insert' | 'Update' | 'Delete' | 'Merge' | 'Truncate'>;

export const statementPrinters: Printers<
  OtherStatement | 'OptionAssignment' | 'OnConnection' | 'ColumnDefinition' | 'KeyDefinition' | 'IndexKey'
> = {
  SetPoolOptions: ({ value }, print) => `SET CONNECTION_POOL_OPTIONS = ${print(value)}`,
  OptionAssignment: ({ name, value }, print) => `${print(name)} = ${print(value)}`,
  OnConnection: ({ profile, uri }, print) =>
    uri ? `ON ${print(uri)}` : `ON CONNECTION ${profile ? print(profile) : ''}`,
  CreatePool: poolText,
  AlterPool: ({ name, options }, print) =>
    `ALTER CONNECTION_POOL ${print(name)}${optionsText('SET', options, print)}`,
  DropPool: ({ ifExists, name }, print) => `${drop(ifExists, 'CONNECTION_POOL')} ${print(name)}`,
  ControlPool: ({ action, of, name, waits, limit }, print) =>
    `${action} ${of} ${print(name)}${waits ? ` WAIT${limit ? ` ${print(limit)}` : ''}` : ''}`,
  KillConnection: ({ id }, print) => `KILL CONNECTION ${print(id)}`,
  UsePool: ({ name }, print) => `USE CONNECTION_POOL ${print(name)}`,
  CreatePoolGroup: poolText,
  AlterPoolGroup: ({ name, options }, print) =>
    `ALTER CONNECTION_POOL_GROUP ${print(name)}${optionsText('SET', options, print)}`,
  DropPoolGroup: ({ ifExists, name }, print) => `${drop(ifExists, 'CONNECTION_POOL_GROUP')} ${print(name)}`,
  ApplyPoolChanges: ({ to, names }, print) =>
    `APPLY CONNECTION_POOL CHANGES TO ${to}${names.length > 0 ? ` FOR ${listText(names, print)}` : ''}`,
  CreateAlert: alertText,
  AlterAlert: ({ name, options }, print) => `ALTER ALERT ${print(name)}${optionsText('SET', options, print)}`,
  DropAlert: ({ ifExists, name }, print) => `${drop(ifExists, 'ALERT')} ${print(name)}`,
  SetVariable: ({ variable, value }, print) => `SET ${print(variable)} = ${print(value)}`,
  SetSetting: ({ name, value }, print) => `SET ${print(name)} = ${print(value)}`,
  Show: showText,
  Describe: ({ subject, name }, print) =>
    `DESCRIBE ${subject === 'RELATION' ? '' : `${subject} `}${print(name)}`,
  Prepare: ({ name, types, statement }, print) =>
    `PREPARE ${print(name)}${columnsText(types, print)} AS ${print(statement)}`,
  Execute: (node, print) => `EXECUTE ${print(node.name)}${columnsText(node.arguments, print)}`,
  Deallocate: ({ name }, print) => `DEALLOCATE ${name ? print(name) : 'ALL'}`,
  Transaction: ({ action }) => action,
  Benchmark: ({ statement, options, pools }, print) => {
    const on = pools.length > 0 ? ` ON CONNECTION_POOL ${listText(pools, print)}` : '';
    return `BENCHMARK ${print(statement)}${optionsText('WITH', options, print)}${on}`;
  },
  Explain: ({ analyze, verbose, format, statement }, print) => {
    const words = [...(analyze ? ['ANALYZE'] : []), ...(verbose ? ['VERBOSE'] : [])];
    const options = [...words, ...(format === 'TEXT' ? [] : [`FORMAT ${format}`])];
    return `EXPLAIN ${options.length > 0 ? `(${options.join(', ')}) ` : ''}${print(statement)}`;
  },
  CreateCollection: (node, print) => {
    const columns = columnsText([...node.columns, ...node.keys], print);
    return `${create(node, 'COLLECTION')} ${print(node.name)}${columns}${clause('AS', node.as, print)}`;
  },
  ColumnDefinition: columnText,
  KeyDefinition: ({ type, columns }, print) => `${type}${columnsText(columns, print)}`,
  CreateIndex: (node, print) => {
    const head = `${create(node, node.unique ? 'UNIQUE INDEX' : 'INDEX')}${node.name ? ` ${print(node.name)}` : ''}`;
    const using = clause('USING', node.using, print);
    return `${head} ON ${print(node.on)}${using}${columnsText(node.keys, print)}${clause('WHERE', node.where, print)}`;
  },
  IndexKey: ({ path, direction }, print) => path.map(print).join('.') + (direction === 'DESC' ? ' DESC' : ''),
  CreateView: (node, print) =>
    `${create(node, 'VIEW')} ${print(node.name)}${columnsText(node.columns, print)} AS ${print(node.query)}`,
  DropObject: dropText,
};
