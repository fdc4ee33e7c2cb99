import assert from 'node:assert/strict';
import { sqlValue, toDriverOptions } from '../../../../dialect/src/options/index.ts';

describe('options: what the driver is given', () => {
  it('writes short forms out and keeps the manager’s own options back', () => {
    assert.deepEqual(
      toDriverOptions({
        maxPoolSize: 150,
        readConcern: 'available',
        writeConcern: 1,
        serverApi: { version: 1, strict: true },
        readPreference: 'nearest',
        compressors: 'zstd,zlib',
        drainTimeoutMS: 5000,
        enableMonitoring: true,
      }),
      {
        maxPoolSize: 150,
        readConcern: { level: 'available' },
        writeConcern: { w: 1 },
        serverApi: { version: '1', strict: true },
        readPreference: { mode: 'nearest' },
        compressors: ['zstd', 'zlib'],
      },
    );
  });

  it('writes values as SQL', () => {
    assert.equal(sqlValue({ w: 'majority', j: true }), "JSON_BUILD_OBJECT('w', 'majority', 'j', true)");
    assert.equal(sqlValue(['it’s', "it's", 1]), "ARRAY['it’s', 'it''s', 1]");
  });
});
