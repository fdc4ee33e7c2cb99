import type { Catalog } from '../catalog/catalog.ts';
import { checkOptions } from '../options/index.ts';
import { hasErrors } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Query, Statement } from '../syntax/ast/index.ts';
import type { FunctionCall } from '../syntax/ast/query.ts';
import { tooDeep } from '../problems/too-deep.ts';
import type { KillConnection } from '../syntax/ast/pool.ts';
import { parseStatement } from '../syntax/parse.ts';
import { print } from '../syntax/print.ts';
import type { Span } from '../text/span.ts';
import { bindAlert } from './bind-alert.ts';
import { bindBenchmark } from './bind-benchmark.ts';
import { checkBound } from './check-bound.ts';
import { bindCatalogue } from './bind-catalogue.ts';
import { bindExpression } from './bind-expression.ts';
import { alterProblems, bindPoolGroup } from './bind-pool-group.ts';
import { bindQuery, bindQueryParts, bindSide } from './bind-query.ts';
import { createBinder, notAvailable } from './binder.ts';
import type { Binder, Reference, VisibleScope, WriteStatement } from './binder.ts';
import { bindSession } from './bind-session.ts';
import { withCtes } from './bind-with.ts';
import { bindWrite } from './bind-write.ts';
import type { BoundExpression } from './bound.ts';
import type { BoundStatement } from './bound-statement.ts';
import { selectOf, selectOver } from './made-query.ts';
import { durationOf } from './duration.ts';
import { outputName } from './output-name.ts';
import { objectFields, optionInputs, optionValue } from './pool-options.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';
import * as shape from './shape.ts';
import { showQuery } from './show-query.ts';

/** What a statement means, with everything that is wrong with it. `bound` is there where nothing is. */
export interface Analysis {
  readonly bound?: BoundStatement | undefined;
  readonly problems: readonly Problem[];
  /** What is visible where, for completion. */
  readonly scopes: readonly VisibleScope[];
  /** What each name means, for hover and definitions. */
  readonly references: readonly Reference[];
}

export interface AnalyzeOptions {
  /** Whether the text has errors of syntax: only names are told of then, as what was read may not be what was meant. */
  readonly broken?: boolean;
}

/** Resolves the names of a statement against what exists, and types it. Never throws on what a person typed. */
export function analyze(statement: Statement, catalog: Catalog, options: AnalyzeOptions = {}): Analysis {
  try {
    return analyzed(statement, catalog, options);
  } catch (error) {
    return { problems: [tooDeep(error, statement.span)], scopes: [], references: [] };
  }
}

function analyzed(statement: Statement, catalog: Catalog, options: AnalyzeOptions): Analysis {
  const binder = createBinder(catalog, {
    expression: bindExpression,
    query: bindQuery,
    write: bindWrite,
    withClause: (clause, inner) => withCtes(clause, undefined, inner, bindSide),
    text: bindText,
  });
  const bound = bindStatement(statement, binder);
  if (bound && !options.broken && !hasErrors(binder.problems)) checkBound(bound, binder);
  const { problems, scopes, references } = binder;
  return { bound: hasErrors(problems) ? undefined : bound, problems, scopes, references };
}

function bindStatement(statement: Statement, binder: Binder): BoundStatement | undefined {
  switch (statement.kind) {
    case 'Query': {
      const use = usePool(statement, binder);
      if (use) return use;
      const { query, assigns } = bindQueryParts(statement, undefined, binder);
      return { kind: 'query', query, steps: binder.steps, assigns, lastId: binder.newId() };
    }
    case 'SetVariable': {
      const select = selectOf([statement.value], statement.span);
      const query = bindQuery(select, undefined, binder);
      return {
        kind: 'setVariable',
        variable: statement.variable.name,
        query,
        steps: binder.steps,
        lastId: binder.newId(),
      };
    }
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return bindWriteStatement(statement, binder);
    case 'SetPoolOptions': {
      const fields = objectFields(statement.value);
      if (fields) binder.problems.push(...checkOptions(fields, { form: 'object' }));
      else
        binder.report('QL2017', statement.value.span, [
          'This value',
          'write JSON_BUILD_OBJECT(name, value, …)',
        ]);
      return { kind: 'pool', statement };
    }
    case 'CreatePool':
      binder.problems.push(...checkOptions(optionInputs(statement.options)));
      return { kind: 'pool', statement };
    case 'AlterPool': {
      const existing = binder.catalog.pools.find((pool) => pool.name === statement.name.text)?.options;
      binder.problems.push(...alterProblems(statement, undefined, existing));
      return { kind: 'pool', statement };
    }
    case 'ControlPool': {
      const { name, limit } = statement;
      binder.references.push({ span: name.span, kind: 'pool', name: name.text });
      const waitMs = limit && durationOf(limit, 'WAIT', binder);
      return { kind: 'pool', statement, ...(waitMs === undefined ? {} : { waitMs }) };
    }
    case 'DropPool':
      binder.references.push({ span: statement.name.span, kind: 'pool', name: statement.name.text });
      return { kind: 'pool', statement };
    case 'KillConnection':
      checkConnectionNumber(statement, binder);
      return { kind: 'pool', statement };
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
    case 'DropPoolGroup':
    case 'ApplyPoolChanges':
      return bindPoolGroup(statement, binder);
    case 'UsePool': {
      const { name, span } = statement;
      binder.references.push({ span: name.span, kind: 'pool', name: name.text });
      return { kind: 'usePool', span, name: shape.constant(name.text, shape.textType, name.span) };
    }
    case 'Show':
      if (statement.subject === 'SETTING') return bindSession(statement, binder);
      return bindShow(statement, binder);
    case 'Describe':
      return bindShow(statement, binder);
    case 'SetSetting':
    case 'Prepare':
    case 'Execute':
    case 'Deallocate':
    case 'Transaction':
      return bindSession(statement, binder);
    case 'CreateAlert':
    case 'AlterAlert':
    case 'DropAlert':
      return bindAlert(statement, binder);
    case 'CreateCollection':
    case 'CreateIndex':
    case 'CreateView':
    case 'DropObject':
    case 'Truncate':
      return bindCatalogue(statement, binder);
    case 'Explain': {
      const query = bindStatement(statement.statement, binder);
      return query && { kind: 'explain', statement, query };
    }
    case 'Benchmark': {
      const query = bindStatement(statement.statement, binder);
      bindBenchmark(statement, binder);
      return query && { kind: 'benchmark', statement, query };
    }
  }
}

