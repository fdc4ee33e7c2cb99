import type { Identifier, Node, QualifiedName, TypeName } from './common.ts';
import type {
  ColumnReference,
  DefaultValue,
  IntervalLiteral,
  Literal,
  Lock,
  MissingExpression,
  Parameter,
  SearchClause,
  Star,
  TableAlias,
  TypedLiteral,
  Variable,
} from './leaf.ts';
import type { BinaryOperator, UnaryOperator } from './operators.ts';

export type * from './leaf.ts';
export type * from './operators.ts';

// Expressions hold queries, queries hold expressions, and a CTE holds a write: the recursive heart of the
// language stands in one file, so that no two files import each other.

export type Expression =
  | Literal
  | TypedLiteral
  | IntervalLiteral
  | Parameter
  | Variable
  | VariableAssignment
  | ColumnReference
  | Star
  | Unary
  | Binary
  | IsTest
  | Between
  | InList
  | InQuery
  | Like
  | Quantified
  | Exists
  | ScalarSubquery
  | Case
  | Cast
  | FunctionCall
  | ArrayConstructor
  | ArrayQuery
  | RowConstructor
  | Subscript
  | FieldAccess
  | Collate
  | AtTimeZone
  | DefaultValue
  | MissingExpression;

/** `@name := expression`. */
export interface VariableAssignment extends Node<'VariableAssignment'> {
  readonly variable: Variable;
  readonly value: Expression;
}

