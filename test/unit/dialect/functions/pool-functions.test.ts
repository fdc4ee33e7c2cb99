import assert from 'node:assert/strict';
import { findVirtualTable } from '../../../../dialect/src/catalog/virtual-tables.ts';
import {
  findPoolFunction,
  poolFunctions,
  usePoolFunction,
} from '../../../../dialect/src/functions/pool-functions.ts';

describe('functions: pool functions', () => {
  it('are the ones that the dialect promises', () => {
    const promised =
      'NAME MAX_SIZE MIN_SIZE CURRENT_SIZE AVAILABLE ACTIVE PENDING WAIT_QUEUE TOTAL_CREATED TOTAL_DESTROYED ' +
      'AVG_CHECKOUT_TIME P95_CHECKOUT_TIME OPERATION_COUNT ERROR_COUNT ERROR_RATE OPS_PER_SECOND AVG_OPERATION_TIME ' +
      'P50_RESPONSE_TIME P95_RESPONSE_TIME P99_RESPONSE_TIME LAST_USED CREATED_AT HEALTH HEALTH_SCORE RECOMMENDATION';
    assert.deepEqual(
      poolFunctions.map(({ name }) => name),
      promised.split(' ').map((name) => `CONNECTION_POOL_${name}`),
    );
  });

  it('each give a column of CONNECTION_POOLS(), with its type and unit', () => {
    const columns = findVirtualTable('CONNECTION_POOLS')?.columns ?? [];
    for (const row of poolFunctions) {
      const column = columns.find(({ name }) => name === row.column);
      assert.ok(column, row.name);
      assert.deepEqual(row.signatures[0]?.returns([]), column.type);
      assert.equal(row.unit, column.unit);
      assert.notEqual(row.source, '');
    }
  });

  it('take the name of a pool or nothing', () => {
    const [signature] = findPoolFunction('connection_pool_active')?.signatures ?? [];
    assert.deepEqual(
      signature?.parameters.map(({ name, optional }) => [name, optional]),
      [['pool', true]],
    );
  });

  it('USE_CONNECTION_POOL takes a pool and perhaps a member', () => {
    assert.deepEqual(
      usePoolFunction.signatures[0]?.parameters.map(({ name, optional = false }) => [name, optional]),
      [
        ['pool', false],
        ['member', true],
      ],
    );
  });
});
