import type * as catalog from './ast/catalog.ts';
import type * as common from './ast/common.ts';
import type * as pool from './ast/pool.ts';
import type * as query from './ast/query.ts';
import type { Statement } from './ast/statement.ts';

/** Every node there is. */
export type AnyNode =
  | Statement
  | query.Expression
  | query.QueryBody
  | query.TableReference
  | query.GroupingElement
  | common.Identifier
  | common.QualifiedName
  | common.TypeName
  | query.CaseBranch
  | query.Argument
  | query.WithClause
  | query.CommonTableExpression
  | query.SearchClause
  | query.CycleClause
  | query.SelectItem
  | query.TableAlias
  | query.TableSample
  | query.GroupBy
  | query.OrderItem
  | query.NamedWindow
  | query.WindowSpecification
  | query.WindowFrame
  | query.FrameBound
  | query.OnConflict
  | query.Lock
  | query.SetItem
  | query.MergeBranch
  | pool.OptionAssignment
  | pool.OnConnection
  | catalog.ColumnDefinition
  | catalog.KeyDefinition
  | catalog.IndexKey;

export type NodeKind = AnyNode['kind'];

export type NodeOf<K extends NodeKind> = Extract<AnyNode, { readonly kind: K }>;
