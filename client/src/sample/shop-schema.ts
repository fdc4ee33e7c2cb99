import type { CollectionInfo, IndexDescription } from 'mongodb';

// What the sample database promises about itself: its indexes, and what each user's document must have.

/** By collection: those that the queries of examples/ want. */
export const indexes: Readonly<Record<string, IndexDescription[]>> = {
  users: [
    { key: { user_id: 1 }, unique: true },
    { key: { email: 1 }, unique: true },
    { key: { status: 1, created_at: -1 } },
  ],
  user_activities: [{ key: { user_id: 1, activity_date: -1 } }, { key: { activity_date: -1 } }],
  orders: [
    { key: { order_id: 1 }, unique: true },
    { key: { customer_id: 1, status: 1 } },
    { key: { order_date: -1 } },
  ],
  user_sessions: [{ key: { user_id: 1, is_active: 1 } }, { key: { session_id: 1 }, unique: true }],
  user_events: [{ key: { timestamp: -1 } }],
  user_statistics: [{ key: { user_id: 1 }, unique: true }],
};

/** By these words a later run knows that the database is ours to drop. */
const mark = 'A user of the QLSQL sample shop';

export const usersValidator = {
  $jsonSchema: {
    bsonType: 'object',
    description: mark,
    required: ['user_id', 'username', 'email', 'status', 'subscription_type', 'created_at'],
    properties: {
      user_id: { bsonType: 'int' },
      username: { bsonType: 'string' },
      email: { bsonType: 'string' },
      status: { enum: ['active', 'inactive', 'suspended'] },
      subscription_type: { enum: ['free', 'basic', 'premium', 'enterprise'] },
      created_at: { bsonType: 'date' },
      last_login: { bsonType: ['date', 'null'] },
    },
  },
};

/** Whether a listed collection is the users of an earlier run. */
export const isOurs = ({ name, options }: CollectionInfo): boolean =>
  name === 'users' && options?.validator?.$jsonSchema?.description === mark;
