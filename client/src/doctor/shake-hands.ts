import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Outcome } from './finding.ts';
import { codeOf, failed, messageOf, ok, skipped, warning } from './finding.ts';
import type { Host, Target } from './target.ts';
import { patienceMs, placeOf } from './target.ts';

/** Whether a host's encryption is one that the target's settings trust. */
export async function shakeHands(target: Target, host: Host): Promise<Outcome> {
  const { tls, proxyHost } = target.options;
  if (!tls) return skipped('The connection string does not ask for TLS.');
  if (proxyHost) return skipped('Behind a proxy it is tried together with the server.');
  let settings: ConnectionOptions;
  try {
    settings = settingsOf(target);
  } catch (error) {
    return failed(
      `A certificate file cannot be read: ${messageOf(error)}.`,
      'The path is wrong, or this user may not read the file.',
      'Correct tlsCAFile or tlsCertificateKeyFile.',
    );
  }
  const shaken = await shake(host, settings);
  if (shaken instanceof Error) return whyNot(host, shaken);
  const { protocol, subject, validUntil } = shaken;
  const days = Math.floor((validUntil - Date.now()) / 86_400_000);
  const says = `${protocol} with the certificate of ${subject}, valid for ${days} more days.`;
  if (days > 14) return ok(says);
  return warning(says, 'The server’s certificate ends soon.', 'Have it renewed before it does.');
}

/** Whether a host speaks TLS at all, whoever signed its certificate. */
export async function speaksTls(host: Host): Promise<boolean> {
  return !((await shake(host, { rejectUnauthorized: false })) instanceof Error);
}

function settingsOf({ options }: Target): ConnectionOptions {
  const { tlsCAFile, tlsCertificateKeyFile, passphrase, rejectUnauthorized, checkServerIdentity } = options;
  const own = tlsCertificateKeyFile ? readFileSync(tlsCertificateKeyFile) : undefined;
  return {
    ...(tlsCAFile && { ca: readFileSync(tlsCAFile) }),
    ...(own && { cert: own, key: own }),
    ...(passphrase && { passphrase }),
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    ...(checkServerIdentity && { checkServerIdentity }),
  };
}

interface Handshake {
  readonly protocol: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly validUntil: number;
}

function shake({ host, port }: Host, settings: ConnectionOptions): Promise<Handshake | Error> {
  return new Promise((resolve) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket: TLSSocket = connect({ host, port, ...name, ...settings });
    const end = (result: Handshake | Error): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(patienceMs, () => end(new Error('no answer in time')));
    socket.once('error', end);
    socket.once('close', () => end(new Error('the server hung up')));
    socket.once('secureConnect', () => {
      const { subject, valid_to: validTo } = socket.getPeerCertificate();
      const [name = host] = [subject.CN].flat();
      end({ protocol: socket.getProtocol() ?? 'TLS', subject: name, validUntil: Date.parse(validTo) });
    });
  });
}

function whyNot(host: Host, error: Error): Outcome {
  const place = placeOf(host);
  switch (codeOf(error)) {
    case 'CERT_HAS_EXPIRED':
      return failed(
        `The certificate of ${place} has expired.`,
        'It was not renewed, or this machine’s clock is wrong.',
        'Renew the certificate, or set the clock.',
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return failed(
        `This machine does not know who signed the certificate of ${place}.`,
        'The server’s certificate comes from an authority of your own.',
        'Add tlsCAFile=/path/to/ca.pem. For a trial on your own machine, tlsAllowInvalidCertificates=true.',
      );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return failed(
        `The certificate of ${place} is for other names.`,
        messageOf(error),
        'Connect by a name that the certificate has, or have one made for this name.',
      );
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ECONNRESET':
    case '':
      return failed(
        `${place} does not answer in TLS.`,
        'The server runs without TLS, or it wants a certificate of the client.',
        'Take tls=true out of the connection string, or add tlsCertificateKeyFile=/path/to/client.pem.',
      );
    default:
      return failed(
        `${place} and this machine do not agree on TLS (${codeOf(error)}).`,
        messageOf(error),
        'Compare the server’s TLS settings with those of the connection string.',
      );
  }
}
