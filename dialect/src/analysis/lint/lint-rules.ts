import type { LintRule } from './lint-rule.ts';
import { aliasLikeKeyword } from './alias-like-keyword.ts';
import { cartesianProduct } from './cartesian-product.ts';
import { comparedWithItself } from './compared-with-itself.ts';
import { poolCreatedTwice } from './created-twice.ts';
import { deepOffset } from './deep-offset.ts';
import { distinctWithGroup } from './distinct-with-group.ts';
import { droppedPool } from './dropped-pool.ts';
import { emptyRange } from './empty-range.ts';
import { equalsNull } from './equals-null.ts';
import { fanOut } from './fan-out.ts';
import { functionOverIndexed } from './function-over-indexed.ts';
import { havingWithoutAggregate } from './having-without-aggregate.ts';
import { idleBelowHeartbeat } from './idle-below-heartbeat.ts';
import { poolKeptFull } from './idle-pool.ts';
import { insertWithoutColumns } from './insert-without-columns.ts';
import { integerDivision } from './integer-division.ts';
import { leadingWildcard } from './leading-wildcard.ts';
import { likeWithoutWildcard } from './like-without-wildcard.ts';
import { limitWithoutOrder } from './limit-without-order.ts';
import { noIndex } from './no-index.ts';
import { notInNullable } from './not-in-nullable.ts';
import { operatorBesideSamples } from './operator-beside-samples.ts';
import { orderInSubquery } from './order-in-subquery.ts';
import { orderWithoutIndex } from './order-without-index.ts';
import { outerJoinUndone } from './outer-join-undone.ts';
import { poolBeyondServer } from './pool-beyond-server.ts';
import { retriesOff } from './retries-off.ts';
import { tenantsOverLimit } from './tenants-over-limit.ts';
import { typeMix } from './type-mix.ts';
import { unacknowledgedWrites } from './unacknowledged.ts';
import { unboundedPool } from './unbounded-pool.ts';
import { unionOfDifferent } from './union-of-different.ts';
import { unusedCte } from './unused-cte.ts';
import { valueTwice } from './value-twice.ts';
import { waitWithoutEnd } from './wait-without-end.ts';
import { lockWithoutEffect } from './lock-without-effect.ts';
import { majorityReadWeakWrite } from './weak-majority.ts';
import { writeOnReadMember } from './write-on-read-member.ts';
import { writeOnReadPool } from './write-on-read-pool.ts';
import { writeWithoutWhere } from './write-without-where.ts';

/** Every rule, by number. A new one is a file beside this and a row here. */
export const lintRules: readonly LintRule[] = [
  writeWithoutWhere,
  equalsNull,
  limitWithoutOrder,
  cartesianProduct,
  unusedCte,
  noIndex,
  orderWithoutIndex,
  functionOverIndexed,
  leadingWildcard,
  typeMix,
  integerDivision,
  fanOut,
  notInNullable,
  distinctWithGroup,
  havingWithoutAggregate,
  unionOfDifferent,
  deepOffset,
  outerJoinUndone,
  comparedWithItself,
  emptyRange,
  orderInSubquery,
  valueTwice,
  likeWithoutWildcard,
  insertWithoutColumns,
  unboundedPool,
  poolKeptFull,
  waitWithoutEnd,
  majorityReadWeakWrite,
  retriesOff,
  unacknowledgedWrites,
  idleBelowHeartbeat,
  droppedPool,
  poolCreatedTwice,
  writeOnReadPool,
  aliasLikeKeyword,
  lockWithoutEffect,
  writeOnReadMember,
  tenantsOverLimit,
  poolBeyondServer,
  operatorBesideSamples,
];
