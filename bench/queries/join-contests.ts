import { day, found } from './contest.ts';
import type { Contest } from './contest.ts';

const usersOf = (localField: string, as = 'u') => ({
  $lookup: { from: 'users', localField, foreignField: 'user_id', as },
});

/** Joins, and groups over them. @param now milliseconds since the epoch: the sample's dates end there */
export function joinContests(now: number): readonly Contest[] {
  const since = new Date(now - 30 * day);
  return [
    {
      name: 'a filtered join of three',
      sql: "SELECT o.order_id, u.username, s.monthly_orders FROM orders o JOIN users u ON u.user_id = o.customer_id JOIN user_statistics s ON s.user_id = u.user_id WHERE o.status = 'refunded' AND u.subscription_type = 'premium'",
      hand: {
        from: 'orders',
        stages: [
          { $match: { status: 'refunded' } },
          usersOf('customer_id'),
          found('u'),
          { $unwind: '$u' },
          { $match: { 'u.subscription_type': 'premium' } },
          {
            $lookup: { from: 'user_statistics', localField: 'customer_id', foreignField: 'user_id', as: 's' },
          },
          found('s'),
          { $unwind: '$s' },
          { $project: { _id: 0, order_id: 1, username: '$u.username', monthly_orders: '$s.monthly_orders' } },
        ],
      },
    },
    {
      name: 'a left join of orders and users',
      sql: `SELECT o.order_id, u.email FROM orders o LEFT JOIN users u ON u.user_id = o.customer_id AND u.status = 'active' WHERE o.order_date >= '${since.toISOString()}'`,
      hand: {
        from: 'orders',
        stages: [
          { $match: { order_date: { $gte: since } } },
          {
            $lookup: {
              from: 'users',
              localField: 'customer_id',
              foreignField: 'user_id',
              as: 'u',
            },
          },
          { $set: { u: { $filter: { input: '$u', cond: { $eq: ['$$this.status', 'active'] } } } } },
          { $unwind: { path: '$u', preserveNullAndEmptyArrays: true } },
          { $project: { _id: 0, order_id: 1, email: '$u.email' } },
        ],
      },
    },
    {
      name: 'a left join, the newest of it',
      sql: 'SELECT o.order_id, u.username FROM orders o LEFT JOIN users u ON u.user_id = o.customer_id ORDER BY o.order_id DESC LIMIT 20',
      hand: {
        from: 'orders',
        stages: [
          { $sort: { order_id: -1 } },
          { $limit: 20 },
          usersOf('customer_id'),
          { $unwind: { path: '$u', preserveNullAndEmptyArrays: true } },
          { $project: { _id: 0, order_id: 1, username: '$u.username' } },
        ],
      },
    },
    {
      name: 'groups by user over a join',
      sql: 'SELECT u.user_id, u.username, COUNT(*), SUM(o.order_total) FROM users u JOIN orders o ON o.customer_id = u.user_id GROUP BY u.user_id, u.username',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$customer_id', n: { $sum: 1 }, spent: { $sum: '$order_total' } } },
          usersOf('_id'),
          found('u'),
          { $unwind: '$u' },
          { $project: { _id: 0, user_id: '$_id', username: '$u.username', n: 1, spent: 1 } },
        ],
      },
    },
    {
      name: 'groups by a field of each side',
      sql: 'SELECT u.subscription_type, o.status, COUNT(*) FROM orders o JOIN users u ON u.user_id = o.customer_id GROUP BY u.subscription_type, o.status',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: { c: '$customer_id', s: '$status' }, n: { $sum: 1 } } },
          usersOf('_id.c'),
          found('u'),
          { $unwind: '$u' },
          { $group: { _id: { t: '$u.subscription_type', s: '$_id.s' }, n: { $sum: '$n' } } },
        ],
      },
    },
    {
      name: 'a CTE and its users',
      sql: 'WITH spent AS (SELECT customer_id, SUM(order_total) AS total FROM orders GROUP BY customer_id) SELECT u.username, s.total FROM users u JOIN spent s ON s.customer_id = u.user_id WHERE s.total > 1500',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$customer_id', total: { $sum: '$order_total' } } },
          { $match: { total: { $gt: 1500 } } },
          usersOf('_id'),
          found('u'),
          { $unwind: '$u' },
          { $project: { _id: 0, username: '$u.username', total: 1 } },
        ],
      },
    },
    {
      name: 'two CTEs joined',
      sql: 'WITH a AS (SELECT customer_id, SUM(order_total) AS total FROM orders GROUP BY customer_id), b AS (SELECT user_id, COUNT(*) AS n FROM user_activities GROUP BY user_id) SELECT a.customer_id, a.total, b.n FROM a JOIN b ON b.user_id = a.customer_id',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$customer_id', total: { $sum: '$order_total' } } },
          {
            $unionWith: {
              coll: 'user_activities',
              pipeline: [{ $group: { _id: '$user_id', n: { $sum: 1 } } }],
            },
          },
          { $group: { _id: '$_id', total: { $max: '$total' }, n: { $max: '$n' } } },
          { $match: { total: { $ne: null }, n: { $ne: null } } },
        ],
      },
    },
  ];
}
