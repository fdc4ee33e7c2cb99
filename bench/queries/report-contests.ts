import type { Document } from '../../dialect/src/index.ts';
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
          // The manual promises no order of what a $unionWith brings together.
          { $set: { none: { $eq: [{ $ifNull: ['$coupon', null] }, null] } } },
          { $sort: { none: 1, coupon: 1, order_id: 1 } },
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
          ...sidesOf(year, recent),
          // Both joins multiply one another's rows: each side's sums count once for every partner of the other.
          {
            $project: {
              _id: 0,
              user_id: 1,
              username: 1,
              subscription_type: 1,
              visits: { $multiply: [{ $size: '$a' }, { $max: [1, { $size: '$o' }] }] },
              seen: { $max: '$a.activity_date' },
              pages: pagesOf,
              bought: { $size: '$o' },
              spent: { $multiply: [{ $sum: '$o.order_total' }, { $max: [1, { $size: '$a' }] }] },
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
    {
      name: 'the analytics CTE of the article',
      sql: `WITH user_analytics AS (
        SELECT u.user_id, u.username, u.email, u.created_at, u.last_login, u.subscription_type,
               COUNT(a.activity_id) AS total_activities, MAX(a.activity_date) AS last_activity,
               AVG(a.session_duration) AS avg_session_duration, SUM(a.page_views) AS total_page_views,
               COUNT(DISTINCT o.order_id) AS total_orders, SUM(o.order_total) AS lifetime_value,
               AVG(o.order_total) AS avg_order_value
        FROM users u
        LEFT JOIN user_activities a ON u.user_id = a.user_id AND a.activity_date >= CURRENT_DATE - INTERVAL '90 days'
        LEFT JOIN orders o ON u.user_id = o.customer_id AND o.status = 'completed'
        WHERE u.status = 'active' AND u.created_at >= CURRENT_DATE - INTERVAL '1 year'
        GROUP BY u.user_id, u.username, u.email, u.created_at, u.last_login, u.subscription_type)
      SELECT user_id, username, email, subscription_type, total_activities, last_activity,
             ROUND(avg_session_duration / 60, 2) AS avg_session_minutes, total_page_views, total_orders,
             COALESCE(lifetime_value, 0) AS lifetime_value,
             CASE WHEN total_orders >= 10 AND lifetime_value >= 1000 THEN 'VIP' WHEN total_orders >= 5 AND lifetime_value >= 500 THEN 'LOYAL'
                  WHEN total_orders >= 1 THEN 'CUSTOMER' WHEN total_activities >= 10 THEN 'ENGAGED' ELSE 'NEW' END AS user_segment
      FROM user_analytics WHERE total_activities > 0 OR total_orders > 0 ORDER BY total_orders DESC, user_id LIMIT 1000`,
      hand: {
        from: 'users',
        stages: [
          ...sidesOf(year, recent),
          {
            $project: {
              _id: 0,
              user_id: 1,
              username: 1,
              email: 1,
              subscription_type: 1,
              total_activities: { $multiply: [{ $size: '$a' }, { $max: [1, { $size: '$o' }] }] },
              last_activity: { $max: '$a.activity_date' },
              // SQL rounds half away from zero, MongoDB to even.
              minutes: {
                $round: [{ $add: [{ $divide: [{ $avg: '$a.session_duration' }, 60] }, 1e-9] }, 2],
              },
              pages: pagesOf,
              total_orders: { $size: '$o' },
              value: { $multiply: [{ $sum: '$o.order_total' }, { $max: [1, { $size: '$a' }] }] },
            },
          },
          {
            $set: {
              segment: {
                $switch: {
                  branches: [
                    {
                      case: { $and: [{ $gte: ['$total_orders', 10] }, { $gte: ['$value', 1000] }] },
                      then: 'VIP',
                    },
                    {
                      case: { $and: [{ $gte: ['$total_orders', 5] }, { $gte: ['$value', 500] }] },
                      then: 'LOYAL',
                    },
                    { case: { $gte: ['$total_orders', 1] }, then: 'CUSTOMER' },
                    { case: { $gte: ['$total_activities', 10] }, then: 'ENGAGED' },
                  ],
                  default: 'NEW',
                },
              },
            },
          },
          { $sort: { total_orders: -1, user_id: 1 } },
          { $limit: 1000 },
        ],
      },
    },
  ];
}

/** The active users of a year, each with the activities and the orders that the report is of; those without any are left out. */
const sidesOf = (year: Date, recent: Date): readonly Document[] => [
  { $match: { status: 'active', created_at: { $gte: year } } },
  { $lookup: { from: 'user_activities', localField: 'user_id', foreignField: 'user_id', as: 'a' } },
  { $lookup: { from: 'orders', localField: 'user_id', foreignField: 'customer_id', as: 'o' } },
  {
    $set: {
      a: { $filter: { input: '$a', cond: { $gte: ['$$this.activity_date', recent] } } },
      o: { $filter: { input: '$o', cond: { $eq: ['$$this.status', 'completed'] } } },
    },
  },
  { $match: { $or: [{ a: { $ne: [] } }, { o: { $ne: [] } }] } },
];

/** NULL for who has none. */
const pagesOf = {
  $cond: [
    { $eq: ['$a', []] },
    null,
    { $multiply: [{ $sum: '$a.page_views' }, { $max: [1, { $size: '$o' }] }] },
  ],
};
