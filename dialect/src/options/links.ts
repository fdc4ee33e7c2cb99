/** The official pages that options point to. */
export const links = {
  connection: 'https://www.mongodb.com/docs/manual/reference/connection-string-options/',
  driver: 'https://mongodb.github.io/node-mongodb-native/7.0/interfaces/MongoClientOptions.html',
  readPreference: 'https://www.mongodb.com/docs/manual/core/read-preference/',
  readConcern: 'https://www.mongodb.com/docs/manual/reference/read-concern/',
  writeConcern: 'https://www.mongodb.com/docs/manual/reference/write-concern/',
  stableApi: 'https://www.mongodb.com/docs/manual/reference/stable-api/',
  authentication: 'https://www.mongodb.com/docs/manual/core/authentication/',
  net: 'https://nodejs.org/api/net.html',
  tls: 'https://nodejs.org/api/tls.html',
} as const;

/** The longest time that a timer of Node can measure: about 24.8 days. */
export const longestTimer = 2_147_483_647;
