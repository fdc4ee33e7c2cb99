import { day } from './contest.ts';
import type { Contest } from './contest.ts';

/** Order, windows and the report of the first page. @param now milliseconds since the epoch: the sample's dates end there */
export function reportContests(now: number): readonly Contest[] {
  const midnight = Math.floor(now / day) * day;
  const recent = new Date(midnight - 90 * day);
  const year = new Date(midnight);
  year.setUTCFullYear(year.getUTCFullYear() - 1);
  return [
    {
      name: 'OR and NOT over what may be NULL',
      sql: "SELECT order_id FROM orders WHERE (coupon = 'VIP' OR order_total > 900) AND NOT (status = 'cancelled' OR coupon = 'SPRING10')",
      hand: {
        from: 'orders',
        stages: [
          {
            $match: {
              $or: [{ coupon: 'VIP' }, { order_total: { $gt: 900 } }],
              status: { $ne: 'cancelled' },
              coupon: { $nin: ['SPRING10', null] },
            },
          },
          { $project: { _id: 0, order_id: 1 } },
        ],
      },
    },
    {
      name: 'the newest of all, by an index',
      sql: 'SELECT order_id, order_date FROM orders ORDER BY order_date DESC LIMIT 20',
      hand: {
        from: 'orders',
        stages: [
          { $sort: { order_date: -1 } },
          { $limit: 20 },
          { $project: { _id: 0, order_id: 1, order_date: 1 } },
        ],
      },
    },
    {
      name: 'the latest, those without one last',
      sql: 'SELECT user_id, last_login FROM users ORDER BY last_login DESC NULLS LAST, user_id LIMIT 50',
      hand: {
        from: 'users',
        stages: [
          { $sort: { last_login: -1, user_id: 1 } },
          { $limit: 50 },
          { $project: { _id: 0, user_id: 1, last_login: 1 } },
        ],
      },
    },
    {
      name: 'the first, NULL last, by no index',
      sql: 'SELECT order_id, coupon FROM orders ORDER BY coupon, order_id LIMIT 50',
      hand: {
        from: 'orders',
        stages: [
          { $match: { coupon: { $ne: null } } },
          { $sort: { coupon: 1, order_id: 1 } },
          { $limit: 50 },
          {
            $unionWith: {
              coll: 'orders',
              pipeline: [{ $match: { coupon: null } }, { $sort: { order_id: 1 } }, { $limit: 50 }],
            },
          },
          { $limit: 50 },
          { $project: { _id: 0, order_id: 1, coupon: 1 } },
        ],
      },
    },
    {
      name: 'a rank among the months of a customer',
      sql: "SELECT customer_id, order_id, RANK() OVER (PARTITION BY customer_id ORDER BY order_total DESC) FROM orders WHERE status = 'shipped'",
      hand: {
        from: 'orders',
        stages: [
          { $match: { status: 'shipped' } },
          {
            $setWindowFields: {
              partitionBy: '$customer_id',
              sortBy: { order_total: -1 },
              output: { rank: { $rank: {} } },
            },
          },
          { $project: { _id: 0, customer_id: 1, order_id: 1, rank: 1 } },
        ],
      },
    },
    {
      name: 'a moving mean of days',
      sql: "SELECT day, n, SUM(n) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS week FROM (SELECT DATE_TRUNC('day', activity_date) AS day, COUNT(*) AS n FROM user_activities GROUP BY 1) d",
      hand: {
        from: 'user_activities',
        stages: [
          { $group: { _id: { $dateTrunc: { date: '$activity_date', unit: 'day' } }, n: { $sum: 1 } } },
          {
            $setWindowFields: {
              sortBy: { _id: 1 },
              output: { week: { $sum: '$n', window: { documents: [-6, 0] } } },
            },
          },
        ],
      },
    },
    {
      name: 'a report over a CTE of two left joins',
      sql: `WITH per_user AS (
        SELECT u.user_id, u.username, u.subscription_type,
               COUNT(a.activity_id) AS visits, MAX(a.activity_date) AS seen, SUM(a.page_views) AS pages,
               COUNT(DISTINCT o.order_id) AS bought, SUM(o.order_total) AS spent
        FROM users u
        LEFT JOIN user_activities a ON a.user_id = u.user_id AND a.activity_date >= CURRENT_DATE - INTERVAL '90 days'
        LEFT JOIN orders o ON o.customer_id = u.user_id AND o.status = 'completed'
        WHERE u.status = 'active' AND u.created_at >= CURRENT_DATE - INTERVAL '1 year'
        GROUP BY u.user_id, u.username, u.subscription_type)
      SELECT user_id, username, subscription_type, visits, seen, pages, bought, COALESCE(spent, 0) AS spent,
             CASE WHEN bought >= 5 THEN 'LOYAL' WHEN bought >= 1 THEN 'CUSTOMER' WHEN visits >= 10 THEN 'ENGAGED' ELSE 'NEW' END AS segment
      FROM per_user WHERE visits > 0 OR bought > 0 ORDER BY bought DESC, user_id LIMIT 1000`,
      hand: {
        from: 'users',
        stages: [
          { $match: { status: 'active', created_at: { $gte: year } } },
          {
            $lookup: {
              from: 'user_activities',
              localField: 'user_id',
              foreignField: 'user_id',
              pipeline: [
                { $match: { activity_date: { $gte: recent } } },
                {
                  $group: {
                    _id: null,
                    n: { $sum: 1 },
                    seen: { $max: '$activity_date' },
                    pages: { $sum: '$page_views' },
                  },
                },
              ],
              as: 'a',
            },
          },
          {
            $lookup: {
              from: 'orders',
              localField: 'user_id',
              foreignField: 'customer_id',
              pipeline: [
                { $match: { status: 'completed' } },
                { $group: { _id: null, n: { $sum: 1 }, total: { $sum: '$order_total' } } },
              ],
              as: 'o',
            },
          },
          { $set: { a: { $first: '$a' }, o: { $first: '$o' } } },
          { $match: { $or: [{ a: { $exists: true } }, { o: { $exists: true } }] } },
          // Both joins multiply one another's rows: each side's sums count once for every partner of the other.
          {
            $project: {
              _id: 0,
              user_id: 1,
              username: 1,
              subscription_type: 1,
              visits: { $multiply: [{ $ifNull: ['$a.n', 0] }, { $max: [1, { $ifNull: ['$o.n', 1] }] }] },
              seen: '$a.seen',
              pages: { $multiply: ['$a.pages', { $ifNull: ['$o.n', 1] }] },
              bought: { $ifNull: ['$o.n', 0] },
              spent: { $ifNull: [{ $multiply: ['$o.total', { $ifNull: ['$a.n', 1] }] }, 0] },
            },
          },
          {
            $set: {
              segment: {
                $switch: {
                  branches: [
                    { case: { $gte: ['$bought', 5] }, then: 'LOYAL' },
                    { case: { $gte: ['$bought', 1] }, then: 'CUSTOMER' },
                    { case: { $gte: ['$visits', 10] }, then: 'ENGAGED' },
                  ],
                  default: 'NEW',
                },
              },
            },
          },
          { $sort: { bought: -1, user_id: 1 } },
          { $limit: 1000 },
        ],
      },
    },
  ];
}
