import { Decimal128, Double, Int32, ObjectId, type Document } from 'bson';
import { randomFrom, type Random } from './random.ts';

// The sample application: who its users are and what they do. Each function yields one collection's documents,
// the same in every run but for the dates, which are told back from `now`.

const day = 86_400_000;
// prettier-ignore
const firstNames = ['Ada', 'Ben', 'Chen', 'Dana', 'Emil', 'Fatima', 'Goran', 'Hana', 'Ivan', 'Julia', 'Kofi', 'Lena', 'Marek', 'Nadia', 'Omar', 'Priya'] as const;
// prettier-ignore
const lastNames = ['Adler', 'Brandt', 'Costa', 'Diaz', 'Evans', 'Fischer', 'Garcia', 'Huang', 'Ito', 'Jensen', 'Kumar', 'Larsen', 'Moreau'] as const;
const places = [
  { city: 'Berlin', country: 'DE', lat: 52.52, lng: 13.4 },
  { city: 'Lyon', country: 'FR', lat: 45.76, lng: 4.84 },
  { city: 'Porto', country: 'PT', lat: 41.15, lng: -8.61 },
  { city: 'Austin', country: 'US', lat: 30.27, lng: -97.74 },
  { city: 'Osaka', country: 'JP', lat: 34.69, lng: 135.5 },
  { city: 'São Paulo', country: 'BR', lat: -23.55, lng: -46.63 },
] as const;
const products = [
  ['KB-87', 'Mechanical keyboard', 89],
  ['MS-02', 'Wireless mouse', 35],
  ['MN-27', '27-inch monitor', 240],
  ['HB-11', 'USB-C hub', 49],
  ['LP-14', 'Laptop stand', 28],
  ['CB-03', 'Braided cable', 9],
  ['HS-50', 'Headset', 75],
] as const;
const browsers = [
  'Mozilla/5.0 (X11; Linux x64) Firefox/143.0',
  'Mozilla/5.0 (Macintosh) Safari/18.4',
  'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0',
] as const;

/** How many documents of each there are, and the moment that they tell back from, in milliseconds. */
export interface ShopSize {
  readonly users: number;
  readonly activities: number;
  readonly orders: number;
  readonly now: number;
}

/** The documents, by collection. */
export function shop({
  users,
  activities,
  orders,
  now,
}: ShopSize): Readonly<Record<string, () => Iterable<Document>>> {
  const userId = (index: number): Int32 => new Int32(1 + index);
  const before = (random: Random, days: number): Date => new Date(now - random.next() * days * day);
  const id = (random: Random, date: Date): ObjectId =>
    new ObjectId(Math.floor(date.getTime() / 1000).toString(16) + random.hex(16));
  const ipAddress = (random: Random): string =>
    `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`;

  return {
    *users() {
      const random = randomFrom(1);
      for (let index = 0; index < users; index++) {
        const first = random.pick(firstNames);
        const last = random.pick(lastNames);
        const created = before(random, 600);
        const { city, country, lat, lng } = random.pick(places);
        const username = `${first}.${last}.${index}`.toLowerCase();
        yield {
          _id: id(random, created),
          user_id: userId(index),
          username,
          email: `${username}@example.com`,
          full_name: `${first} ${last}`,
          status: random.weighted({ active: 80, inactive: 14, suspended: 6 }),
          subscription_type: random.weighted({ free: 55, basic: 25, premium: 15, enterprise: 5 }),
          created_at: created,
          // Some never came back: null when they were told so, no field at all when nobody asked.
          ...(random.chance(0.94) && {
            last_login: random.chance(0.95)
              ? new Date(created.getTime() + random.next() * (now - created.getTime()))
              : null,
          }),
          address: {
            street: `${random.int(1, 120)} Market Street`,
            city,
            country,
            zip: String(random.int(10000, 99999)),
            location: { lat: new Double(lat), lng: new Double(lng) },
          },
          tags: ['newsletter', 'beta', 'partner', 'mobile'].filter(() => random.chance(0.3)),
        };
      }
    },
    *user_activities() {
      const random = randomFrom(2);
      for (let index = 0; index < activities; index++) {
        const date = before(random, random.chance(0.7) ? 90 : 365);
        yield {
          _id: id(random, date),
          activity_id: new Int32(500_001 + index),
          user_id: userId(random.skewed(users)),
          activity_type: random.weighted({
            page_view: 60,
            search: 20,
            add_to_cart: 12,
            review: 5,
            support: 3,
          }),
          activity_date: date,
          session_duration: new Int32(random.int(15, 3600)),
          page_views: new Int32(1 + random.skewed(40)),
          device: {
            type: random.pick(['desktop', 'phone', 'tablet']),
            os: random.pick(['linux', 'mac', 'ios']),
          },
        };
      }
    },
    *orders() {
      const random = randomFrom(3);
      for (let index = 0; index < orders; index++) {
        const date = before(random, random.chance(0.5) ? 60 : 365);
        const items = Array.from({ length: 1 + random.skewed(5) }, () => {
          const [sku, name, price] = random.pick(products);
          return {
            sku,
            name,
            quantity: new Int32(1 + random.skewed(4)),
            price: new Decimal128(random.amount(price)),
          };
        });
        const cents = items.reduce((sum, { quantity, price }) => sum + quantity.value * inCents(price), 0);
        const { city, country } = random.pick(places);
        yield {
          _id: id(random, date),
          order_id: new Int32(90_001 + index),
          customer_id: userId(random.skewed(users)),
          order_date: date,
          status: random.weighted({ completed: 72, shipped: 10, pending: 9, cancelled: 6, refunded: 3 }),
          order_total: new Decimal128((cents / 100).toFixed(2)),
          currency: 'EUR',
          items,
          shipping_address: { city, country },
          ...(random.chance(0.2) && { coupon: random.pick(['SPRING10', 'WELCOME', 'VIP']) }),
        };
      }
    },
    *user_sessions() {
      const random = randomFrom(4);
      for (let index = 0; index < users; index++) {
        const started = before(random, 3);
        yield {
          _id: id(random, started),
          session_id: `s-${random.hex(12)}`,
          user_id: userId(index),
          is_active: random.chance(0.4),
          started_at: started,
          ip_address: ipAddress(random),
          user_agent: random.pick(browsers),
        };
      }
    },
    *user_events() {
      const random = randomFrom(5);
      for (let index = 0; index < users; index++) {
        const date = before(random, 2);
        const type = random.weighted({ login: 40, logout: 25, purchase: 20, error: 15 });
        yield {
          _id: id(random, date),
          user_id: userId(random.skewed(users)),
          event_type: type,
          event_data: type === 'error' ? { code: new Int32(random.pick([404, 500])) } : { source: 'web' },
          session_id: `s-${random.hex(12)}`,
          timestamp: date,
          ip_address: ipAddress(random),
          user_agent: random.pick(browsers),
        };
      }
    },
    *user_statistics() {
      const random = randomFrom(6);
      for (let index = 0; index < users; index++) {
        const date = before(random, 30);
        yield {
          _id: id(random, date),
          user_id: userId(index),
          monthly_page_views: new Int32(random.int(0, 400)),
          monthly_session_time: new Int32(random.int(0, 90_000)),
          monthly_orders: new Int32(random.int(0, 6)),
          monthly_revenue: new Decimal128(random.amount(120)),
          last_calculated: date,
          calculation_version: new Int32(random.int(1, 9)),
        };
      }
    },
  };
}

const inCents = (decimal: Decimal128): number => Math.round(Number(decimal.toString()) * 100);
