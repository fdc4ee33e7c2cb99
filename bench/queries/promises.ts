import type { Db, Document } from 'mongodb';

// What somebody who knows the shop's documents knows of them, as validators: the compiler reads these, and then knows it as well.

const of = (bsonType: string): Document => ({ bsonType });

const fields: Readonly<Record<string, Readonly<Record<string, Document>>>> = {
  users: {
    user_id: of('int'),
    username: of('string'),
    email: of('string'),
    status: of('string'),
    subscription_type: of('string'),
    created_at: of('date'),
  },
  user_activities: {
    activity_id: of('int'),
    user_id: of('int'),
    activity_type: of('string'),
    activity_date: of('date'),
    session_duration: of('int'),
    page_views: of('int'),
  },
  orders: {
    order_id: of('int'),
    customer_id: of('int'),
    status: of('string'),
    order_date: of('date'),
    order_total: of('decimal'),
    items: { bsonType: 'array', items: { bsonType: 'object' } },
  },
  user_statistics: { user_id: of('int'), monthly_orders: of('int') },
};

/** Fields that are of one type where they are there. */
const optional: Readonly<Record<string, Readonly<Record<string, Document>>>> = {
  users: { last_login: { bsonType: ['date', 'null'] } },
  orders: { coupon: of('string') },
};

/** Gives the collections validators that promise what their documents keep. */
export async function promise(database: Db): Promise<void> {
  for (const [name, required] of Object.entries(fields)) {
    const properties = { ...required, ...optional[name] };
    const $jsonSchema = { bsonType: 'object', required: Object.keys(required), properties };
    const broken = await database.collection(name).countDocuments({ $nor: [{ $jsonSchema }] });
    if (broken > 0) throw new Error(`${broken} of ${name} are not what their validator is to say.`);
    await database.command({ collMod: name, validator: { $jsonSchema } });
  }
}
