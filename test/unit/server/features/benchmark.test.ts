import assert from 'node:assert/strict';
import { complete } from '../../../../server/src/features/completion.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { formatting } from '../../../../server/src/features/formatting.ts';
import { hover } from '../../../../server/src/features/hover.ts';
import { check, model } from '../check.ts';

const labels = (marked: string): readonly string[] =>
  check(marked, complete).answer?.suggestions.map(({ label }) => label) ?? [];

function problems(text: string): readonly string[] {
  return diagnostics(model(text)).map(
    ({ code, span, message }) => `${code} ${text.slice(span.start, span.end)}: ${message}`,
  );
}

function format(text: string): string {
  return [...formatting(model(text), { start: 0, end: text.length })]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((before, { span, text: by }) => before.slice(0, span.start) + by + before.slice(span.end), text);
}

describe('server: benchmarks', () => {
  it('completes options that are not given, their values, and pools', () => {
    const options = labels('BENCHMARK SELECT total FROM orders WITH (concurrency = 5, d‸)');
    assert.ok(options.includes('duration') && !options.includes('concurrency'), options.join());
    assert.ok(labels('BENCHMARK SELECT total FROM orders WITH (duration = ‸)').includes("'10 s'"));
    assert.ok(labels('BENCHMARK SELECT total FROM orders ON CONNECTION_POOL ‸').includes('read_pool'));
    assert.ok(labels('BENCHMARK SELECT ‸ FROM orders').includes('total'));
  });

  it('explains an option', () => {
    const told = check('BENCHMARK SELECT total FROM orders WITH (ra‸te = 5)', hover).answer;
    assert.match(JSON.stringify(told), /\*\*rate\*\* · option of BENCHMARK/);
    assert.match(JSON.stringify(told), /from 0\.1 to 100000/);
  });

  it('tells what is wrong at the token that is', () => {
    const of = (options: string) => problems(`BENCHMARK SELECT total FROM orders WITH (${options})`);
    assert.deepEqual(
      of("concurrency = 200, duration = '10 s', rate = 500, rounds = 4, simultaneous = true"),
      [],
    );
    assert.deepEqual(of("duration = INTERVAL '90 s', concurrency = $1"), []);
    assert.deepEqual(of('duration = 10'), [
      "QL3002 10: duration takes a time such as '10 s', not the number 10: write '10 s'.",
    ]);
    assert.deepEqual(of("duration = '2 h'"), [
      "QL3003 '2 h': duration must be from 100 ms to 60 min, not 2 h.",
    ]);
    assert.deepEqual(of('concurency = 5'), [
      'QL3050 concurency: BENCHMARK has no option named concurency (did you mean concurrency?): it has concurrency, duration, rate, warmup, rounds, grace and simultaneous.',
    ]);
    assert.deepEqual(of('rounds = 1, rounds = 2'), ['QL3005 rounds: rounds is set twice: keep one of them.']);
    assert.deepEqual(problems('BENCHMARK SELECT total FROM orders ON CONNECTION_POOL read_pool, read_pool'), [
      'QL3052 read_pool: Pool read_pool is named twice: a benchmark has one row for each pool.',
    ]);
    assert.match(
      problems('BENCHMARK SELECT total FROM orders ON CONNECTION_POOL read_pol')[0] ?? '',
      /^QL5006 read_pol/,
    );
    assert.match(problems('BENCHMARK SELECT totl FROM orders')[0] ?? '', /totl/);
  });

  it('tells the pools of an INSERT from its conflicts', () => {
    const insert = 'BENCHMARK INSERT INTO orders (total) VALUES (1)';
    assert.deepEqual(problems(`${insert} ON CONNECTION_POOL read_pool`), []);
    assert.deepEqual(
      problems(`${insert} ON CONFLICT DO NOTHING WITH (rounds = 1) ON CONNECTION_POOL read_pool`),
      [],
    );
  });

  it('lays out options and pools on lines of their own', () => {
    assert.equal(
      format(
        "benchmark select total from orders where status = 'open'\nwith (concurrency=200,duration='10 s') on connection_pool read_pool,write_pool;",
      ),
      `BENCHMARK
SELECT total
FROM orders
WHERE status = 'open'
WITH (concurrency = 200, duration = '10 s')
ON CONNECTION_POOL read_pool, write_pool;`,
    );
  });
});
