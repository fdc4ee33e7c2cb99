import assert from 'node:assert/strict';
import type { Alert } from '../../../../client/src/alerts/alert-types.ts';
import {
  alertLine,
  alertStatus,
  alertTooltip,
  detailLines,
  endedFirst,
  raisedFirst,
} from '../../../../client/src/alert-view/alert-lines.ts';
import { placeAlerts } from '../../../../client/src/alert-view/alert-places.ts';
import { readAlertSetting } from '../../../../client/src/run/alert-setting.ts';

/** Local time, as people read it. */
const at = (hour: number, minute: number): Date => new Date(2026, 2, 14, hour, minute, 9);

function some(differs: Partial<Alert> = {}): Alert {
  return {
    id: 1,
    name: 'queue_not_empty',
    pool: 'write_pool',
    severity: 'WARNING',
    state: 'firing',
    message: '12 operations wait.',
    value: 12,
    limit: 0,
    unit: 'operations',
    since: at(14, 2),
    raisedAt: at(14, 3),
    times: 1,
    events: [{ id: 7, at: at(14, 1), text: 'connectionCheckOutFailed to a:27017: timeout' }],
    advice: 'Let the pool grow.',
    statement: 'ALTER CONNECTION_POOL write_pool SET (maxPoolSize = 60);',
    option: 'maxPoolSize',
    ...differs,
  };
}

const line = (differs: Partial<Alert> = {}): string => {
  const { icon, label, description, context } = alertLine(some(differs));
  return `${icon} | ${label} | ${description} | ${context}`;
};

describe('alerts in the view', () => {
  const cases: readonly (readonly [string, Partial<Alert>, string])[] = [
    [
      'raised',
      {},
      'warning | write_pool: queue not empty | 12 operations wait. · since 14:02:09 | alert firing statement',
    ],
    [
      'critical, with a place in a file',
      { severity: 'CRITICAL', source: 'orders.qlsql:12' },
      'error | write_pool: queue not empty | 12 operations wait. · since 14:02:09 | alert firing statement source',
    ],
    [
      'seen, and raised again',
      { acknowledgedAt: at(14, 5), times: 3 },
      'bell-slash | write_pool: queue not empty | 12 operations wait. · since 14:02:09, seen · 3 times | alert firing quiet statement',
    ],
    [
      'silenced',
      { snoozedUntil: at(15, 0) },
      'bell-slash | write_pool: queue not empty | 12 operations wait. · since 14:02:09, silent until 15:00:09 | alert firing quiet statement',
    ],
    [
      'ended',
      { state: 'resolved', endedAt: at(14, 9) },
      'pass | write_pool: queue not empty | 12 operations wait. · 14:03:09–14:09:09 | alert resolved statement',
    ],
  ];
  for (const [title, differs, expected] of cases) it(title, () => assert.equal(line(differs), expected));

  it('the worst first, what is quiet last; what ended, the newest first', () => {
    const all = [
      some({ id: 1 }),
      some({ id: 2, severity: 'CRITICAL', acknowledgedAt: at(14, 5) }),
      some({ id: 3, raisedAt: at(14, 8) }),
      some({ id: 4, severity: 'CRITICAL' }),
      some({ id: 5, state: 'pending' }),
      some({ id: 6, state: 'resolved', endedAt: at(14, 10) }),
      some({ id: 7, state: 'resolved', endedAt: at(14, 12) }),
    ];
    assert.deepEqual(
      raisedFirst(all).map(({ id }) => id),
      [4, 3, 1, 2],
    );
    assert.deepEqual(
      endedFirst(all).map(({ id }) => id),
      [7, 6],
    );
  });

  it('below it the matter, what to do, the SQL at fault and the events that raised it', () =>
    assert.deepEqual(
      detailLines(some({ source: 'orders.qlsql:12' })).map(({ context, label, description }) =>
        [context, label, description].filter(Boolean).join(' | '),
      ),
      [
        'message | 12 operations wait. | since 14:02:09',
        'advice | Let the pool grow.',
        'write | ALTER CONNECTION_POOL write_pool SET (maxPoolSize = 60); | write it',
        'open | orders.qlsql:12 | open it',
        'event | 14:01:09 | Connection check out failed to a:27017: timeout',
      ],
    ));

  it('the tooltip holds no markup of others', () =>
    assert.match(
      alertTooltip(some({ message: '[x](command:evil) $(bug)' })),
      /\\\[x\\\]\\\(command:evil\\\) \\\$\\\(bug\\\)/,
    ));
});

