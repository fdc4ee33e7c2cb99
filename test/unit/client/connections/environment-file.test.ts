import assert from 'node:assert/strict';
import { readEnvironment } from '../../../../client/src/connections/environment-file.ts';

describe('an environment file', () => {
  it('gives its connection strings, named after their variables', () => {
    const text = `
# the shop
NODE_ENV=production
SHOP_MONGODB_URI="mongodb+srv://ann:s3cret@cluster0.example.net/shop?retryWrites=true"
export MONGO_URL=mongodb://localhost:27017 # local
ANALYTICS_DB_URL='mongodb://a:1,b:2/?replicaSet=rs0'
REDIS_URL=redis://localhost
EMPTY_MONGODB_URI=
BROKEN_MONGODB_URI=mongodb://
`;
    assert.deepEqual(
      readEnvironment(text).map(({ variable, name, uri }) => `${variable} as ${name}: ${uri}`),
      [
        'SHOP_MONGODB_URI as shop: mongodb+srv://ann:s3cret@cluster0.example.net/shop?retryWrites=true',
        'MONGO_URL as mongodb: mongodb://localhost:27017',
        'ANALYTICS_DB_URL as analytics: mongodb://a:1,b:2/?replicaSet=rs0',
      ],
    );
  });

  it('may hold none', () => {
    assert.deepEqual(readEnvironment('A=1\n= \n\0'), []);
  });
});
