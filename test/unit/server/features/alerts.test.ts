import assert from 'node:assert/strict';
import { complete } from '../../../../server/src/features/completion.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { documentSymbols } from '../../../../server/src/features/document-symbols.ts';
import { formatting } from '../../../../server/src/features/formatting.ts';
import { hover } from '../../../../server/src/features/hover.ts';
import { check, shop } from '../check.ts';

const catalog = {
  ...shop,
  alerts: [
    { name: 'slow_checkout', origin: 'built in' as const, severity: 'WARNING', condition: 'checkouts wait' },
    { name: 'busy', origin: 'sql' as const, severity: 'CRITICAL', condition: 'active_connections > 5' },
  ],
};

function labels(marked: string): readonly string[] {
  return check(marked, complete, catalog).answer?.suggestions.map(({ label }) => label) ?? [];
}

/** Which of the words are offered at the mark. */
const offered = (marked: string, ...words: string[]): readonly string[] =>
  words.filter((word) => labels(marked).includes(word));

describe('server: alerts', () => {
  it('completes what may be watched: pools, and tables of pools', () => {
    const words = ['read_pool', 'CONNECTION_POOLS()', 'CONNECTION_POOL_HOSTS()'];
    assert.deepEqual(offered('CREATE ALERT a ON ‸', ...words), words);
    assert.deepEqual(offered('CREATE ALERT a ON CONNECTION_POOL ‸', ...words), ['read_pool']);
  });

  it('completes columns in the condition', () => {
    const words = ['waiting_operations', 'p95_checkout_time_ms', 'round_trip_ms'];
    assert.deepEqual(offered('CREATE ALERT a ON read_pool WHEN (‸)', ...words), words.slice(0, 2));
    assert.deepEqual(offered('CREATE ALERT a ON CONNECTION_POOL_HOSTS() WHEN (‸)', ...words), [
      'waiting_operations',
      'p95_checkout_time_ms',
      'round_trip_ms',
    ]);
  });

  it('completes clauses and severities', () => {
    const words = ['SEVERITY', 'FOR', 'EVERY', 'MESSAGE'];
    assert.deepEqual(offered('CREATE ALERT a ON p WHEN (true) ‸', ...words), words);
    assert.deepEqual(offered('CREATE ALERT a ON p WHEN (true) SEVERITY ‸', 'INFO', 'CRITICAL'), [
      'INFO',
      'CRITICAL',
    ]);
  });

  it('completes names of alerts, those of the file too, and what ALTER changes', () => {
    const words = ['slow_checkout', 'busy', 'mine'];
    assert.deepEqual(offered('CREATE ALERT mine ON read_pool WHEN (true);\nALTER ALERT ‸', ...words), words);
    assert.deepEqual(offered('DROP ALERT ‸', ...words), words.slice(0, 2));
    const options = ['severity', 'for', 'every', 'message', 'limit', 'enabled', 'maxPoolSize'];
    assert.deepEqual(offered('ALTER ALERT busy SET (‸)', ...options), options.slice(0, -1));
    assert.deepEqual(offered('ALTER ALERT busy SET (severity = ‸)', "'CRITICAL'"), ["'CRITICAL'"]);
    assert.deepEqual(offered('ALTER ALERT busy SET (enabled = ‸)', 'false'), ['false']);
  });

  it('tells of an alert under the mouse, of its columns, and of what ALTER changes', () => {
    const text = (marked: string) => check(marked, hover, catalog).answer?.markdown ?? '';
    assert.match(
      text('DROP ALERT slow_‸checkout'),
      /slow_checkout.*WARNING · built in\n\nRaised when checkouts wait\./s,
    );
    assert.match(text('DROP ALERT bu‸sy'), /made by CREATE ALERT.*active_connections > 5/s);
    assert.match(text('CREATE ALERT a ON p WHEN (waiting_‸operations > 1)'), /wait queue/);
    assert.match(text("ALTER ALERT busy SET (fo‸r = '1 minute')"), /before the alert is raised/);
  });

  it('warns of alerts that nobody made', () => {
    const codes = (text: string) =>
      check(`${text}‸`, (document) => diagnostics(document), catalog).answer.map(
        ({ code, severity, fixes }) => `${code} ${severity} ${fixes.map(({ title }) => title).join()}`,
      );
    assert.deepEqual(codes('DROP ALERT bussy'), ['QL5081 warning Change to busy']);
    assert.deepEqual(codes('DROP ALERT IF EXISTS bussy'), []);
    assert.deepEqual(
      codes('CREATE ALERT mine ON read_pool WHEN (true); ALTER ALERT mine SET (enabled = false)'),
      [],
    );
    assert.deepEqual(codes('CREATE ALERT mine ON read_poll WHEN (true)'), [
      'QL5006 warning Change to read_pool',
    ]);
  });

  it('shows them in the outline, and lays them out', () => {
    const text =
      "create alert busy on connection_pools() when (active_connections>5) severity critical for '10 seconds'";
    const { answer } = check(`${text}‸`, (document) => documentSymbols(document), catalog);
    assert.deepEqual(
      answer.map(({ name, detail }) => `${name} ${detail}`),
      ['busy create alert'],
    );
    assert.equal(
      formatted(text),
      "CREATE ALERT busy ON connection_pools()\nWHEN (active_connections > 5) SEVERITY critical FOR '10 seconds'",
    );
  });
});

function formatted(text: string): string {
  const { answer } = check(
    `${text}‸`,
    (document) => formatting(document, { start: 0, end: text.length }),
    catalog,
  );
  return answer.map((change) => change.text).join();
}
