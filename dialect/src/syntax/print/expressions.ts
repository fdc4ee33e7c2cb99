import type { Binary, Expression, FunctionCall, Quantified, Query } from '../ast/query.ts';
import type { AnyNode } from '../nodes.ts';
import { binaryPower, power, prefixPower } from '../grammar/operators.ts';
import { clause, listText, nameText, stringText, type Print, type Printers } from './printer.ts';

const quantifiedPower = ({ operator }: Quantified): number =>
  operator === 'LIKE' || operator === 'ILIKE' ? power.matching : binaryPower[operator];

/** How strongly the outermost operator of an expression binds. */
function powerOf(node: AnyNode): number {
  switch (node.kind) {
    case 'VariableAssignment':
      return 0;
    case 'Binary':
      return binaryPower[node.operator];
    case 'Quantified':
      return quantifiedPower(node);
    case 'Unary':
      return prefixPower[node.operator];
    case 'IsTest':
      return power.is;
    case 'Between':
    case 'InList':
    case 'InQuery':
    case 'Like':
      return power.matching;
    case 'AtTimeZone':
      return power.atTimeZone;
    case 'Collate':
      return power.collate;
    default:
      return power.operand;
  }
}

/** An operand that must bind at least this strongly, else it gets parentheses. */
function operandText(node: AnyNode, least: number, print: Print): string {
  const text = print(node);
  return powerOf(node) < least ? `(${text})` : text;
}

/** Operators of one power are read from the left; comparisons are not chained at all. */
function leftPower(strength: number): number {
  return strength === power.comparison ? strength + 1 : strength;
}

/** Goes down the left side in a loop: ten thousand ANDs lean that deep. */
function binaryText(root: Binary, print: Print): string {
  const tail: string[] = [];
  let node = root;
  for (;;) {
    const strength = binaryPower[node.operator];
    tail.push(` ${node.operator} ${operandText(node.right, strength + 1, print)}`);
    const { left } = node;
    if (left.kind !== 'Binary' || powerOf(left) < leftPower(strength))
      return operandText(left, leftPower(strength), print) + tail.reverse().join('');
    node = left;
  }
}

/** What a subscript or a field may follow without parentheses. */
function pathText(operand: Expression, forField: boolean, print: Print): string {
  const open = forField
    ? operand.kind === 'FieldAccess' || operand.kind === 'Subscript' || operand.kind === 'FunctionCall'
    : powerOf(operand) === power.operand && operand.kind !== 'TypedLiteral';
  const bare =
    (open && !(operand.kind === 'Cast' && operand.form === '::')) || operand.kind === 'ScalarSubquery';
  return bare ? print(operand) : `(${print(operand)})`;
}

function callText(node: FunctionCall, print: Print): string {
  const name = print(node.name);
  if (!node.parentheses) return name;
  // POSITION(a IN b) has the only arguments in which IN is no operator.
  const least = name.toUpperCase() === 'POSITION' ? power.matching + 1 : 0;
  const values = node.arguments.map((argument) =>
    least > 0 ? operandText(argument.value, least, print) : print(argument),
  );
  let text = `${name}(${node.distinct ? 'DISTINCT ' : ''}${values.join(', ')}`;
  if (node.orderBy.length > 0) text += ` ORDER BY ${listText(node.orderBy, print)}`;
  text += ')';
  if (node.withinGroup.length > 0) text += ` WITHIN GROUP (ORDER BY ${listText(node.withinGroup, print)})`;
  if (node.filter) text += ` FILTER (WHERE ${print(node.filter)})`;
  if (node.nullTreatment) text += ` ${node.nullTreatment}`;
  return text + clause('OVER', node.over, print);
}

function queryText(query: Query, print: Print): string {
  return `(${print(query)})`;
}

function not(flag: boolean): string {
  return flag ? 'NOT ' : '';
}

export const expressionPrinters: Printers<
  Expression['kind'] | 'CaseBranch' | 'Argument' | 'Identifier' | 'QualifiedName' | 'TypeName'
