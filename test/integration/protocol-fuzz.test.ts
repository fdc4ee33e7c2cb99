import assert from 'node:assert/strict';
import { seeded } from '../editor-quality/sources.ts';
import { OwnServer } from '../fuzz/protocol/own-server.ts';
import { fuzzProtocol } from '../fuzz/protocol/protocol-fuzz.ts';

describe('the language server, edited at random over the wire', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.bundled();
  });
  after(() => server.remove());

  for (const seed of [1, 20_240_506])
    it(`says of the last text what a fresh server says, seed ${seed}`, async () => {
      const faulty = await fuzzProtocol(server.command, 12, seeded(seed));
      assert.deepEqual(
        faulty.map(({ text, faults }) => `${faults.join('\n')}\n${text}`),
        [],
      );
    });
});
