import { alertSeverities } from '../catalog/alerts-table.ts';
import { findVirtualTable, virtualTables } from '../catalog/virtual-tables.ts';
import type { VirtualTable } from '../catalog/virtual-table.ts';
import { alertOptions, findAlertOption } from '../options/alert-options.ts';
import { checkValue } from '../options/check-value.ts';
import { describeType } from '../options/index.ts';
import type { AlertBody, AlertChanges, AlertCommand, AlertSeverity } from '../pipeline/alert-command.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import { hasErrors } from '../problems/problem.ts';
import type { AlterAlert, CreateAlert, DropAlert, OptionAssignment } from '../syntax/ast/pool.ts';
import type { Expression, FunctionCall } from '../syntax/ast/query.ts';
import { print } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Span } from '../text/span.ts';
import { bindQuery } from './bind-query.ts';
import type { Binder } from './binder.ts';
import type { BoundDone } from './bound-define.ts';
import { checkBound } from './check-bound.ts';
import { durationOf } from './duration.ts';
import { callOf, rowsOf } from './show-query.ts';
import { optionValue } from './pool-options.ts';

export type AlertStatement = CreateAlert | AlterAlert | DropAlert;

/** A condition that nothing says otherwise of is looked at this often. */
const everySecond = 1000;

/** Statements about alerts. The condition is bound as that of a query, so that its problems stand at its tokens. */
export function bindAlert(statement: AlertStatement, binder: Binder): BoundDone {
  binder.references.push({ span: statement.name.span, kind: 'alert', name: statement.name.text });
  return { kind: 'done', command: commandOf(statement, binder) };
}

function commandOf(statement: AlertStatement, binder: Binder): AlertCommand {
  const name = statement.name.text;
  switch (statement.kind) {
    case 'CreateAlert': {
      const { orReplace, ifNotExists } = statement;
      return { kind: 'createAlert', name, orReplace, ifNotExists, alert: bodyOf(statement, binder) };
    }
    case 'AlterAlert':
      return { kind: 'alterAlert', name, changes: changesOf(statement.options, binder) };
    case 'DropAlert':
      return { kind: 'dropAlert', name, ifExists: statement.ifExists };
  }
}

function bodyOf(statement: CreateAlert, binder: Binder): AlertBody {
  const { source, when, severity, message } = statement;
  const watched = sourceOf(source, binder);
  checkCondition(when, binder);
  const call = watched?.call ?? callOf('CONNECTION_POOLS', source.span);
  const query = bindQuery(rowsOf(call, statement.span, when), undefined, binder);
  // Of the statement nothing is left but the text of the condition: it is looked at here.
  if (query && !hasErrors(binder.problems))
    checkBound({ kind: 'query', query, steps: binder.steps, assigns: [], lastId: binder.newId() }, binder);
  const table = watched?.table ?? findVirtualTable('CONNECTION_POOLS');
  if (message && table) checkMessage(message.text, message.span, table, binder);
  const figure = figureOf(when);
  return {
    table: table?.name ?? '',
    ...(watched?.pool === undefined ? {} : { pool: watched.pool }),
    when: print(when),
    severity: severity ? severityOf(severity.text, severity.span, binder) : 'WARNING',
    holdMs: (statement.for && durationOf(statement.for, 'FOR', binder)) ?? 0,
    everyMs: (statement.every && durationOf(statement.every, 'EVERY', binder)) ?? everySecond,
    ...(message ? { message: message.text } : {}),
    ...(figure ? { figure } : {}),
  };
}

interface Watched {
  readonly table: VirtualTable;
  readonly call: FunctionCall;
  readonly pool?: string;
}

/** ON: the name of a pool, or a table function of pools, with the pool as its argument where it takes one. */
function sourceOf(source: Expression, binder: Binder): Watched | undefined {
  if (source.kind === 'ColumnReference' && source.parts.length === 1) {
    const [name] = source.parts;
    const table = findVirtualTable('CONNECTION_POOLS');
    if (!name || !table) return undefined;
    binder.references.push({ span: name.span, kind: 'pool', name: name.text });
    return { table, call: callOf(table.name, source.span), pool: name.text };
  }
  const word = source.kind === 'FunctionCall' ? source.name.parts.map(({ text }) => text).join('.') : '';
  const table = findVirtualTable(word);
  if (source.kind !== 'FunctionCall' || !table || aboutAlerts.has(table.name)) {
    const near = closest(word.toUpperCase(), watchable);
    const { span } = source.kind === 'FunctionCall' ? source.name : source;
    const fixes = near && word ? [{ title: `Change to ${near}`, changes: [{ span, text: near }] }] : [];
    binder.report('QL3040', span, [word === '' ? '' : didYouMean(near)], fixes);
    return undefined;
  }
  const [argument] = source.arguments;
  const pool = argument && optionValue(argument.value);
  return { table, call: source, ...(typeof pool === 'string' ? { pool } : {}) };
}

