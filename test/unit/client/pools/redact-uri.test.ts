import assert from 'node:assert/strict';
import { redactSecretsOf, redactUris } from '../../../../client/src/pools/redact-uri.ts';

describe('redact-uri', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['mongodb://localhost:27017/shop', 'mongodb://localhost:27017/shop'],
    ['mongodb://ada:s3cret@localhost/shop', 'mongodb://***@localhost/shop'],
    ['mongodb+srv://ada:s3cret@c.example.net/?w=1', 'mongodb+srv://***@c.example.net/?w=1'],
    ['MONGODB://ada:s3cret@h', 'MONGODB://***@h'],
    ['mongodb://ada@h', 'mongodb://***@h'],
    ['mongodb://ada:s3@cr@et@h1:1,h2:2/db', 'mongodb://***@h1:1,h2:2/db'],
    ['mongodb://ada:s3/cret@h/db', 'mongodb://***@h/db'],
    ['mongodb://ada:s3?cret@h/db?w=1', 'mongodb://***@h/db?w=1'],
    ['mongodb://ada:s3#cret@h/db', 'mongodb://***@h/db'],
    ['mongodb://ada:s3 cret@h/db', 'mongodb://***@h/db'],
    ["mongodb://ada:s3'cret@h/db", 'mongodb://***@h/db'],
    ['mongodb://ada:s3%40cret@h/db', 'mongodb://***@h/db'],
    ['mongodb://[::1]:27017/db', 'mongodb://[::1]:27017/db'],
    ['mongodb://ada:s3cret@[::1]:27017/db', 'mongodb://***@[::1]:27017/db'],
    [
      'mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:abc&w=1',
      'mongodb://h/?authMechanismProperties=***&w=1',
    ],
    ['mongodb://h/?tlsCertificateKeyFilePassword=abc', 'mongodb://h/?tlsCertificateKeyFilePassword=***'],
    ['mongodb://h/?proxyUsername=me&proxyPassword=abc', 'mongodb://h/?proxyUsername=***&proxyPassword=***'],
    ['mongodb://h/db?appName=a@b', 'mongodb://h/db?appName=a@b'],
    [
      'failed on mongodb://a:b@h:1/x and mongodb://c:d@i:2.',
      'failed on mongodb://***@h:1/x and mongodb://***@i:2.',
    ],
    ["ON 'mongodb://a:b@h/x' WITH", "ON 'mongodb://***@h/x' WITH"],
    ['no address here, mail me@example.net', 'no address here, mail me@example.net'],
    ['mongodb://h:27017 is not me@example.net', 'mongodb://h:27017 is not me@example.net'],
  ];
  for (const [text, expected] of cases)
    it(text, () => {
      assert.equal(redactUris(text), expected);
    });

  it('takes the secrets of a known connection string out of any text, encoded and decoded', () => {
    const uri = 'mongodb://ada:p%40ss%2Fword@h/db';
    assert.equal(
      redactSecretsOf(uri, 'tried p@ss/word and p%40ss%2Fword at mongodb://ada:p%40ss%2Fword@h'),
      'tried *** and *** at mongodb://***@h',
    );
  });

  it('leaves a text alone where the connection string holds no password', () => {
    assert.equal(
      redactSecretsOf('mongodb://h/db', 'connection 3 to h:27017 closed'),
      'connection 3 to h:27017 closed',
    );
  });
});
