import assert from 'node:assert/strict';
import {
  analyze,
  compile,
  emptyCatalog,
  hasErrors,
  parseStatement,
  plan,
} from '../../../../dialect/src/index.ts';
import type { Command } from '../../../../dialect/src/index.ts';
import { loadConditions } from '../../../../client/src/run/alert-condition.ts';
import { runAlertCommand } from '../../../../client/src/run/run-alert-command.ts';
import { PoolError } from '../../../../client/src/pools/pool-error.ts';
import { Timeline } from './timeline.ts';

/** What a statement comes to, or its problems. */
function commandOf(sql: string): Command | string {
  const { statement, problems } = parseStatement(sql);
  const { bound, problems: more } = statement
    ? analyze(statement, emptyCatalog)
    : { bound: undefined, problems: [] };
  const all = [...problems, ...more];
  if (!bound || hasErrors(all))
    return all
      .map(({ code, span, message }) => `${code} at "${sql.slice(span.start, span.end)}": ${message}`)
      .join('\n');
  return compile(plan(bound)).command ?? 'nothing';
}

/** What running a statement says, or how it fails. */
async function run(time: Timeline, sql: string): Promise<string> {
  const command = commandOf(sql);
  if (typeof command === 'string') return command;
  if (command.kind !== 'createAlert' && command.kind !== 'alterAlert' && command.kind !== 'dropAlert')
    return command.kind;
  try {
    return await runAlertCommand(command, time.alerts);
  } catch (error) {
    if (error instanceof PoolError) return `${error.code} ${error.message}`;
    throw error;
  }
}

