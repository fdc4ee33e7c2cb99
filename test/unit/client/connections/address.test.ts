import assert from 'node:assert/strict';
import {
  databaseOf,
  displayAddress,
  joinAddress,
  readAddress,
  withDatabase,
} from '../../../../client/src/connections/address.ts';

function good(uri: string) {
  const reading = readAddress(uri);
  assert.ok(reading.ok, reading.ok ? '' : reading.message);
  return reading;
}

function bad(uri: string): string {
  const reading = readAddress(uri);
  assert.ok(!reading.ok, `${uri} was taken`);
  return reading.message;
}

describe('a connection string', () => {
  it('is divided into what may be stored and what is secret', () => {
    const { address, secret } = good('mongodb://ann:s3cret@a:27017,b:27018/shop?replicaSet=rs0');
    assert.equal(address, 'mongodb://a:27017,b:27018/shop?replicaSet=rs0');
    assert.deepEqual(secret, { username: 'ann', password: 's3cret' });
  });

  it('has no secret without credentials', () => {
    assert.deepEqual(good(' mongodb://localhost '), { ok: true, address: 'mongodb://localhost' });
  });

  for (const uri of [
    'mongodb://localhost',
    'mongodb+srv://ann:p%40ss@cluster0.example.net/shop?retryWrites=true&w=majority',
    'mongodb://ann@[::1]:27017/',
    'mongodb://ann:x@%2Ftmp%2Fmongodb-27017.sock/shop',
    'mongodb://h/?tls=true&tlsCertificateKeyFilePassword=abc',
    'mongodb://k:v@h/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:tok',
  ])
    it(`comes together again: ${uri}`, () => {
      const reading = good(uri);
      assert.equal(joinAddress(reading), uri);
      const stored = JSON.stringify(reading.address);
      for (const word of ['ann', 'p%40ss', 'abc', 'tok', 'k:v']) assert.ok(!stored.includes(word), stored);
    });

  it('has its password encoded where somebody forgot to', () => {
    assert.equal(joinAddress(good('mongodb://ann:p@ss/w#rd@h:1/db')), 'mongodb://ann:p%40ss%2Fw%23rd@h:1/db');
  });

  it('is refused where a part of the password would stay in the address', () => {
    assert.match(bad('mongodb://ann:p?ss@h/db'), /%3F/);
  });

  it('is refused with what to do', () => {
    assert.match(bad('http://h'), /mongodb:\/\//);
    assert.match(bad('mongodb://'), /Name a host/);
    assert.match(bad('mongodb://a:b:c'), /not a host/);
    assert.match(bad('mongodb://a,,b'), /empty name/i);
  });

  it('is shown without its credentials', () => {
    assert.equal(displayAddress('mongodb://h/db', true), 'mongodb://***@h/db');
    assert.equal(displayAddress('mongodb://h/db', false), 'mongodb://h/db');
  });

  it('names its database', () => {
    assert.equal(databaseOf('mongodb://h/shop?w=1'), 'shop');
    assert.equal(databaseOf('mongodb+srv://h/'), undefined);
    assert.equal(databaseOf('mongodb://h'), undefined);
  });

  for (const [uri, expected] of [
    ['mongodb://h', 'mongodb://h/shop'],
    ['mongodb://h/?w=1', 'mongodb://h/shop?w=1'],
    ['mongodb://h/other', 'mongodb://h/other'],
    ['mongodb://a:b@h/', 'mongodb://a:b@h/shop?authSource=admin'],
    ['mongodb://a:b@h/?authSource=users', 'mongodb://a:b@h/shop?authSource=users'],
    ['mongodb+srv://a:b@h/?authMechanism=PLAIN', 'mongodb+srv://a:b@h/shop?authMechanism=PLAIN'],
  ] as const)
    it(`takes a database without another login: ${uri}`, () =>
      assert.equal(withDatabase(uri, 'shop'), expected));
});
