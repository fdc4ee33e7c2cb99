import type { Expression } from '../syntax/ast/query.ts';

/** The name that PostgreSQL gives a column of the select list that has no alias. */
export function outputName(node: Expression): string {
  return named(node) ?? '?column?';
}

function named(node: Expression): string | undefined {
  switch (node.kind) {
    case 'ColumnReference':
      return node.parts.at(-1)?.text;
    case 'FunctionCall':
      return node.name.parts.at(-1)?.text.toLowerCase();
    case 'Cast':
      return named(node.operand) ?? typeName(node.type.name);
    case 'TypedLiteral':
      return typeName(node.type.name);
    case 'IntervalLiteral':
      return 'interval';
    case 'Case':
      return (node.otherwise && named(node.otherwise)) ?? 'case';
    case 'Exists':
      return 'exists';
    case 'ArrayConstructor':
    case 'ArrayQuery':
      return 'array';
    case 'RowConstructor':
      return 'row';
    case 'ScalarSubquery':
      return node.query.body.kind === 'Select' && node.query.body.items[0]
        ? (node.query.body.items[0].alias?.text ?? named(node.query.body.items[0].value))
        : undefined;
    case 'Literal':
      return node.type === 'boolean' ? 'bool' : undefined;
    case 'Subscript':
    case 'Collate':
      return named(node.operand);
    case 'FieldAccess':
      return node.field.kind === 'Star' ? undefined : node.field.text;
    case 'AtTimeZone':
      return 'timezone';
    default:
      return undefined;
  }
}

/** PostgreSQL names a cast after its own name of the type. */
const shortNames: Readonly<Record<string, string>> = {
  int: 'int4',
  integer: 'int4',
  smallint: 'int2',
  bigint: 'int8',
  'double precision': 'float8',
  float: 'float8',
  real: 'float4',
  decimal: 'numeric',
  boolean: 'bool',
  'character varying': 'varchar',
  character: 'bpchar',
  char: 'bpchar',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
};

const typeName = (name: string): string => shortNames[name] ?? name;
