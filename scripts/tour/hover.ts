import assert from 'node:assert/strict';
import type { Stop } from './stop.ts';

export const hover: Stop = {
  name: 'hover',
  async visit(workbench) {
    await workbench.openFile('tour.qlsql');
    assert.match(await workbench.hover('CONNECTION_POOL_ACTIVE'), /CONNECTION_POOL_ACTIVE/);
  },
};
