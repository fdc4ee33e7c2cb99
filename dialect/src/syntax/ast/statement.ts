import type * as catalog from './catalog.ts';
import type * as pool from './pool.ts';
import type { Node } from './common.ts';
import type * as query from './query.ts';
import type * as session from './session.ts';

export type Statement =
  | query.Query
  | query.Insert
  | query.Update
  | query.Delete
  | query.Merge
  | query.Truncate
  | pool.SetPoolOptions
  | pool.CreatePool
  | pool.AlterPool
  | pool.DropPool
  | pool.ControlPool
  | pool.KillConnection
  | pool.UsePool
  | pool.CreatePoolGroup
  | pool.AlterPoolGroup
  | pool.DropPoolGroup
  | pool.ApplyPoolChanges
  | pool.CreateAlert
  | pool.AlterAlert
  | pool.DropAlert
  | session.SetVariable
  | session.SetSetting
  | session.Show
  | session.Describe
  | session.Prepare
  | session.Execute
  | session.Deallocate
  | session.Transaction
  | Explain
  | session.Benchmark
  | catalog.CreateCollection
  | catalog.CreateIndex
  | catalog.CreateView
  | catalog.DropObject;

export type StatementKind = Statement['kind'];

export interface Explain extends Node<'Explain'> {
  readonly analyze: boolean;
  /** Whether the plan's rules are told too. */
  readonly verbose: boolean;
  readonly format: 'TEXT' | 'JSON' | 'PIPELINE';
  readonly statement: Statement;
}
