import assert from 'node:assert/strict';
import { findVirtualTable, virtualTables } from '../../../../dialect/src/catalog/virtual-tables.ts';

describe('catalog: virtual tables', () => {
  for (const { name, columns, documentation } of virtualTables) {
    it(`${name} names each column once, and each says what it is`, () => {
      const names = columns.map((column) => column.name);
      assert.equal(new Set(names).size, names.length);
      for (const column of columns) {
        assert.match(column.name, /^[a-z0-9_]+$/);
        assert.match(column.documentation, /[.…]$/, column.name);
        assert.equal(
          column.unit === 'ms',
          column.name.endsWith('_ms'),
          `${column.name}: a time has its unit in its name`,
        );
        assert.equal(column.unit === 'percent', column.name.endsWith('_pct'), column.name);
      }
      assert.match(documentation, /\.$/);
    });
  }

  it('are found in any case', () => {
    assert.equal(findVirtualTable('connection_pools')?.name, 'CONNECTION_POOLS');
    assert.equal(findVirtualTable('pools'), undefined);
  });

  it('CONNECTION_POOLS() has what a monitoring query reads', () => {
    const names = findVirtualTable('CONNECTION_POOLS')?.columns.map(({ name }) => name) ?? [];
    const wanted = [
      'pool_name',
      'current_connections',
      'max_connections',
      'active_connections',
      'available_connections',
      'total_operations',
      'total_errors',
      'avg_checkout_time_ms',
      'error_rate_pct',
      'pool_utilization_pct',
      'health_status',
    ];
    assert.deepEqual(
      wanted.filter((name) => !names.some((column) => column === name)),
      [],
    );
  });
});
