import assert from 'node:assert/strict';
import { addressOf, type AddressForm } from '../../../../client/src/connections/address-form.ts';
import { readAddress } from '../../../../client/src/connections/address.ts';

const plain: AddressForm = {
  ...{ hosts: 'localhost:27017', srv: false, replicaSet: '' },
  ...{ user: '', password: '', authSource: 'admin', tls: false },
};

describe('the parts of an address', () => {
  const cases: readonly (readonly [Partial<AddressForm>, string])[] = [
    [{}, 'mongodb://localhost:27017/'],
    [{ hosts: 'a:1, b:2', replicaSet: 'rs0', tls: true }, 'mongodb://a:1,b:2/?replicaSet=rs0&tls=true'],
    [{ user: 'ann', password: 'p@ss/w:rd ' }, 'mongodb://ann:p%40ss%2Fw%3Ard%20@localhost:27017/'],
    [{ user: 'ann', authSource: 'shop' }, 'mongodb://ann@localhost:27017/?authSource=shop'],
    [
      { hosts: 'cluster0.example.net', srv: true, user: 'ann', password: 'x', tls: true },
      'mongodb+srv://ann:x@cluster0.example.net/',
    ],
  ];
  for (const [form, uri] of cases)
    it(`come to ${uri}`, () => {
      assert.equal(addressOf({ ...plain, ...form }), uri);
      assert.ok(readAddress(uri).ok);
    });
});
