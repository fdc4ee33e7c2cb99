import { found } from './contest.ts';
import type { Contest } from './contest.ts';

const ordersOf = {
  $lookup: { from: 'orders', localField: 'user_id', foreignField: 'customer_id', as: 'o' },
};

/** EXISTS, IN, their opposites, and subqueries that give a value. */
export const subqueryContests: readonly Contest[] = [
  {
    name: 'EXISTS',
    sql: "SELECT u.user_id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = u.user_id AND o.status = 'refunded')",
    hand: {
      from: 'orders',
      stages: [
        { $match: { status: 'refunded' } },
        { $group: { _id: '$customer_id' } },
        { $lookup: { from: 'users', localField: '_id', foreignField: 'user_id', as: 'u' } },
        { $match: { u: { $ne: [] } } },
        { $project: { _id: 0, user_id: '$_id' } },
      ],
    },
  },
  {
    name: 'EXISTS for few rows',
    sql: "SELECT u.user_id FROM users u WHERE u.status = 'suspended' AND EXISTS (SELECT 1 FROM user_activities a WHERE a.user_id = u.user_id AND a.activity_type = 'page_view')",
    hand: {
      from: 'users',
      stages: [
        { $match: { status: 'suspended' } },
        {
          $lookup: {
            from: 'user_activities',
            localField: 'user_id',
            foreignField: 'user_id',
            as: 'a',
          },
        },
        { $match: { 'a.activity_type': 'page_view' } },
        { $project: { _id: 0, user_id: 1 } },
      ],
    },
  },
  {
    name: 'IN a subquery',
    sql: "SELECT username FROM users WHERE user_id IN (SELECT user_id FROM user_activities WHERE activity_type = 'support')",
    hand: {
      from: 'user_activities',
      stages: [
        { $match: { activity_type: 'support' } },
        { $group: { _id: '$user_id' } },
        { $lookup: { from: 'users', localField: '_id', foreignField: 'user_id', as: 'u' } },
        found('u'),
        { $unwind: '$u' },
        { $project: { _id: 0, username: '$u.username' } },
      ],
    },
  },
  {
    name: 'NOT EXISTS',
    sql: 'SELECT u.user_id FROM users u WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = u.user_id)',
    hand: {
      from: 'users',
      stages: [ordersOf, { $match: { o: [] } }, { $project: { _id: 0, user_id: 1 } }],
    },
  },
  {
    name: 'NOT IN a subquery',
    sql: "SELECT user_id FROM users WHERE user_id NOT IN (SELECT customer_id FROM orders WHERE status = 'completed')",
    hand: {
      from: 'users',
      stages: [
        ordersOf,
        { $match: { 'o.status': { $ne: 'completed' } } },
        { $project: { _id: 0, user_id: 1 } },
      ],
    },
  },
  {
    name: 'a count for each row',
    sql: "SELECT u.user_id, (SELECT COUNT(*) FROM orders o WHERE o.customer_id = u.user_id) AS n FROM users u WHERE u.status = 'inactive'",
    hand: {
      from: 'users',
      stages: [
        { $match: { status: 'inactive' } },
        ordersOf,
        { $project: { _id: 0, user_id: 1, n: { $size: '$o' } } },
      ],
    },
  },
  {
    name: 'the greatest for each row',
    sql: "SELECT u.user_id, (SELECT MAX(o.order_total) FROM orders o WHERE o.customer_id = u.user_id AND o.status = 'completed') AS most FROM users u WHERE u.status = 'inactive'",
    hand: {
      from: 'users',
      stages: [
        { $match: { status: 'inactive' } },
        {
          $lookup: {
            from: 'orders',
            localField: 'user_id',
            foreignField: 'customer_id',
            as: 'o',
          },
        },
        { $set: { o: { $filter: { input: '$o', cond: { $eq: ['$$this.status', 'completed'] } } } } },
        { $project: { _id: 0, user_id: 1, most: { $max: '$o.order_total' } } },
      ],
    },
  },
  {
    name: 'more than the mean',
    sql: 'SELECT order_id FROM orders WHERE order_total > (SELECT AVG(order_total) * 3 FROM orders)',
    hand: {
      from: 'orders',
      stages: [
        { $group: { _id: null, mean: { $avg: '$order_total' } } },
        {
          $lookup: {
            from: 'orders',
            let: { least: { $multiply: ['$mean', 3] } },
            pipeline: [
              { $match: { $expr: { $gt: ['$order_total', '$$least'] } } },
              { $project: { _id: 0, order_id: 1 } },
            ],
            as: 'o',
          },
        },
        { $unwind: '$o' },
        { $project: { _id: 0, order_id: '$o.order_id' } },
      ],
    },
  },
];
