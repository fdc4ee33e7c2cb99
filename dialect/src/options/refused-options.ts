/** An option of the driver that SQL text cannot set. The reason ends the sentence `x cannot be set in SQL: …`. */
export interface RefusedOption {
  readonly name: string;
  readonly reason: string;
}

const code = 'its value is a function';
const object = 'its value is an object of the running program';
const file = 'certificates are given by file: write tlsCAFile, tlsCertificateKeyFile or tlsCRLFile';
const unread = 'the driver does not pass it on';

/** Every option of the driver that the catalogue leaves out, and why. */
export const refusedOptions: readonly RefusedOption[] = [
  { name: 'pkFactory', reason: `${code}; INSERT may give _id itself` },
  { name: 'srvHostValidator', reason: `${code}; srvAllowedHostsSuffix does much the same` },
  { name: 'checkServerIdentity', reason: `${code}; tlsAllowInvalidHostnames turns the check off` },
  { name: 'lookup', reason: code },
  { name: 'pskCallback', reason: code },
  { name: 'SNICallback', reason: code },
  { name: 'autoEncryption', reason: `${object}, and it holds keys` },
  { name: 'runtimeAdapters', reason: object },
  { name: 'secureContext', reason: object },
  { name: 'session', reason: object },
  { name: 'ALPNProtocols', reason: object },
  { name: 'driverInfo', reason: 'it names this extension to the server; appName is yours to set' },
  { name: 'ca', reason: file },
  { name: 'cert', reason: file },
  { name: 'crl', reason: file },
  { name: 'requestCert', reason: unread },
  { name: 'requestOCSP', reason: unread },
  { name: 'enableTrace', reason: unread },
  { name: 'loadBalanced', reason: 'the driver takes it in the URI only' },
  { name: 'monitorCommands', reason: 'the pool manager sets it: write enableMonitoring' },
  { name: 'raw', reason: 'results would be bytes, not rows' },
  { name: 'fieldsAsRaw', reason: 'results would be bytes, not rows' },
  { name: 'timeoutMS', reason: 'it has no effect; socketTimeoutMS and waitQueueTimeoutMS have' },
  { name: 'fsync', reason: 'the driver dropped it: write writeConcern with j' },
  { name: 'j', reason: 'it is a part of writeConcern: write writeConcern with j' },
  { name: 'wtimeout', reason: 'it is a part of writeConcern: write writeConcern with wtimeoutMS' },
  { name: 'dbName', reason: 'the database has a clause of its own: write DATABASE before WITH' },
];