describe('the status of alerts', () => {
  it('is not there while none asks for somebody', () => {
    assert.equal(alertStatus([]), undefined);
    assert.equal(alertStatus([some({ acknowledgedAt: at(14, 5) }), some({ state: 'pending' })]), undefined);
  });
  it('counts them, and is critical where one is', () => {
    const status = alertStatus([some(), some({ id: 2, severity: 'CRITICAL' })]);
    assert.deepEqual([status?.text, status?.critical], ['$(bell-dot) 2', true]);
    assert.equal(status?.tooltip.split('\n').length, 2);
  });
});

describe('alerts at the CREATE that is at fault', () => {
  const place = (text: string, ...alerts: Alert[]): readonly string[] =>
    placeAlerts(text, alerts).map(({ problem: { span, message }, behind }) =>
      [text.slice(span.start, span.end), message, JSON.stringify(text.slice(behind))].join(' | '),
    );

  it('stand at the option that would mend them', () =>
    assert.deepEqual(
      place(
        'SELECT 1;\ncreate connection_pool write_pool\nWITH (minPoolSize = 5, maxPoolSize = 50);\nSELECT 2',
        some(),
      ),
      ['maxPoolSize = 50 | Pool write_pool: 12 operations wait. Let the pool grow. | "\\nSELECT 2"'],
    ));
  it('stand at the name where it is not set', () =>
    assert.deepEqual(place('CREATE CONNECTION_POOL "write_pool" WITH (minPoolSize = 5)', some()), [
      '"write_pool" | Pool write_pool: 12 operations wait. Let the pool grow. | ""',
    ]));
  it('the last of several counts, and others’ pools do not', () =>
    assert.deepEqual(
      place(
        'CREATE CONNECTION_POOL write_pool;\nCREATE OR REPLACE CONNECTION_POOL write_pool;\nCREATE CONNECTION_POOL other;',
        some(),
      ).map((text) => text.split(' | ')[2]),
      ['"\\nCREATE CONNECTION_POOL other;"'],
    ));
  it('a member’s stand at its group', () =>
    assert.match(
      place('CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE;', some({ pool: 'g.write' }))[0] ?? '',
      /^g \| Pool g\.write: /,
    ));
  it('not while they are silent, or over', () =>
    assert.deepEqual(
      place(
        'CREATE CONNECTION_POOL write_pool;',
        some({ snoozedUntil: at(15, 0) }),
        some({ state: 'resolved' }),
        some({ state: 'pending' }),
      ),
      [],
    ));
});

describe('alerts in the settings', () => {
  it('are what stands behind the name in CREATE ALERT', () => {
    const { alerts, problems } = readAlertSetting({
      'very busy': "ON read_pool WHEN (waiting_operations > 10) SEVERITY CRITICAL FOR '10 seconds'",
      typo: 'ON read_pool WHEN (waiting > 10)',
      number: 5,
      sneaky: 'ON p WHEN (true); DROP ALERT x',
    });
    assert.deepEqual(alerts, [
      {
        name: 'very busy',
        table: 'CONNECTION_POOLS',
        pool: 'read_pool',
        when: 'waiting_operations > 10',
        severity: 'CRITICAL',
        holdMs: 10_000,
        everyMs: 1000,
        figure: { column: 'waiting_operations', limit: 10 },
      },
    ]);
    assert.deepEqual(
      problems.map((text) => text.slice(0, 24)),
      ['Alert typo: There is no ', 'Alert number: It has to ', 'Alert sneaky: It has to '],
    );
  });
});
