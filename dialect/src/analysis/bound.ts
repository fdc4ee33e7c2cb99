import type { FunctionDescription } from '../functions/function-row.ts';
import type { ScalarFunction, SetFunction } from '../functions/lowering.ts';
import type { CollectionInfo } from '../catalog/catalog.ts';
import type { SqlType } from '../catalog/types.ts';
import type { BinaryOperator, FunctionOperator, UnaryOperator } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';

// What a statement means, once every name in it is known: names have become column ids, stars are written out, GROUP BY is
// checked, and each expression carries its type. Queries hold expressions and expressions hold queries, so one file holds both.

/** A column's number, unique in its statement: the same column has the same number wherever it is visible. */
export type ColumnId = number;

/** What is known of a value: `type` is certain, `likely` was merely seen in samples and stands beside `unknown`. */
export interface ValueShape {
  readonly type: SqlType;
  readonly likely?: SqlType | undefined;
  readonly nullable: boolean;
  /** Whether a document may hold an array here though the type does not say so. */
  readonly mayBeArray?: boolean | undefined;
}

interface Base<K extends string> extends ValueShape {
  readonly kind: K;
  readonly span: Span;
}

export interface BoundConstant extends Base<'constant'> {
  /** A BSON value; null for NULL. */
  readonly value: unknown;
  /** A string literal that takes the type of what it meets. */
  readonly untyped?: boolean | undefined;
}

/** A value that only the run knows: a parameter, a session variable, a column of the pool that a pool function names. */
export interface BoundExternal extends Base<'external'> {
  readonly source: 'parameter' | 'variable' | 'pool';
  readonly name: string;
  /** For `pool`: the pool's name; undefined for the session's current pool. */
  readonly pool?: BoundExpression;
}

export interface BoundColumn extends Base<'column'> {
  readonly id: ColumnId;
}

export interface BoundField extends Base<'field'> {
  readonly operand: BoundExpression;
  readonly name: string;
}

export interface BoundSubscript extends Base<'subscript'> {
  readonly operand: BoundExpression;
  readonly index: BoundExpression;
}

export interface BoundSlice extends Base<'slice'> {
  readonly operand: BoundExpression;
  /** Which dimension is cut, from 0 for the outermost. */
  readonly depth: number;
  readonly low?: BoundExpression;
  readonly high?: BoundExpression;
}

export interface BoundLogical extends Base<'logical'> {
  readonly operator: 'AND' | 'OR';
  readonly operands: readonly BoundExpression[];
}