describe('alerts of one’s own', () => {
  before(loadConditions);

  it('are raised for the rows that their condition holds for, after FOR', async () => {
    const time = new Timeline().pool('q', { active: 1 });
    const said = await run(
      time,
      "CREATE ALERT busy ON CONNECTION_POOLS() WHEN (active_connections >= 5 AND pool_name <> 'x') SEVERITY critical FOR '3 seconds' MESSAGE '{{pool_name}} has {{active_connections}} out'",
    );
    assert.equal(
      said,
      "Alert busy watches CONNECTION_POOLS(): CRITICAL when active_connections >= 5 AND pool_name <> 'x' for 3 s.",
    );
    time.pool('p', { inUse: 6 }).seconds(5).pool('p', { inUse: 2 }).seconds(15);
    assert.equal(
      time.text,
      ['3 s + CRITICAL busy p: p has 6 out', '15 s - CRITICAL busy p: p has 6 out'].join('\n'),
    );
    const [alert] = time.alerts.all();
    assert.deepEqual([alert?.value, alert?.limit, alert?.pool], [6, 5, 'p']);
  });

  it('watch one pool, and say the condition where they have no message', async () => {
    const time = new Timeline().pool('q', { waiting: 4 });
    await run(
      time,
      'CREATE ALERT w ON CONNECTION_POOL p WHEN (waiting_operations > 1 OR p95_checkout_time_ms > 1000)',
    );
    await run(time, 'CREATE ALERT x ON q WHEN (waiting_operations > 1)');
    time.seconds(2);
    assert.equal(time.text, '0 s + WARNING x q: x: waiting_operations > 1. waiting_operations is 4.');
  });

  it('are looked at as often as EVERY says', async () => {
    const time = new Timeline();
    await run(time, "CREATE ALERT w ON p WHEN (waiting_operations > 1) EVERY '10 seconds'");
    time.seconds(1).pool('p', { waiting: 2 }).seconds(8);
    assert.equal(time.text, '');
    time.seconds(3);
    assert.match(time.text, /^10 s \+ WARNING w p/);
  });

  it('are altered, silenced and dropped', async () => {
    const time = new Timeline().pool('p', { waiting: 2 });
    const steps = [
      'ALTER ALERT queue_not_empty SET (enabled = false)',
      'CREATE ALERT w ON p WHEN (waiting_operations > 1)',
      'CREATE ALERT w ON p WHEN (waiting_operations > 9)',
      'CREATE ALERT IF NOT EXISTS w ON p WHEN (waiting_operations > 9)',
      "ALTER ALERT w SET (severity = 'CRITICAL', message = 'so')",
      'ALTER ALERT w SET (limit = 5)',
      'ALTER ALERT v SET (enabled = false)',
      'ALTER ALERT w SET (enabled = false)',
      'CREATE OR REPLACE ALERT w ON p WHEN (waiting_operations > 0)',
      'DROP ALERT w',
      'DROP ALERT w',
      'DROP ALERT IF EXISTS w',
    ];
    const said: string[] = [];
    for (const sql of steps) {
      said.push(await run(time, sql));
      time.seconds(1);
    }
    assert.deepEqual(said, [
      'Alert queue_not_empty is silent.',
      'Alert w watches p: WARNING when waiting_operations > 1.',
      'QL5080 There is an alert w already: choose another name, or write CREATE OR REPLACE ALERT.',
      'Alert w was there already.',
      'Alert w was altered.',
      'QL5084 limit cannot be set for alert w: its condition holds the limit: create it anew.',
      'QL5081 There is no alert v (did you mean w?): SHOW ALERTS lists them.',
      'Alert w is silent.',
      'Alert w watches p: WARNING when waiting_operations > 0.',
      'Alert w was dropped.',
      'QL5081 There is no alert w: SHOW ALERTS lists them.',
      'There was no alert w.',
    ]);
    assert.equal(
      time.text,
      [
        '1 s + WARNING w p: w: waiting_operations > 1. waiting_operations is 2.',
        '4 s + CRITICAL w p: so',
        '7 s - CRITICAL w p: so',
        '9 s - WARNING w p: w: waiting_operations > 0. waiting_operations is 2.',
      ].join('\n'),
    );
  });

  it('built-in ones can be changed and silenced, not dropped', async () => {
    const time = new Timeline().pool('p', { inUse: 6, waiting: 1 });
    const said: string[] = [];
    for (const sql of [
      "ALTER ALERT pool_in_use SET (limit = 50, severity = 'info', for = '2 seconds')",
      'ALTER ALERT queue_not_empty SET (enabled = false)',
      "ALTER ALERT queue_not_empty SET (every = '5 seconds')",
      'DROP ALERT pool_in_use',
      'CREATE ALERT pool_in_use ON p WHEN (true)',
    ])
      said.push(await run(time, sql));
    time.seconds(20);
    assert.deepEqual(said, [
      'Alert pool_in_use was altered.',
      'Alert queue_not_empty is silent.',
      'QL5084 every cannot be set for alert queue_not_empty: it is looked at each second.',
      'QL5082 Alert pool_in_use is built in: write ALTER ALERT pool_in_use SET (enabled = false) to silence it.',
      'QL5082 Alert pool_in_use is built in: write ALTER ALERT pool_in_use SET (enabled = false) to silence it.',
    ]);
    assert.equal(time.text, '2 s + INFO pool_in_use p: 6 of 10 connections are in use (60 %).');
  });

  it('are kept and taken up again, those of the settings apart', async () => {
    const time = new Timeline();
    await run(time, "CREATE ALERT w ON p WHEN (waiting_operations > 1) FOR '5 seconds'");
    await run(time, 'ALTER ALERT slow_checkout SET (limit = 500)');
    const body = {
      table: 'CONNECTION_POOLS',
      when: 'waiting_operations > 3',
      severity: 'INFO',
      holdMs: 0,
      everyMs: 1000,
    } as const;
    assert.deepEqual(
      time.alerts.fromSettings([
        { ...body, name: 's' },
        { ...body, name: 'w' },
      ]),
      ['w'],
    );
    assert.equal(
      await run(time, 'DROP ALERT s'),
      'QL5083 Alert s comes from the setting qlsql.alerts: change it there.',
    );
    const later = new Timeline();
    later.alerts.restore(JSON.parse(JSON.stringify(time.alerts.definitions.kept())) as never);
    assert.deepEqual(
      later.alerts.definitions.own.map(({ name, when, holdMs }) => `${name} ${when} ${holdMs}`),
      ['w waiting_operations > 1 5000'],
    );
    assert.deepEqual(
      later.alerts.definitions.rules
        .filter(({ name }) => name === 'slow_checkout')
        .flatMap(({ levels }) => levels),
      [{ severity: 'WARNING', limit: 500, clear: 450 }],
    );
    later.pool('p', { waiting: 2 }).seconds(6);
    assert.match(later.text, /^5 s \+ WARNING w p/);
  });
});

describe('a condition that goes wrong', () => {
  before(loadConditions);

  it('is told of as an alert, until it can be computed again', async () => {
    const time = new Timeline();
    await run(time, 'CREATE ALERT odd ON CONNECTION_POOLS() WHEN (CAST(pool_name AS int) > 1)');
    time.seconds(3);
    await run(time, 'CREATE OR REPLACE ALERT odd ON CONNECTION_POOLS() WHEN (false)');
    time.seconds(2);
    const said = time.text.split('\n');
    assert.equal(said.length, 2, time.text);
    assert.match(
      said[0] ?? '',
      /^0 s \+ WARNING odd every pool: The condition cannot be computed: p cannot become integer\.$/,
    );
    assert.match(said[1] ?? '', /^3 s - WARNING odd every pool: /);
  });

  it('of a setting that says nothing is told of too, and ends nothing else', () => {
    const time = new Timeline();
    time.alerts.fromSettings([
      {
        ...{ name: 'set', table: 'CONNECTION_POOLS', when: 'pool_name', severity: 'INFO' },
        ...{ holdMs: 0, everyMs: 1000 },
      },
    ]);
    time.seconds(1);
    assert.equal(
      time.text,
      '0 s + INFO set every pool: The condition cannot be computed: A condition must be true or false, and this is text: compare it with something.',
    );
  });

  it('of an earlier version is left out', () => {
    const time = new Timeline();
    const body = {
      table: 'CONNECTION_POOLS',
      severity: 'INFO',
      holdMs: 0,
      everyMs: 1000,
      enabled: true,
    } as const;
    time.alerts.restore({
      alerts: [
        { ...body, name: 'old', when: 'no_such_column > 1' },
        { ...body, name: 'sound', when: 'waiting_operations > 1' },
      ],
      builtIn: { gone: { enabled: false } },
    });
    assert.deepEqual(
      time.alerts.definitions.own.map(({ name }) => name),
      ['sound'],
    );
  });
});

