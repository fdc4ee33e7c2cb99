import type { BoundExpression } from '../analysis/bound.ts';
import { operands } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';
import { inputs } from './plan-walk.ts';

/** A plan as indented text, a node a line: for EXPLAIN, traces and baselines. */
export function printPlan(node: PlanNode, depth = 0): string {
  const line = `${'  '.repeat(depth)}${describe(node)}`;
  return [line, ...inputs(node).map((each) => printPlan(each, depth + 1))].join('\n');
}

const nullsApart = { byIndex: ', those without apart', byScan: ', those without apart if wanted' } as const;

function describe(node: PlanNode): string {
  switch (node.kind) {
    case 'scan':
      return `scan ${node.relation.collection}`;
    case 'rows':
      return `rows ${node.rows.length}`;
    case 'virtual':
      return `virtual ${node.relation.table}`;
    case 'working':
      return `working ${node.relation.name}`;
    case 'filter':
      return `filter ${text(node.predicate)}`;
    case 'extend':
      return `extend ${node.items.map((item) => `#${item.id} = ${text(item.value)}`).join(', ')}`;
    case 'series':
      return `series ${node.series.map((series) => series.function).join(', ')}${node.atMost === undefined ? '' : `, at most ${node.atMost}`}`;
    case 'group': {
      const keys = node.group.keys.map((key) => `#${key.id} = ${text(key.value)}`).join(', ');
      const aggregates = node.group.aggregates
        .map((each) => `#${each.id} = ${each.row.name}(${each.args.map(text).join(', ')})`)
        .join(', ');
      const sets = node.group.sets.length > 1 ? ` in ${node.group.sets.length} sets` : '';
      const gathered = node.gathered ? ', or both groups in one' : '';
      const ends = node.ends ? `, of ${node.ends.length === 1 ? 'one row' : `${node.ends.length} rows`}` : '';
      return `group [${keys}]${sets} ${aggregates}`.trimEnd() + gathered + ends;
    }
    case 'window':
      return `window ${node.windows.map((each) => `#${each.id} = ${each.row.name}`).join(', ')}`;
    case 'sort':
      return `sort ${node.keys.map((key) => `${text(key.value)} ${key.descending ? 'desc' : 'asc'}${key.nullsFirst ? ' nulls first' : ''}`).join(', ')}${node.nullsApart ? nullsApart[node.nullsApart] : ''}`;
    case 'limit':
      return `limit ${node.limit ? text(node.limit) : 'all'}${node.offset ? ` offset ${text(node.offset)}` : ''}`;
    case 'distinct':
      return `distinct ${node.columns.map((column) => `#${column.id}`).join(', ')}`;
    case 'distinctOn':
      return `distinct on ${node.on.map(text).join(', ')}`;
    case 'join':
      return `${node.type.toLowerCase()} join${node.on ? ` on ${text(node.on)}` : ''}${node.grouped ? ', as one group' : ''}`;
    case 'apply':
      return `apply #${node.id} ${node.form}`;
    case 'setOperation':
      return `${node.operator.toLowerCase()}${node.all ? ' all' : ''}`;
  }
}

function text(value: BoundExpression): string {
  const inner = operands(value).map(text);
  switch (value.kind) {
    case 'constant':
      return value.value === null ? 'NULL' : JSON.stringify(value.value);
    case 'column':
      return `#${value.id}`;
    case 'external':
      return `$${value.name}`;
    case 'field':
      return `${inner[0]}.${value.name}`;
    case 'comparison':
    case 'operator':
      return inner.length > 1 ? `(${inner.join(` ${value.operator} `)})` : `${value.operator}${inner[0]}`;
    case 'logical':
      return `(${inner.join(` ${value.operator} `)})`;
    case 'not':
      return `NOT ${inner[0]}`;
    case 'call':
      return `${value.row.name}(${inner.join(', ')})`;
    case 'test':
      return `${inner[0]} IS ${value.test}`;
    case 'cast':
      return `${inner[0]}::${value.type.name}`;
    case 'in':
      return `${inner[0]} IN (${inner.slice(1).join(', ')})`;
    case 'like':
      return `${inner[0]} ${value.operator} ${inner[1]}`;
    default:
      return `${value.kind}(${inner.join(', ')})`;
  }
}
