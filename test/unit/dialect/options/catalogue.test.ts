import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { MongoClient } from 'mongodb';
import {
  findOption,
  poolOptions,
  refusedOptions,
  toDriverOptions,
} from '../../../../dialect/src/options/index.ts';
import type { PoolOption } from '../../../../dialect/src/options/index.ts';

const require = createRequire(import.meta.url);

/** The driver's own table of options, by name. */
const driverTable = require('mongodb/lib/connection_string.js') as { OPTIONS: Record<string, unknown> };

/** Keys of the driver's table that are not options of its public interface. */
const internal = [
  '__skipPingOnConnect',
  'connectionType',
  'srvPoller',
  'index',
  'minInternalBufferSize',
  'name',
];

/** Options that need another one, or a URI of another kind, before the driver takes them. */
const companions: Record<string, { options?: object; uri?: string }> = {
  proxyPort: { options: { proxyHost: 'localhost' } },
  srvServiceName: { uri: 'mongodb+srv://db.example.com' },
  srvMaxHosts: { uri: 'mongodb+srv://db.example.com' },
  srvAllowedHostsSuffix: { uri: 'mongodb+srv://db.example.com' },
  maxStalenessSeconds: { options: { readPreference: 'secondary' } },
  readPreferenceTags: { options: { readPreference: 'secondary' } },
  authMechanism: { uri: 'mongodb://user@localhost' },
  authSource: { uri: 'mongodb://localhost' },
};

/** A value that the option's type allows. */
function sample({ type, name }: PoolOption): unknown {
  switch (type.kind) {
    case 'integer':
    case 'number':
      return type.min;
    case 'integerOrWord':
      return type.words[0];
    case 'boolean':
      return true;
    case 'duration':
      return `${type.min} ms`;
    case 'string':
      return name === 'srvAllowedHostsSuffix' ? 'example.com' : 'text';
    case 'enum':
      return type.values[0];
    case 'enumList':
      return type.values.slice(0, 2);
    case 'stringList':
      return ['text'];
    case 'tagSets':
      return [{ dc: 'ny' }];
    case 'members':
      return {};
    case 'document':
      return Object.fromEntries(
        type.fields
          .filter(
            (field) =>
              field.name !== 'tags' && field.name !== 'maxStalenessSeconds' && field.name !== 'hedge',
          )
          .map((field) => [field.name, sample(field)]),
      );
  }
}

describe('options: the catalogue', () => {
  it('knows every option of the driver, or says why SQL cannot set it', () => {
    const known = new Set([...poolOptions, ...refusedOptions].map(({ name }) => name));
    const missing = Object.keys(driverTable.OPTIONS).filter(
      (name) => !known.has(name) && !internal.includes(name),
    );
    assert.deepEqual(missing, []);
  });

  it('names no option of the driver that the driver does not have', () => {
    const unknown = [
      ...poolOptions.flatMap(({ driver }) => driver ?? []),
      ...refusedOptions.map(({ name }) => name),
    ];
    assert.deepEqual(
      unknown.filter((name) => !(name in driverTable.OPTIONS)),
      [],
    );
  });

  it('has one row per name, each with a sentence', () => {
    const names = [...poolOptions, ...refusedOptions].map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const option of poolOptions) assert.match(option.documentation, /^[A-Z].*\.$/, option.name);
  });

  it('marks what holds credentials as secret', () => {
    for (const name of [
      'auth',
      'authMechanismProperties',
      'tlsCertificateKeyFilePassword',
      'proxyPassword',
      'key',
    ]) {
      assert.equal(findOption(name)?.secret, true, name);
    }
  });

  for (const option of poolOptions) {
    if (option.driver === undefined || option.secret || option.deprecated) continue;
    it(`the driver takes a ${option.name} of the type that the row says`, () => {
      const { options = {}, uri = 'mongodb://localhost' } = companions[option.name] ?? {};
      const values = [sample(option), ...(option.default === undefined ? [] : [option.default])];
      for (const value of values) {
        if (option.name.startsWith('tls') && option.type.kind === 'string') continue; // reads the file
        assert.doesNotThrow(
          () => new MongoClient(uri, toDriverOptions({ ...options, [option.name]: value })),
        );
      }
    });
  }
});