describe('what is wrong with a statement about alerts', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      'CREATE ALERT a ON orders() WHEN (true)',
      'QL3040 at "orders": An alert watches pools: write ON and a pool, or a table of pools such as CONNECTION_POOLS().',
    ],
    [
      'CREATE ALERT a ON CONECTION_POOLS() WHEN (waiting_operations > 1)',
      'QL3040 at "CONECTION_POOLS": An alert watches pools: write ON and a pool, or a table of pools such as CONNECTION_POOLS() (did you mean CONNECTION_POOLS?).',
    ],
    ['CREATE ALERT a ON CONNECTION_POOL_ALERTS() WHEN (true)', 'QL3040 at "CONNECTION_POOL_ALERTS"'],
    ['CREATE ALERT a ON p WHEN (waiting > 1)', 'QL2002 at "waiting"'],
    ['CREATE ALERT a ON p WHEN (waiting_operations > @most)', 'QL3041 at "@most"'],
    ['CREATE ALERT a ON p WHEN (waiting_operations > $1)', 'QL3041 at "$1"'],
    ['CREATE ALERT a ON p WHEN (EXISTS (SELECT 1 FROM orders))', 'QL3041 at "orders"'],
    ['CREATE ALERT a ON p WHEN (MAX(waiting_operations) > 1)', 'QL20'],
    ['CREATE ALERT a ON p WHEN (pool_name)', 'QL2047 at "pool_name": A condition must be true or false'],
    ['CREATE ALERT a ON p WHEN (waiting_operations > 1 OR max_connections)', 'QL2047 at "max_connections"'],
    ["CREATE ALERT a ON CONNECTION_POOL_HOSTS() WHEN ('x')", 'QL4004 at "\'x\'": '],
    [
      "CREATE ALERT a ON p WHEN (true) FOR 'soon'",
      "QL3042 at \"'soon'\": FOR takes a time such as '10 seconds', up to a day, not 'soon'.",
    ],
    ['CREATE ALERT a ON p WHEN (true) FOR 10', 'QL3042 at "10"'],
    ["CREATE ALERT a ON p WHEN (true) EVERY INTERVAL '-1 minute'", 'QL3042 at'],
    [
      'CREATE ALERT a ON p WHEN (true) SEVERITY sever',
      'QL3004 at "sever": severity takes INFO, WARNING or CRITICAL',
    ],
    [
      "CREATE ALERT a ON p WHEN (true) MESSAGE 'see {{pol_name}}'",
      'QL3043 at "\'see {{pol_name}}\'": The message names {{pol_name}}, which is no column of CONNECTION_POOLS() (did you mean pool_name?).',
    ],
    [
      "ALTER ALERT a SET (serverity = 'INFO')",
      'QL3044 at "serverity": An alert has nothing named serverity (did you mean severity?)',
    ],
    ["ALTER ALERT a SET (enabled = 'no')", 'QL3002 at "\'no\'"'],
    ['ALTER ALERT a SET (limit = 1 + 1)', 'QL3002 at "1 + 1"'],
    ["ALTER ALERT a SET (for = '2 days')", 'QL3042 at'],
  ];
  for (const [sql, expected] of cases)
    it(sql, () => {
      const found = commandOf(sql);
      assert.ok(typeof found === 'string' && found.startsWith(expected), JSON.stringify(found));
    });

  it('takes intervals in every form', () => {
    const hold = (text: string) => {
      const found = commandOf(`CREATE ALERT a ON p WHEN (true) FOR ${text}`);
      return typeof found !== 'string' && found.kind === 'createAlert' ? found.alert.holdMs : found;
    };
    assert.deepEqual(
      ["'10 seconds'", '5 MINUTES', "INTERVAL '1 hour'", "'00:01:30'"].map(hold),
      [10_000, 300_000, 3_600_000, 90_000],
    );
  });
});
