import type { Catalog, FieldInfo } from '../../../dialect/src/index.ts';
import { findVirtualTable } from '../../../dialect/src/catalog/virtual-tables.ts';
import { typeText } from '../../../dialect/src/functions/casts/type-name.ts';
import { findFunction } from '../../../dialect/src/functions/index.ts';
import { findPoolFunction, usePoolFunction } from '../../../dialect/src/functions/pool-functions.ts';
import {
  findAlertOption,
  findBenchmarkOption,
  findOption,
  groupOptions,
  memberOption,
} from '../../../dialect/src/options/index.ts';
import type { PoolOption } from '../../../dialect/src/options/index.ts';
import { statementOf } from '../../../dialect/src/statements/index.ts';
import type { SqlType } from '../../../dialect/src/index.ts';
import { alertMarkdown } from './alert.ts';
import { groupMarkdown } from './group.ts';
import { functionMarkdown } from './function.ts';
import { code, paragraphs } from './markdown.ts';
import { optionMarkdown } from './option.ts';
import {
  collectionMarkdown,
  fieldMarkdown,
  poolMarkdown,
  virtualColumnMarkdown,
  virtualTableMarkdown,
} from './relation.ts';
import { statementMarkdown } from './statement.ts';

/** What a piece of text speaks of, by name: hover shows it, and completion when an item is looked at. */
export type Subject =
  /** `path` leads into the documents of options: `['writeConcern', 'w']`. */
  | { readonly kind: 'option'; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'collection'; readonly name: string }
  | {
      readonly kind: 'column';
      readonly relation: string;
      readonly name: string;
      readonly type?: SqlType | undefined;
    }
  | { readonly kind: 'pool'; readonly name: string }
  | { readonly kind: 'alert'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** By the words that it begins with, in capitals. */
  | { readonly kind: 'statement'; readonly words: readonly string[] }
  /** An alias of a select list or of FROM, or a query of WITH, with the text that it stands for. */
  | { readonly kind: 'alias' | 'query'; readonly name: string; readonly source: string };

/** What is known around the subject. */
export interface Surroundings {
  readonly catalog: Catalog;
  /** The session's current pool, where one was chosen. */
  readonly currentPool: string | undefined;
}

/** The subject in full as Markdown; undefined where nothing is known of it. */
export function describeSubject(
  subject: Subject,
  { catalog, currentPool }: Surroundings,
): string | undefined {
  switch (subject.kind) {
    case 'option': {
      const option = optionAt(subject.path);
      return option && optionMarkdown(option, subject.path.length === 1 ? catalog.pools : []);
    }
    case 'function': {
      const row = describedFunction(subject.name);
      return row && functionMarkdown(row, { catalog, currentPool });
    }
    case 'table': {
      const table = findVirtualTable(subject.name);
      return table && virtualTableMarkdown(table);
    }
    case 'collection': {
      const collection = catalog.collections.find(({ name }) => name === subject.name);
      return collection && collectionMarkdown(collection);
    }
    case 'column':
      return describeColumn(subject, catalog);
    case 'pool': {
      const pool = catalog.pools.find(({ name }) => name === subject.name);
      if (pool) return poolMarkdown(pool, pool.name === currentPool);
      const group = catalog.groups?.find(({ name }) => name === subject.name);
      return group && groupMarkdown(group, catalog.pools);
    }
    case 'alert': {
      const alert = catalog.alerts.find(({ name }) => name === subject.name);
      return alert && alertMarkdown(alert);
    }
    case 'variable': {
      const type = catalog.variables[subject.name];
      return paragraphs(`**@${subject.name}** · session variable`, type && `\`${typeText(type)}\``);
    }
    case 'statement': {
      const found = statementOf(subject.words);
      return found && statementMarkdown(found.row);
    }
    case 'alias':
    case 'query':
      return paragraphs(
        `**${subject.name}** · ${subject.kind === 'alias' ? 'alias of' : 'query of WITH'}`,
        code(subject.source),
      );
  }
}

/** The row of a function of any kind, by its name in any case. */
export function describedFunction(name: string) {
  if (name.toUpperCase() === usePoolFunction.name) return usePoolFunction;
  return findPoolFunction(name) ?? findFunction(name);
}

function optionAt([first = '', ...rest]: readonly string[]): PoolOption | undefined {
  const outer =
    findOption(first) ??
    findAlertOption(first) ??
    findBenchmarkOption(first) ??
    groupOptions(undefined).find(({ name }) => name === first);
  return rest.reduce<PoolOption | undefined>((option, name) => {
    if (option?.type.kind === 'members') return memberOption(name, option.type.fields);
    return option?.type.kind === 'document'
      ? option.type.fields.find((field) => field.name === name)
      : undefined;
  }, outer);
}

function describeColumn(subject: Extract<Subject, { kind: 'column' }>, catalog: Catalog): string | undefined {
  const { relation, name, type } = subject;
  const column = findVirtualTable(relation)?.columns.find((each) => each.name === name.toLowerCase());
  if (column) return virtualColumnMarkdown(relation.toUpperCase(), column, catalog.pools);
  const field = fieldAt(catalog.collections.find((each) => each.name === relation)?.fields ?? [], name);
  if (field) return fieldMarkdown(relation, field);
  const owner = relation === '' ? '' : `${relation}.`;
  return type && `**${owner}${name}** \`${typeText(type)}\``;
}

/** A field by its name, or by its path through documents. */
function fieldAt(fields: readonly FieldInfo[], path: string): FieldInfo | undefined {
  const whole = fields.find((field) => field.name === path);
  if (whole) return whole;
  const dot = path.indexOf('.');
  const outer = dot < 0 ? undefined : fields.find((field) => field.name === path.slice(0, dot));
  return outer && fieldAt(outer.children ?? [], path.slice(dot + 1));
}
