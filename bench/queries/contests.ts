import { day, found } from './contest.ts';
import type { Contest } from './contest.ts';
import { joinContests } from './join-contests.ts';
import { reportContests } from './report-contests.ts';
import { subqueryContests } from './subquery-contests.ts';

/** @param now milliseconds since the epoch: the sample's dates end there */
export function contests(now: number): readonly Contest[] {
  const since = new Date(now - 30 * day);
  const text = since.toISOString();
  const revenue = { $sum: '$order_total' };
  return [
    {
      name: 'one user by a unique key',
      sql: 'SELECT username, email FROM users WHERE user_id = 700',
      hand: {
        from: 'users',
        stages: [{ $match: { user_id: 700 } }, { $project: { _id: 0, username: 1, email: 1 } }],
      },
    },
    {
      name: 'a filter by two indexed fields',
      sql: "SELECT user_id, username FROM users WHERE status = 'inactive' AND created_at < NOW() - INTERVAL '100 days'",
      hand: {
        from: 'users',
        stages: [
          { $match: { status: 'inactive', created_at: { $lt: new Date(now - 100 * day) } } },
          { $project: { _id: 0, user_id: 1, username: 1 } },
        ],
      },
    },
    {
      name: 'a count over all',
      sql: 'SELECT COUNT(*) FROM user_activities',
      hand: { from: 'user_activities', stages: [{ $group: { _id: null, n: { $sum: 1 } } }] },
    },
    {
      name: 'a filter that no index serves',
      sql: "SELECT activity_id FROM user_activities WHERE activity_type = 'review' AND session_duration > 3000",
      hand: {
        from: 'user_activities',
        stages: [
          { $match: { activity_type: 'review', session_duration: { $gt: 3000 } } },
          { $project: { _id: 0, activity_id: 1 } },
        ],
      },
    },
    {
      name: 'IN and LIKE',
      sql: "SELECT username FROM users WHERE status IN ('inactive', 'suspended') AND email LIKE 'ada.%'",
      hand: {
        from: 'users',
        stages: [
          { $match: { status: { $in: ['inactive', 'suspended'] }, email: /^ada\./s } },
          { $project: { _id: 0, username: 1 } },
        ],
      },
    },
    {
      name: 'groups with counts',
      sql: 'SELECT activity_type, COUNT(*) FROM user_activities GROUP BY activity_type',
      hand: { from: 'user_activities', stages: [{ $group: { _id: '$activity_type', n: { $sum: 1 } } }] },
    },
    {
      name: 'groups with sum and average',
      sql: 'SELECT status, SUM(order_total), AVG(order_total), COUNT(*) FROM orders GROUP BY status',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$status', sum: revenue, mean: { $avg: '$order_total' }, n: { $sum: 1 } } },
        ],
      },
    },
    {
      name: 'groups, HAVING and the greatest',
      sql: 'SELECT customer_id, SUM(order_total) AS spent FROM orders GROUP BY customer_id HAVING COUNT(*) > 3 ORDER BY spent DESC LIMIT 20',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$customer_id', spent: revenue, n: { $sum: 1 } } },
          { $match: { n: { $gt: 3 } } },
          { $sort: { spent: -1 } },
          { $limit: 20 },
          { $project: { spent: 1 } },
        ],
      },
    },
    {
      name: 'COUNT(DISTINCT) in groups',
      sql: 'SELECT activity_type, COUNT(DISTINCT user_id) FROM user_activities GROUP BY activity_type',
      hand: {
        from: 'user_activities',
        stages: [
          { $group: { _id: '$activity_type', users: { $addToSet: '$user_id' } } },
          { $project: { n: { $size: '$users' } } },
        ],
      },
    },
    {
      name: 'SELECT DISTINCT',
      sql: 'SELECT DISTINCT customer_id FROM orders',
      hand: { from: 'orders', stages: [{ $group: { _id: '$customer_id' } }] },
    },
    {
      name: 'the newest, by an index',
      sql: `SELECT order_id, order_date FROM orders WHERE order_date >= '${text}' ORDER BY order_date DESC LIMIT 20`,
      hand: {
        from: 'orders',
        stages: [
          { $match: { order_date: { $gte: since } } },
          { $sort: { order_date: -1 } },
          { $limit: 20 },
          { $project: { _id: 0, order_id: 1, order_date: 1 } },
        ],
      },
    },
    {
      name: 'a join of orders and their users',
      sql: `SELECT o.order_id, u.username FROM orders o JOIN users u ON u.user_id = o.customer_id WHERE o.order_date >= '${text}'`,
      hand: {
        from: 'orders',
        stages: [
          { $match: { order_date: { $gte: since } } },
          { $lookup: { from: 'users', localField: 'customer_id', foreignField: 'user_id', as: 'u' } },
          found('u'),
          { $unwind: '$u' },
          { $project: { _id: 0, order_id: 1, username: '$u.username' } },
        ],
      },
    },
    {
      name: 'a left join with counts',
      sql: "SELECT u.user_id, COUNT(o.order_id) FROM users u LEFT JOIN orders o ON o.customer_id = u.user_id WHERE u.status = 'suspended' GROUP BY u.user_id",
      hand: {
        from: 'users',
        stages: [
          { $match: { status: 'suspended' } },
          {
            $lookup: {
              from: 'orders',
              localField: 'user_id',
              foreignField: 'customer_id',
              as: 'o',
            },
          },
          { $project: { _id: 0, user_id: 1, n: { $size: '$o' } } },
        ],
      },
    },
    {
      name: 'a join, then groups',
      sql: 'SELECT u.subscription_type, SUM(o.order_total) FROM orders o JOIN users u ON u.user_id = o.customer_id GROUP BY u.subscription_type',
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: '$customer_id', spent: revenue } },
          { $lookup: { from: 'users', localField: '_id', foreignField: 'user_id', as: 'u' } },
          found('u'),
          { $unwind: '$u' },
          { $group: { _id: '$u.subscription_type', spent: { $sum: '$spent' } } },
        ],
      },
    },
    {
      name: 'an array taken apart',
      sql: 'SELECT i.sku, COUNT(*) FROM orders o, UNNEST(o.items) AS i(sku, quantity) GROUP BY i.sku',
      hand: {
        from: 'orders',
        stages: [{ $unwind: '$items' }, { $group: { _id: '$items.sku', n: { $sum: 1 } } }],
      },
    },
    {
      name: 'the newest order of each customer',
      sql: 'SELECT customer_id, order_id FROM (SELECT customer_id, order_id, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY order_date DESC, order_id) AS n FROM orders) t WHERE n = 1',
      hand: {
        from: 'orders',
        stages: [
          {
            $group: {
              _id: '$customer_id',
              first: { $top: { sortBy: { order_date: -1, order_id: 1 }, output: '$order_id' } },
            },
          },
        ],
      },
    },
    {
      name: 'a running total',
      sql: "SELECT order_id, SUM(order_total) OVER (PARTITION BY customer_id ORDER BY order_id ROWS UNBOUNDED PRECEDING) FROM orders WHERE status = 'pending'",
      hand: {
        from: 'orders',
        stages: [
          { $match: { status: 'pending' } },
          {
            $setWindowFields: {
              partitionBy: '$customer_id',
              sortBy: { order_id: 1 },
              output: { t: { $sum: '$order_total', window: { documents: ['unbounded', 'current'] } } },
            },
          },
          { $project: { _id: 0, order_id: 1, t: 1 } },
        ],
      },
    },
    {
      name: 'groups by month',
      sql: "SELECT DATE_TRUNC('month', order_date) AS month, SUM(order_total) FROM orders GROUP BY month ORDER BY month",
      hand: {
        from: 'orders',
        stages: [
          { $group: { _id: { $dateTrunc: { date: '$order_date', unit: 'month' } }, sum: revenue } },
          { $sort: { _id: 1 } },
        ],
      },
    },
    {
      name: 'CASE in groups',
      sql: 'SELECT CASE WHEN session_duration < 600 THEN 1 WHEN session_duration < 1800 THEN 2 ELSE 3 END AS long, COUNT(*) FROM user_activities GROUP BY long',
      hand: {
        from: 'user_activities',
        stages: [
          {
            $group: {
              _id: {
                $switch: {
                  branches: [
                    { case: { $lt: ['$session_duration', 600] }, then: 1 },
                    { case: { $lt: ['$session_duration', 1800] }, then: 2 },
                  ],
                  default: 3,
                },
              },
              n: { $sum: 1 },
            },
          },
        ],
      },
    },
    ...joinContests(now),
    ...subqueryContests,
    ...reportContests(now),
  ];
}