export interface BoundNot extends Base<'not'> {
  readonly operand: BoundExpression;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface BoundComparison extends Base<'comparison'> {
  readonly operator: ComparisonOperator;
  readonly left: BoundExpression;
  readonly right: BoundExpression;
}

/** Any other operator; one operand where it stands before it. */
export interface BoundOperator extends Base<'operator'> {
  readonly operator: Exclude<BinaryOperator | UnaryOperator, FunctionOperator>;
  readonly operands: readonly BoundExpression[];
}

export interface BoundCall extends Base<'call'> {
  readonly row: ScalarFunction;
  readonly args: readonly BoundExpression[];
}

export interface BoundCoalesce extends Base<'coalesce'> {
  readonly operands: readonly BoundExpression[];
}

export interface BoundCase extends Base<'case'> {
  readonly branches: readonly { readonly when: BoundExpression; readonly then: BoundExpression }[];
  readonly otherwise?: BoundExpression | undefined;
}

/** `x IS NULL` and its like; never NULL itself. NOT is a node of its own. */
export interface BoundTest extends Base<'test'> {
  readonly test: 'NULL' | 'TRUE' | 'FALSE' | 'MISSING';
  readonly operand: BoundExpression;
}

/** `x IS DISTINCT FROM y`. */
export interface BoundDistinctFrom extends Base<'distinctFrom'> {
  readonly left: BoundExpression;
  readonly right: BoundExpression;
}

export interface BoundIn extends Base<'in'> {
  readonly operand: BoundExpression;
  readonly items: readonly BoundExpression[];
}

export interface BoundLike extends Base<'like'> {
  readonly operator: 'LIKE' | 'ILIKE' | 'SIMILAR TO' | '~' | '~*';
  readonly operand: BoundExpression;
  readonly pattern: BoundExpression;
  readonly escape?: BoundExpression;
}

export interface BoundCast extends Base<'cast'> {
  readonly operand: BoundExpression;
  readonly try: boolean;
}

export interface BoundArray extends Base<'array'> {
  readonly items: readonly BoundExpression[];
}

export interface BoundRow extends Base<'row'> {
  readonly items: readonly BoundExpression[];
  /** What the values are called in a relation's row; those of ROW(…) are f1, f2 and so on. */
  readonly names?: readonly string[];
}

/** `x op ANY (array)`. */
export interface BoundQuantified extends Base<'quantified'> {
  readonly operand: BoundExpression;
  readonly operator: ComparisonOperator | BoundLike['operator'];
  readonly quantifier: 'ANY' | 'ALL';
  readonly array: BoundExpression;
}

/** `x op ANY (query)` has operand and operator; IN is `= ANY`. */
export interface BoundSubquery extends Base<'subquery'> {
  readonly form: 'scalar' | 'exists' | 'quantified' | 'array';
  readonly query: BoundQuery;
  readonly operands?: readonly BoundExpression[];
  readonly operator?: ComparisonOperator;
  readonly quantifier?: 'ANY' | 'ALL';
}

export type BoundExpression =
  | BoundConstant
  | BoundExternal
  | BoundColumn
  | BoundField
  | BoundSubscript
  | BoundSlice
  | BoundLogical
  | BoundNot
  | BoundComparison
  | BoundOperator
  | BoundCall
  | BoundCoalesce
  | BoundCase
  | BoundTest
  | BoundDistinctFrom
  | BoundIn
  | BoundLike
  | BoundCast
  | BoundArray
  | BoundRow
  | BoundQuantified
  | BoundSubquery;

/** A column that a relation gives, or a computed one. */
export interface BoundItem {
  readonly id: ColumnId;
  readonly value: BoundExpression;
}

export interface BoundOutput extends ValueShape {
  readonly id: ColumnId;
  readonly name: string;
  readonly span: Span;
}

/** A field of a collection that the statement speaks of. */
export interface ScanColumn extends ValueShape {
  readonly id: ColumnId;
  readonly field: string;
}

/** `columns` grows while names are resolved, since a collection may hold fields that no sample showed. */
export interface BoundScan {
  readonly kind: 'scan';
  readonly span: Span;
  readonly database?: string | undefined;
  readonly collection: string;
  readonly columns: ScanColumn[];
  /** Fields that are unique together and never null: a GROUP BY that holds them determines the whole row. */
  readonly keys: readonly (readonly ColumnId[])[];
  /** What the catalogue has of the stored documents: plans are chosen by it, answers do not hang on it. */
  readonly stored?:
    Pick<CollectionInfo, 'fields' | 'indexes' | 'estimatedCount' | 'estimatedSize'> | undefined;
  /** The whole document as one value, where the statement asks for it. */
  document?: ColumnId;
  /** Which documents TABLESAMPLE takes. */
  sample?: BoundExpression;
}

export interface BoundVirtual {
  readonly kind: 'virtual';
  readonly span: Span;
  readonly table: string;
  readonly pool?: BoundExpression;
  readonly columns: readonly ScanColumn[];
}

export interface BoundDerived {
  readonly kind: 'derived';
  readonly span: Span;
  readonly query: BoundQuery;
  /** The query of WITH that is meant, by the place of its definition, and what that says of keeping its rows. */
  readonly cte?: { readonly definition: number; readonly materialized: boolean | undefined };
}

/** UNNEST and GENERATE_SERIES: a row for each element; several arrays run side by side. */
export interface BoundSeries {
  readonly kind: 'series';
  readonly span: Span;
  readonly function: string;
  readonly args: readonly BoundExpression[];
  readonly columns: readonly BoundOutput[];
  readonly ordinality?: ColumnId;
  /** UNNEST of documents: the fields taken out of each, by column. */
  readonly fields?: readonly string[];
  /** Whether what the fields hold is cast to the types of the columns. */
  readonly typed?: true;
}

export interface BoundJoin {
  readonly kind: 'join';
  readonly span: Span;
  readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
  readonly left: BoundRelation;
  readonly right: BoundRelation;
  readonly on?: BoundExpression | undefined;
  /** Columns that USING merges and that neither side alone gives: of FULL and RIGHT joins. */
  readonly merged: readonly BoundItem[];
  /** Rows as one value each, of a side that the join may have none of: they grow while names are resolved. */
  readonly rows?: { readonly left: BoundItem[]; readonly right: BoundItem[] };
}

/** What a SELECT without FROM reads: one row without columns. */
export interface BoundSingle {
  readonly kind: 'single';
  readonly span: Span;
}

/** Rows that another step of the statement found: of a recursive query, or of RETURNING. */
export interface BoundWorkingTable {
  readonly kind: 'working';
  readonly span: Span;
  /** The step whose rows these are. */
  readonly name: string;
  /** In the order of the step's own columns. */
  readonly columns: readonly BoundOutput[];
}

export type BoundRelation =
  BoundScan | BoundVirtual | BoundDerived | BoundSeries | BoundJoin | BoundSingle | BoundWorkingTable;

export interface BoundSortKey {
  readonly value: BoundExpression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface BoundAggregate extends ValueShape {
  readonly id: ColumnId;
  readonly span: Span;
  readonly row: SetFunction;
  /** None for COUNT(*). */
  readonly args: readonly BoundExpression[];
  readonly distinct: boolean;
  readonly filter?: BoundExpression | undefined;
  readonly orderBy: readonly BoundSortKey[];
  readonly withinGroup: readonly BoundSortKey[];
}

/** GROUPING(a, b): a number that tells which keys a grouping set leaves out. */
export interface BoundGrouping {
  readonly id: ColumnId;
  /** Indexes of keys, the most significant first. */
  readonly keys: readonly number[];
}

export interface BoundGroup {
  readonly keys: readonly BoundItem[];
  /** Each grouping set as indexes of keys; one set with all of them for a plain GROUP BY. */
  readonly sets: readonly (readonly number[])[];
  readonly aggregates: readonly BoundAggregate[];
  readonly groupings: readonly BoundGrouping[];
}

export interface BoundFrameBound {
  readonly type: 'unbounded preceding' | 'preceding' | 'current' | 'following' | 'unbounded following';
  readonly offset?: BoundExpression;
}

export interface BoundFrame {
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS';
  readonly start: BoundFrameBound;
  readonly end: BoundFrameBound;
  readonly exclude?: 'CURRENT ROW' | 'GROUP' | 'TIES';
}

export interface BoundWindow extends ValueShape {
  readonly id: ColumnId;
  readonly span: Span;
  readonly row: FunctionDescription;
  readonly args: readonly BoundExpression[];
  readonly filter?: BoundExpression | undefined;
  readonly partitionBy: readonly BoundExpression[];
  readonly orderBy: readonly BoundSortKey[];
  readonly frame: BoundFrame;
}

export interface BoundSelect {
  readonly kind: 'select';
  readonly span: Span;
  readonly from: BoundRelation;
  readonly where?: BoundExpression | undefined;
  readonly group?: BoundGroup | undefined;
  readonly having?: BoundExpression | undefined;
  readonly windows: readonly BoundWindow[];
  /** UNNEST and its like in the select list: they multiply the rows before the items are computed. */
  readonly series: readonly BoundSeries[];
  /** Those that GROUP BY speaks of: they multiply the rows before these are grouped. */
  readonly groupedSeries?: readonly BoundSeries[] | undefined;
  readonly items: readonly BoundItem[];
  readonly distinct: boolean;
  readonly distinctOn: readonly BoundExpression[];
  readonly spans: SelectSpans;
}

/** Where the clauses stand: the stages of a pipeline are shown beside the clause they come from. */
export interface SelectSpans {
  readonly from?: Span | undefined;
  readonly where?: Span | undefined;
  readonly groupBy?: Span | undefined;
  readonly having?: Span | undefined;
  readonly items: Span;
}

export interface BoundSetOperation {
  readonly kind: 'setOperation';
  readonly span: Span;
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  readonly all: boolean;
  readonly left: BoundQuery;
  readonly right: BoundQuery;
}

export interface BoundValues {
  readonly kind: 'values';
  readonly span: Span;
  readonly rows: readonly (readonly BoundExpression[])[];
}

export type BoundBody = BoundSelect | BoundSetOperation | BoundValues | BoundQuery;

export interface BoundQuery {
  readonly kind: 'query';
  readonly span: Span;
  readonly body: BoundBody;
  readonly outputs: readonly BoundOutput[];
  readonly orderBy: readonly BoundSortKey[];
  readonly orderSpan?: Span | undefined;
  readonly limit?: BoundExpression | undefined;
  readonly offset?: BoundExpression | undefined;
  readonly limitSpan?: Span | undefined;
  readonly withTies: boolean;
}

/** `seed UNION [ALL] step`, where the step reads the rows that the last round found, under the same name. */
export interface BoundRecursion {
  readonly kind: 'recursion';
  readonly span: Span;
  readonly name: string;
  readonly all: boolean;
  readonly seed: BoundQuery;
  readonly step: BoundQuery;
}

/** What a row of a write may do, and when: the first branch whose condition holds is taken. */
export interface BoundWriteBranch {
  readonly action: 'insert' | 'update' | 'delete' | 'nothing';
  readonly when?: BoundExpression;
  readonly values: readonly { readonly field: string; readonly value: BoundExpression }[];
}

/** A write as a relation whose rows are its actions. */
export interface BoundWrite {
  readonly kind: 'write';
  readonly span: Span;
  readonly name: string;
  readonly database?: string;
  readonly collection: string;
  readonly from: BoundRelation;
  /** Values of the new row, by the numbers that its columns have. */
  readonly computed: readonly BoundItem[];
  /** The document of the target that INSERT … ON CONFLICT meets. */
  readonly existing?: { readonly relation: BoundScan; readonly on: BoundExpression };
  readonly where?: BoundExpression;
  /** The target's _id. */
  readonly id?: BoundExpression;
  readonly branches: readonly BoundWriteBranch[];
  /** What RETURNING's expressions read besides: computed behind the branches' values. */
  readonly returning: readonly BoundItem[];
  readonly outputs: readonly BoundOutput[];
  /** Columns of RETURNING that give the _id of an inserted document. */
  readonly insertedIds: readonly ColumnId[];
  readonly keys: readonly (readonly BoundExpression[])[];
  readonly onDuplicate: 'insert' | 'skip' | 'fail';
  readonly once: boolean;
}

export type BoundStep = BoundRecursion | BoundWrite;