> = {
  Literal: (node) =>
    node.type === 'string'
      ? stringText(node.text)
      : node.type === 'number'
        ? node.text
        : node.text.toUpperCase(),
  TypedLiteral: (node, print) => `${print(node.type)} ${stringText(node.text)}`,
  IntervalLiteral: ({ text, field }) => {
    if (field === undefined) return `INTERVAL ${stringText(text)}`;
    // Behind a number every unit is allowed, behind a string only SQL's own: `INTERVAL 2 WEEK`.
    const bare = /^-?\d+(\.\d+)?$/.test(text) && /^\w+$/.test(field);
    return `INTERVAL ${bare ? text : stringText(text)} ${field.toUpperCase()}`;
  },
  Parameter: ({ name, style }) => (style === 'question' ? '?' : `${style === 'dollar' ? '$' : ':'}${name}`),
  Variable: ({ name }) => `@${name}`,
  VariableAssignment: (node, print) => `${print(node.variable)} := ${print(node.value)}`,
  ColumnReference: ({ parts }, print) => parts.map(print).join('.'),
  Star: ({ qualifier }, print) => (qualifier ? `${print(qualifier)}.*` : '*'),
  Unary: (node, print) => {
    const strength = powerOf(node);
    // A binary operator of the same power would be read behind the prefix: `~(a & b)` is not `~a & b`.
    const operand = operandText(node.operand, node.operand.kind === 'Unary' ? strength : strength + 1, print);
    // Two minus signs in a row would begin a comment.
    const space = /^[A-Z@]/.test(node.operator) || /^[-+~@|]/.test(operand) ? ' ' : '';
    return node.operator + space + operand;
  },
  Binary: binaryText,
  IsTest: (node, print) => {
    const operand = operandText(node.operand, power.is, print);
    const test = node.test === 'DISTINCT' ? 'DISTINCT FROM ' : node.test;
    const other = node.other ? operandText(node.other, power.is + 1, print) : '';
    return `${operand} IS ${not(node.not)}${test}${other}`;
  },
  Between: (node, print) => {
    const operand = operandText(node.operand, power.matching, print);
    const [low, high] = [node.low, node.high].map((bound) => operandText(bound, power.matching + 1, print));
    return `${operand} ${not(node.not)}BETWEEN ${node.symmetric ? 'SYMMETRIC ' : ''}${low} AND ${high}`;
  },
  InList: (node, print) =>
    `${operandText(node.operand, power.matching, print)} ${not(node.not)}IN (${listText(node.items, print)})`,
  InQuery: (node, print) =>
    `${operandText(node.operand, power.matching, print)} ${not(node.not)}IN ${queryText(node.query, print)}`,
  Like: (node, print) => {
    const operand = operandText(node.operand, power.matching, print);
    const pattern = operandText(node.pattern, power.matching + 1, print);
    const escape = node.escape ? ` ESCAPE ${operandText(node.escape, power.matching + 1, print)}` : '';
    return `${operand} ${not(node.not)}${node.operator} ${pattern}${escape}`;
  },
  Quantified: (node, print) => {
    const operand = operandText(node.operand, leftPower(quantifiedPower(node)), print);
    return `${operand} ${not(node.not)}${node.operator} ${node.quantifier} (${print(node.over)})`;
  },
  Exists: ({ query }, print) => `EXISTS ${queryText(query, print)}`,
  ScalarSubquery: ({ query }, print) => queryText(query, print),
  Case: (node, print) => {
    const operand = node.operand ? ` ${print(node.operand)}` : '';
    const branches = node.branches.map((branch) => ` ${print(branch)}`).join('');
    return `CASE${operand}${branches}${clause('ELSE', node.otherwise, print)} END`;
  },
  CaseBranch: (node, print) => `WHEN ${print(node.when)} THEN ${print(node.then)}`,
  Cast: (node, print) =>
    node.form === '::'
      ? `${operandText(node.operand, power.operand, print)}::${print(node.type)}`
      : `${node.form}(${print(node.operand)} AS ${print(node.type)})`,
  FunctionCall: callText,
  Argument: (node, print) =>
    `${node.variadic ? 'VARIADIC ' : ''}${node.name ? `${print(node.name)} => ` : ''}${print(node.value)}`,
  ArrayConstructor: ({ items }, print) => `ARRAY[${listText(items, print)}]`,
  ArrayQuery: ({ query }, print) => `ARRAY${queryText(query, print)}`,
  RowConstructor: (node, print) => `${node.explicit ? 'ROW' : ''}(${listText(node.items, print)})`,
  Subscript: (node, print) => {
    const operand = pathText(node.operand, false, print);
    if (node.form === 'all') return `${operand}[*]`;
    if (node.form === 'index') {
      const index = node.index ? print(node.index) : '';
      // `[:name]` is a slice.
      return `${operand}[${index.startsWith(':') ? `(${index})` : index}]`;
    }
    // A blank behind the colon: without it a name would be a parameter.
    return `${operand}[${node.low ? print(node.low) : ''} : ${node.high ? print(node.high) : ''}]`;
  },
  FieldAccess: (node, print) => `${pathText(node.operand, true, print)}.${print(node.field)}`,
  Collate: (node, print) =>
    `${operandText(node.operand, power.collate, print)} COLLATE ${print(node.collation)}`,
  AtTimeZone: (node, print) => {
    const operand = operandText(node.operand, power.atTimeZone, print);
    return `${operand} AT TIME ZONE ${operandText(node.zone, power.atTimeZone + 1, print)}`;
  },
  DefaultValue: () => 'DEFAULT',
  MissingExpression: () => '',
  Identifier: nameText,
  QualifiedName: ({ parts }, print) => parts.map(print).join('.'),
  TypeName: ({ name, modifiers, arrayDimensions }) => {
    const [word = '', ...zone] = name.split(/ (?=with)/);
    const lengths = modifiers.length > 0 ? `(${modifiers.join(', ')})` : '';
    return [word + lengths, ...zone].join(' ') + '[]'.repeat(arrayDimensions);
  },
};