/** An alert about alerts would raise itself. */
const aboutAlerts: ReadonlySet<string> = new Set(['CONNECTION_POOL_ALERTS', 'CONNECTION_POOL_ALERT_RULES']);
const watchable = virtualTables.map(({ name }) => name).filter((name) => !aboutAlerts.has(name));

function checkCondition(when: Expression, binder: Binder): void {
  walk(when, (node) => {
    if (node.kind === 'Variable') binder.report('QL3041', node.span, [`@${node.name}`]);
    else if (node.kind === 'Parameter') binder.report('QL3041', node.span, ['a parameter']);
    else if (node.kind === 'NamedTable')
      binder.report('QL3041', node.span, [`rows of ${node.name.parts.map(({ text }) => text).join('.')}`]);
  });
}

function checkMessage(text: string, span: Span, table: VirtualTable, binder: Binder): void {
  const names = table.columns.map(({ name }) => name);
  for (const { 1: name = '' } of text.matchAll(messagePlace)) {
    if (names.includes(name.toLowerCase())) continue;
    const near = closest(name, names);
    binder.report('QL3043', span, [`{{${name}}}`, `${table.name}()`, didYouMean(near)]);
  }
}

/** `{{ column }}` in the text of a message. */
const messagePlace = /\{\{\s*([^{}]*?)\s*\}\}/g;

function severityOf(text: string, span: Span, binder: Binder): AlertSeverity {
  const found = alertSeverities.find((each) => each === text.toUpperCase());
  const option = findAlertOption('severity');
  if (found === undefined && option)
    binder.problems.push(
      ...checkValue(option, { name: 'severity', nameSpan: span, value: text, valueSpan: span }),
    );
  return found ?? 'WARNING';
}

/** The first comparison of a column with a number, of those that all have to hold. */
function figureOf(when: Expression): AlertBody['figure'] {
  if (when.kind !== 'Binary') return undefined;
  if (when.operator === 'AND') return figureOf(when.left) ?? figureOf(when.right);
  if (!['>', '>=', '<', '<=', '='].includes(when.operator)) return undefined;
  const [column, limit] =
    when.left.kind === 'ColumnReference' ? [when.left, when.right] : [when.right, when.left];
  const value = optionValue(limit);
  if (column.kind !== 'ColumnReference' || column.parts.length !== 1 || typeof value !== 'number')
    return undefined;
  return { column: (column.parts[0]?.text ?? '').toLowerCase(), limit: value };
}

function changesOf(options: readonly OptionAssignment[], binder: Binder): AlertChanges {
  return Object.assign({}, ...options.map((option) => changeOf(option, binder))) as AlertChanges;
}

function changeOf({ name, value }: OptionAssignment, binder: Binder): AlertChanges {
  const option = findAlertOption(name.text);
  if (!option) {
    const names = alertOptions.map((each) => each.name);
    const near = closest(name.text, names);
    const fixes = near ? [{ title: `Change to ${near}`, changes: [{ span: name.span, text: near }] }] : [];
    const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
    binder.report('QL3044', name.span, [name.text, didYouMean(near), all], fixes);
    return {};
  }
  if (option.name === 'for' || option.name === 'every') {
    const ms = durationOf(value, option.name, binder);
    return ms === undefined ? {} : option.name === 'for' ? { holdMs: ms } : { everyMs: ms };
  }
  const given = optionValue(value);
  if (option.name === 'severity' && typeof given === 'string')
    return { severity: severityOf(given, value.span, binder) };
  const input = { name: option.name, nameSpan: name.span, value: given, valueSpan: value.span };
  const problems = checkValue(option, input);
  binder.problems.push(...problems);
  if (given === undefined)
    binder.report('QL3002', value.span, [option.name, describeType(option.type), 'an expression', '']);
  return problems.length > 0 ? {} : { [option.name]: given };
}