/** A write: with RETURNING, a query over the rows that it gives. */
function bindWriteStatement(statement: WriteStatement, binder: Binder): BoundStatement | undefined {
  const step = binder.write(statement, binder);
  if (!step) return undefined;
  const { span } = statement;
  if (step.outputs.length === 0) return { kind: 'write', steps: binder.steps, lastId: binder.newId() };
  const columns = step.outputs.map((output) => ({ ...output, id: binder.newId() }));
  const items = columns.map((each) => ({
    id: binder.newId(),
    value: shape.column(each.id, each, each.span),
  }));
  const outputs = columns.map((each, index) => ({ ...each, id: items[index]?.id ?? each.id }));
  const query = selectOver({ kind: 'working', span, name: step.name, columns }, { items, outputs }, span);
  return { kind: 'write', steps: binder.steps, query, lastId: binder.newId() };
}

/** An expression that the catalogue holds as text: its problems are told at the statement. */
function bindText(sql: string, scope: Scope, binder: Binder, span: Span): BoundExpression {
  const { statement } = parseStatement(`SELECT ${sql}`);
  const item =
    statement?.kind === 'Query' && statement.body.kind === 'Select' ? statement.body.items[0] : undefined;
  if (!item) {
    binder.report('QL2017', span, [`The default ${sql}`, 'it is no expression of the dialect']);
    return shape.constant(null, shape.nullType, span);
  }
  return bindExpression(item.value, scope, binder);
}

/** `SELECT [@p :=] USE_CONNECTION_POOL('name' [, 'member'])`: a query in form, a choice of pool in effect. */
function usePool(query: Query, binder: Binder): BoundStatement | undefined {
  const { body } = query;
  if (body.kind !== 'Select' || body.items.length !== 1 || body.from.length > 0) return undefined;
  const item = body.items[0];
  const assigned = item?.value.kind === 'VariableAssignment' ? item.value : undefined;
  const call = assigned?.value ?? item?.value;
  if (call?.kind !== 'FunctionCall' || !isUsePool(call)) return undefined;
  const [name, member] = call.arguments.map((arg) => binder.expression(arg.value, emptyScope, binder));
  binder.references.push({ span: call.name.span, kind: 'function', name: 'USE_CONNECTION_POOL' });
  if (!name || call.arguments.length > 2) {
    binder.report('QL2008', call.span, [
      'USE_CONNECTION_POOL',
      'it takes a pool’s name and, for a group, a member',
    ]);
    return undefined;
  }
  if (name.kind === 'constant')
    binder.references.push({ span: name.span, kind: 'pool', name: String(name.value) });
  return {
    kind: 'usePool',
    span: query.span,
    name,
    ...(member ? { member } : {}),
    ...(assigned ? { variable: assigned.variable.name } : {}),
    column: item?.alias?.text ?? (assigned ? assigned.variable.name : outputName(call)),
  };
}

const isUsePool = (call: FunctionCall): boolean =>
  call.name.parts.length === 1 && call.name.parts[0]?.text.toUpperCase() === 'USE_CONNECTION_POOL';

/** A connection has a number, which a variable or a parameter may hold. */
function checkConnectionNumber({ id }: KillConnection, binder: Binder): void {
  const value = id.kind === 'Variable' || id.kind === 'Parameter' ? 0 : optionValue(id);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    binder.report('QL2017', id.span, [
      print(id),
      'KILL CONNECTION takes a number, the connection_id of SHOW CHECKOUTS',
    ]);
}

function bindShow(
  statement: Extract<Statement, { kind: 'Show' | 'Describe' }>,
  binder: Binder,
): BoundStatement | undefined {
  const query = showQuery(statement);
  if (query) {
    const { name } = statement;
    if (name)
      binder.references.push({
        span: name.span,
        kind: 'pool',
        name: name.parts.map(({ text }) => text).join('.'),
      });
    return {
      kind: 'query',
      query: bindQuery(query, undefined, binder),
      steps: [],
      assigns: [],
      lastId: binder.newId(),
    };
  }
  const collection = statement.name?.parts.at(-1)?.text;
  const named = collection === undefined ? {} : { collection };
  switch (statement.subject) {
    case 'DATABASES':
    case 'COLLECTIONS':
      return {
        kind: 'show',
        command: { kind: 'show', subject: statement.subject === 'DATABASES' ? 'databases' : 'collections' },
      };
    case 'INDEXES':
      return { kind: 'show', command: { kind: 'show', subject: 'indexes', ...named } };
    case 'FIELDS':
    case 'RELATION':
      return { kind: 'show', command: { kind: 'show', subject: 'fields', ...named } };
    default:
      notAvailable(binder, `SHOW ${statement.subject}`, statement.span);
      return undefined;
  }
}
