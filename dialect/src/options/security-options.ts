import { links } from './links.ts';
import type { PoolOption } from './option.ts';

const own = 'the connection’s own';
const node = 'Node’s own';

const text = { kind: 'string' } as const;
const flag = { kind: 'boolean' } as const;

/** TLS and authentication. What is secret belongs to the connection and is refused in SQL text. */
export const securityOptions: readonly PoolOption[] = [
  ...tls(),
  ...sockets(),
  {
    name: 'authSource',
    driver: 'authSource',
    group: 'security',
    type: text,
    defaultNote: own,
    documentation: 'The database that the user was made in.',
    link: links.authentication,
  },
  {
    name: 'authMechanism',
    driver: 'authMechanism',
    group: 'security',
    type: {
      kind: 'enum',
      values: [
        'DEFAULT',
        'SCRAM-SHA-256',
        'SCRAM-SHA-1',
        'MONGODB-X509',
        'MONGODB-AWS',
        'MONGODB-OIDC',
        'GSSAPI',
        'PLAIN',
      ],
    },
    defaultNote: own,
    documentation: 'How the client proves who it is.',
    link: links.authentication,
  },
  secret('auth', 'The user’s name and password.'),
  secret('authMechanismProperties', 'What the authentication mechanism needs besides, tokens included.'),
  secret('tlsCertificateKeyFilePassword', 'The password of the private key in tlsCertificateKeyFile.'),
  secret('passphrase', 'The password of a private key.'),
  secret('key', 'A private key in PEM form.'),
  secret('pfx', 'A private key and certificate in PFX form.'),
];

function secret(name: string, documentation: string): PoolOption {
  return {
    name,
    driver: name,
    group: 'security',
    type: text,
    documentation,
    link: links.authentication,
    secret: true,
  };
}

function tls(): readonly PoolOption[] {
  const row = (name: string, type: typeof text | typeof flag, documentation: string): PoolOption => ({
    name,
    driver: name,
    group: 'security',
    type,
    defaultNote: own,
    documentation,
    link: links.connection,
  });
  return [
    row('tls', flag, 'Whether connections are encrypted with TLS.'),
    { ...row('ssl', flag, 'The same as tls.'), deprecated: 'tls' },
    row('tlsCAFile', text, 'Path of a PEM file with the certificates of the authorities to trust.'),
    row('tlsCertificateKeyFile', text, 'Path of a PEM file with the client’s certificate and private key.'),
    row('tlsCRLFile', text, 'Path of a PEM file with the certificates that were revoked.'),
    row(
      'tlsAllowInvalidCertificates',
      flag,
      'Whether any certificate of the server is accepted: for tests only.',
    ),
    row(
      'tlsAllowInvalidHostnames',
      flag,
      'Whether a certificate for another host is accepted: for tests only.',
    ),
    row('tlsInsecure', flag, 'Whether certificates are not checked at all: for tests only.'),
  ];
}

function sockets(): readonly PoolOption[] {
  const row = (name: string, type: PoolOption['type'], documentation: string): PoolOption => ({
    name,
    driver: name,
    group: 'security',
    type,
    defaultNote: node,
    documentation,
    link: links.tls,
  });
  return [
    row('servername', text, 'The host name to ask for in the TLS handshake (SNI).'),
    row('rejectUnauthorized', flag, 'Whether a certificate that no trusted authority signed is refused.'),
    row('allowPartialTrustChain', flag, 'Whether a trusted intermediate certificate is enough.'),
    row('ciphers', text, 'The ciphers that TLS may use, in OpenSSL’s notation.'),
    row('ecdhCurve', text, 'The curves for the key exchange, divided by colons.'),
    row('minDHSize', { kind: 'integer', min: 1 }, 'The least size in bits of a Diffie-Hellman parameter.'),
    row('secureProtocol', text, 'The TLS method by OpenSSL’s name.'),
  ];
}
