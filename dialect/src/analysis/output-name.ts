import type { Expression } from '../syntax/ast/query.ts';

/** The name that PostgreSQL gives a column of the select list that has no alias. */
export function outputName(node: Expression): string {
  return named(node) ?? named(node, true) ?? '?column?';
}

/** The name of what a value is read from or computed by; with `form` that of a cast's type or of CASE, which holds where there is no other. */
function named(node: Expression, form = false): string | undefined {
  switch (node.kind) {
    case 'Cast':
      return form ? typeName(node.type.name) : named(node.operand);
    case 'TypedLiteral':
      return form ? typeName(node.type.name) : undefined;
    case 'IntervalLiteral':
      return form ? 'interval' : undefined;
    case 'Case':
      return form ? 'case' : node.otherwise && named(node.otherwise);
    case 'Subscript':
    case 'Collate':
      return named(node.operand, form);
    case 'ScalarSubquery': {
      const item = node.query.body.kind === 'Select' ? node.query.body.items[0] : undefined;
      return item && (item.alias?.text ?? named(item.value, form));
    }
    case 'ColumnReference':
      return node.parts.at(-1)?.text;
    case 'FunctionCall':
      return functionName(node.name.parts.at(-1)?.text.toLowerCase());
    case 'Exists':
      return 'exists';
    case 'ArrayConstructor':
    case 'ArrayQuery':
      return 'array';
    case 'RowConstructor':
      return 'row';
    case 'FieldAccess':
      return node.field.kind === 'Star' ? undefined : node.field.text;
    case 'AtTimeZone':
      return 'timezone';
    default:
      return undefined;
  }
}

/** Calls that SQL writes as tests or as constructors of another name. */
function functionName(name: string | undefined): string | undefined {
  if (name === 'is_json') return undefined;
  return name === 'json_object_without_nulls' ? 'json_object' : name;
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
