import assert from 'node:assert/strict';
import {
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { poolFailure } from '../../../../client/src/pools/driver-failure.ts';

const context = {
  pool: 'p',
  uri: 'mongodb://ada:s3cret@db.example:27017/shop',
  options: { socketTimeoutMS: 500 },
};

/** What a driver's error is told as: `QLnnnn kind: sentence`. */
function told(error: unknown): string {
  const { code, kind, message } = poolFailure(error, context);
  return `${code} ${kind}: ${message}`;
}

const server = (code: number, message = 'the words of the server') => new MongoServerError({ code, message });

/** No server was found, of some that are known by their type, or by why they do not answer. */
function selection(servers: readonly { readonly type: string; readonly error?: Error }[]): Error {
  const known = servers.map(
    (each, index) => [`db${index}:27017`, { address: `db${index}:27017`, ...each }] as const,
  );
  return new MongoServerSelectionError('Server selection timed out after 5000 ms', {
    servers: new Map(known),
  } as unknown as ConstructorParameters<typeof MongoServerSelectionError>[1]);
}

describe('pools: what the driver fails with', () => {
  const byNumber: readonly (readonly [numbers: readonly number[], code: string, kind: string])[] = [
    [[18, 11], 'QL5003', 'authentication'],
    [[13], 'QL5017', 'statement'],
    [[50], 'QL5011', 'timeout'],
    [[11000, 11001], 'QL5021', 'write'],
    [[121], 'QL5022', 'write'],
    [[146, 292], 'QL5023', 'statement'],
    [[10334, 13548, 17419, 17420], 'QL5032', 'statement'],
    [[136, 175, 237, 11601], 'QL5025', 'statement'],
    [[43], 'QL5025', 'other'],
    [[91, 11600, 11602], 'QL5025', 'network'],
    [[189, 10107, 13435, 13436], 'QL5026', 'network'],
    [[2, 241, 9999], 'QL5024', 'statement'],
    [[6, 7, 89, 9001], 'QL5024', 'network'],
    [[262], 'QL5024', 'timeout'],
    [[64, 14031], 'QL5024', 'other'],
  ];
  for (const [numbers, code, kind] of byNumber)
    it(`${code} is what the server's ${numbers.join(', ')} mean`, () => {
      for (const number of numbers)
        assert.equal(told(server(number)).startsWith(`${code} ${kind}: `), true, told(server(number)));
    });

  it('tells why no server was found', () => {
    assert.match(
      told(selection([{ type: 'RSSecondary' }, { type: 'Unknown' }])),
      /^QL5009 server selection: .*db0:27017 is secondary, db1:27017 is unknown/,
    );
    assert.match(
      told(selection([{ type: 'Unknown', error: new Error('self-signed certificate') }])),
      /^QL5013 server selection: .*self-signed certificate/,
    );
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    assert.match(
      told(selection([{ type: 'Unknown', error: refused }])),
      /^QL5001 .*the connection was refused/,
    );
  });

  it('tells a connection that was silent too long from one that broke', () => {
    assert.match(told(new MongoNetworkTimeoutError('connection timed out')), /^QL5012 timeout: .*500/);
    assert.match(told(new MongoNetworkError('connection closed')), /^QL5010 network: .*connection closed/);
  });

  it('tells all else in its own words, without what is secret', () => {
    const odd = told(new Error('odd: s3cret of mongodb://ada:s3cret@db.example/.\n'));
    assert.match(odd, /^QL5027 other: .*odd/);
    assert.doesNotMatch(odd, /s3cret/);
  });
});