export interface Unary extends Node<'Unary'> {
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export interface Binary extends Node<'Binary'> {
  /** `!=` is given as `<>`. */
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN | MISSING`, and `x IS [NOT] DISTINCT FROM y`. */
export interface IsTest extends Node<'IsTest'> {
  readonly operand: Expression;
  readonly not: boolean;
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN' | 'MISSING' | 'DISTINCT';
  /** Given for DISTINCT only. */
  readonly other?: Expression;
}

export interface Between extends Node<'Between'> {
  readonly operand: Expression;
  readonly not: boolean;
  readonly symmetric: boolean;
  readonly low: Expression;
  readonly high: Expression;
}

export interface InList extends Node<'InList'> {
  readonly operand: Expression;
  readonly not: boolean;
  readonly items: readonly Expression[];
}

export interface InQuery extends Node<'InQuery'> {
  readonly operand: Expression;
  readonly not: boolean;
  readonly query: Query;
}

export interface Like extends Node<'Like'> {
  readonly operator: 'LIKE' | 'ILIKE' | 'SIMILAR TO';
  readonly operand: Expression;
  readonly not: boolean;
  readonly pattern: Expression;
  readonly escape?: Expression;
}

/** `x = ANY (…)`, `x < ALL (…)`: over a query or an array. */
export interface Quantified extends Node<'Quantified'> {
  readonly operand: Expression;
  readonly operator: BinaryOperator | 'LIKE' | 'ILIKE';
  /** `NOT LIKE ANY`. */
  readonly not: boolean;
  readonly quantifier: 'ANY' | 'ALL';
  readonly over: Query | Expression;
}

export interface Exists extends Node<'Exists'> {
  readonly query: Query;
}

export interface ScalarSubquery extends Node<'ScalarSubquery'> {
  readonly query: Query;
}

export interface CaseBranch extends Node<'CaseBranch'> {
  readonly when: Expression;
  readonly then: Expression;
}

export interface Case extends Node<'Case'> {
  readonly operand?: Expression;
  readonly branches: readonly CaseBranch[];
  readonly otherwise?: Expression;
}

/** `CAST(x AS t)`, `x::t`, `TRY_CAST(x AS t)`. */
export interface Cast extends Node<'Cast'> {
  readonly operand: Expression;
  readonly type: TypeName;
  readonly form: 'CAST' | '::' | 'TRY_CAST';
}

/**
 * A call. Special syntax is given as plain arguments: `EXTRACT(year FROM d)` is `EXTRACT('year', d)`, `SUBSTRING(s FROM 2
 * FOR 3)` is `SUBSTRING(s, 2, 3)`, `POSITION(a IN b)` is `POSITION(a, b)`, `TRIM(BOTH 'x' FROM s)` is `BTRIM(s, 'x')`,
 * `CURRENT_DATE` is a call without parentheses, `x IS JSON OBJECT` is `IS_JSON(x, 'object')`, and `JSON_OBJECT('a': 1)` is
 * `JSON_OBJECT('a', 1)`.
 */
export interface FunctionCall extends Node<'FunctionCall'> {
  readonly name: QualifiedName;
  readonly arguments: readonly Argument[];
  readonly distinct: boolean;
  readonly orderBy: readonly OrderItem[];
  readonly withinGroup: readonly OrderItem[];
  readonly filter?: Expression;
  readonly over?: WindowSpecification | Identifier;
  readonly nullTreatment?: 'RESPECT NULLS' | 'IGNORE NULLS';
  /** False for CURRENT_DATE and its like. */
  readonly parentheses: boolean;
}

/** An argument may be named: `make_interval(days => 3)`. */
export interface Argument extends Node<'Argument'> {
  readonly name?: Identifier;
  readonly value: Expression;
  readonly variadic: boolean;
}

export interface ArrayConstructor extends Node<'ArrayConstructor'> {
  readonly items: readonly Expression[];
}

export interface ArrayQuery extends Node<'ArrayQuery'> {
  readonly query: Query;
}

export interface RowConstructor extends Node<'RowConstructor'> {
  readonly items: readonly Expression[];
  readonly explicit: boolean;
}

/** `a[0]`, `a[1:3]`, `items[*]`. */
export interface Subscript extends Node<'Subscript'> {
  readonly operand: Expression;
  readonly form: 'index' | 'slice' | 'all';
  readonly index?: Expression;
  readonly low?: Expression;
  readonly high?: Expression;
}

/** `(row).field` and `items[0].name`: a path that goes on behind something that is not a plain name. */
export interface FieldAccess extends Node<'FieldAccess'> {
  readonly operand: Expression;
  readonly field: Identifier | Star;
}

export interface Collate extends Node<'Collate'> {
  readonly operand: Expression;
  readonly collation: QualifiedName;
}

export interface AtTimeZone extends Node<'AtTimeZone'> {
  readonly operand: Expression;
  readonly zone: Expression;
}

/** Everything that gives rows: the outer shell with WITH, ORDER BY and LIMIT around a body. */
export interface Query extends Node<'Query'> {
  readonly with?: WithClause;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expression;
  readonly offset?: Expression;
  /** FETCH FIRST … ROWS WITH TIES. */
  readonly withTies: boolean;
  readonly locks?: readonly Lock[];
}

export type QueryBody = Select | SetOperation | Values | TableQuery | Query;

export interface WithClause extends Node<'WithClause'> {
  readonly recursive: boolean;
  readonly ctes: readonly CommonTableExpression[];
}

export interface CommonTableExpression extends Node<'CommonTableExpression'> {
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly materialized?: boolean;
  readonly query: Query | Insert | Update | Delete | Merge;
  readonly search?: SearchClause;
  readonly cycle?: CycleClause;
}

/** `CYCLE a, b SET seen [TO 'Y' DEFAULT 'N'] USING path`: a recursive query goes on from no row that it met on its way. */
export interface CycleClause extends Node<'CycleClause'> {
  readonly columns: readonly Identifier[];
  readonly set: Identifier;
  /** Both or none: without them the mark is TRUE or FALSE. */
  readonly marks?: readonly [seen: Expression, otherwise: Expression];
  readonly using: Identifier;
}

export interface Select extends Node<'Select'> {
  readonly distinct: 'ALL' | 'DISTINCT' | readonly Expression[];
  readonly items: readonly SelectItem[];
  readonly from: readonly TableReference[];
  readonly where?: Expression;
  readonly groupBy?: GroupBy;
  readonly having?: Expression;
  readonly windows: readonly NamedWindow[];
}

export interface SelectItem extends Node<'SelectItem'> {
  readonly value: Expression;
  readonly alias?: Identifier;
}

export interface SetOperation extends Node<'SetOperation'> {
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  readonly all: boolean;
  readonly left: QueryBody;
  readonly right: QueryBody;
}

export interface Values extends Node<'Values'> {
  readonly rows: readonly (readonly Expression[])[];
}

/** `TABLE name`. */
export interface TableQuery extends Node<'TableQuery'> {
  readonly name: QualifiedName;
}

export type TableReference = NamedTable | DerivedTable | FunctionTable | RowsFrom | Join;

export interface NamedTable extends Node<'NamedTable'> {
  readonly name: QualifiedName;
  readonly alias?: TableAlias;
  readonly sample?: TableSample;
}

/** `TABLESAMPLE BERNOULLI (percent) REPEATABLE (seed)`. */
export interface TableSample extends Node<'TableSample'> {
  readonly method: Identifier;
  readonly percent: Expression;
  readonly seed?: Expression;
}

export interface DerivedTable extends Node<'DerivedTable'> {
  readonly query: Query;
  readonly lateral: boolean;
  readonly alias?: TableAlias;
}

/** `CONNECTION_POOLS()`, `UNNEST(a, b) WITH ORDINALITY AS t(x, y, n)`, `GENERATE_SERIES(1, 10)`. */
export interface FunctionTable extends Node<'FunctionTable'> {
  readonly call: FunctionCall;
  readonly lateral: boolean;
  readonly ordinality: boolean;
  readonly alias?: TableAlias;
}

/** `ROWS FROM (UNNEST(a), GENERATE_SERIES(1, 3)) WITH ORDINALITY AS t(x, y, n)`: several functions side by side. */
export interface RowsFrom extends Node<'RowsFrom'> {
  readonly calls: readonly FunctionCall[];
  readonly lateral: boolean;
  readonly ordinality: boolean;
  readonly alias?: TableAlias;
}

export interface Join extends Node<'Join'> {
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
  readonly natural: boolean;
  readonly left: TableReference;
  readonly right: TableReference;
  readonly on?: Expression;
  readonly using?: readonly Identifier[];
  /** The alias of USING (…) AS name, or of a join in parentheses. */
  readonly alias?: TableAlias;
  /** Set where the alias names a join in parentheses, all its columns. */
  readonly whole?: true;
}

export interface GroupBy extends Node<'GroupBy'> {
  readonly distinct: boolean;
  readonly items: readonly GroupingElement[];
}

export type GroupingElement = Expression | GroupingSet;

export interface GroupingSet extends Node<'GroupingSet'> {
  readonly type: 'ROLLUP' | 'CUBE' | 'GROUPING SETS' | 'EMPTY';
  readonly items: readonly GroupingElement[];
}

export interface OrderItem extends Node<'OrderItem'> {
  readonly value: Expression;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls?: 'FIRST' | 'LAST';
}

export interface NamedWindow extends Node<'NamedWindow'> {
  readonly name: Identifier;
  readonly window: WindowSpecification;
}

export interface WindowSpecification extends Node<'WindowSpecification'> {
  readonly base?: Identifier;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
}

export interface WindowFrame extends Node<'WindowFrame'> {
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS';
  readonly start: FrameBound;
  readonly end?: FrameBound;
  readonly exclude?: 'CURRENT ROW' | 'GROUP' | 'TIES' | 'NO OTHERS';
}

export interface FrameBound extends Node<'FrameBound'> {
  readonly type: 'UNBOUNDED PRECEDING' | 'PRECEDING' | 'CURRENT ROW' | 'FOLLOWING' | 'UNBOUNDED FOLLOWING';
  readonly offset?: Expression;
}

export interface Insert extends Node<'Insert'> {
  readonly with?: WithClause;
  readonly target: QualifiedName;
  readonly alias?: Identifier;
  readonly columns: readonly Identifier[];
  /** Undefined for DEFAULT VALUES. */
  readonly source?: Query;
  readonly conflict?: OnConflict;
  readonly returning: readonly SelectItem[];
}

export interface OnConflict extends Node<'OnConflict'> {
  /** What is unique together: columns, or expressions over them. */
  readonly keys: readonly Expression[];
  /** The index that is meant, by its name. */
  readonly constraint?: Identifier;
  readonly targetWhere?: Expression;
  readonly action: 'NOTHING' | 'UPDATE';
  readonly set: readonly SetItem[];
  readonly where?: Expression;
}

/** `path = value`, or `(a, b) = (…)`. */
export interface SetItem extends Node<'SetItem'> {
  /** Columns; none where an element of an array is assigned. */
  readonly targets: readonly (readonly Identifier[])[];
  /** `tags[0]`, `grid[1][2]`, `tags[0:1]`. */
  readonly element?: Subscript;
  readonly value: Expression;
}

export interface Update extends Node<'Update'> {
  readonly with?: WithClause;
  readonly target: QualifiedName;
  readonly alias?: TableAlias;
  readonly set: readonly SetItem[];
  readonly from: readonly TableReference[];
  readonly where?: Expression;
  readonly returning: readonly SelectItem[];
}

export interface Delete extends Node<'Delete'> {
  readonly with?: WithClause;
  readonly target: QualifiedName;
  readonly alias?: TableAlias;
  readonly using: readonly TableReference[];
  readonly where?: Expression;
  readonly returning: readonly SelectItem[];
}

export interface Merge extends Node<'Merge'> {
  readonly with?: WithClause;
  readonly target: QualifiedName;
  readonly alias?: TableAlias;
  readonly source: TableReference;
  readonly on: Expression;
  readonly branches: readonly MergeBranch[];
  readonly returning: readonly SelectItem[];
}

export interface MergeBranch extends Node<'MergeBranch'> {
  readonly matched: 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE';
  readonly condition?: Expression;
  readonly action: 'UPDATE' | 'DELETE' | 'INSERT' | 'DO NOTHING';
  readonly set: readonly SetItem[];
  readonly columns: readonly Identifier[];
  /** Undefined for DEFAULT VALUES and for actions other than INSERT. */
  readonly values?: readonly Expression[];
}

export interface Truncate extends Node<'Truncate'> {
  readonly targets: readonly QualifiedName[];
}
