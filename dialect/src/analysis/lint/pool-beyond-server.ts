import type { Catalog } from '../../catalog/catalog.ts';
import { findOption } from '../../options/index.ts';
import type { Statement } from '../../syntax/ast/index.ts';
import type { Span } from '../../text/span.ts';
import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

/** Connections to each server beside those of the pool: one watches its state, one the way there and back. */
const monitors = 2;

export const poolBeyondServer: LintRule = {
  code: 'QL6039',
  name: 'pool-beyond-server',
  severity: 'warning',
  message:
    'Up to {0} connections may be opened to {1}, which takes {2}: {3} × (maxPoolSize {4} + 2 that watch){5}.',
  cause:
    'Each program opens as many connections to each server as maxPoolSize says; beyond its limit a server refuses them. How many it takes is known once a pool leads to it, how many programs run is the setting qlsql.pools.instances.',
  cure: 'Lower maxPoolSize, or raise what the server takes: net.maxIncomingConnections.',
  bad: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 5000)',
  good: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 500)',
  *check(input) {
    const { statement, catalog } = input;
    const place = placeOf(statement, catalog);
    const server = place && catalog.servers?.find(({ connection }) => connection === place.connection);
    if (!server) return;
    const option = optionNamed(optionsOf(input), 'maxPoolSize');
    const size = option ? option.value : place.usual;
    if (typeof size !== 'number' || size <= 0) return;
    const { instances = 1 } = catalog;
    const own = instances * (size + monitors);
    const others = catalog.pools
      .filter(({ name, connection }) => connection === server.connection && name !== place.pool)
      .reduce((sum, { options }) => sum + instances * (sizeOf(options) + monitors), 0);
    if (own + others <= server.limit) return;
    const beside = others > 0 ? `, and ${others} of other pools` : '';
    const fits = Math.floor((server.limit - others) / instances) - monitors;
    yield {
      span: option?.valueSpan ?? place.span,
      args: [own + others, server.host, server.limit, instances, size, beside],
      ...(option && fits > 0
        ? {
            fixes: [{ title: `Write ${fits}`, changes: [{ span: option.valueSpan, text: String(fits) }] }],
          }
        : {}),
    };
  },
};

interface Place {
  readonly pool: string;
  readonly connection: string | undefined;
  /** Where the pool is named: a default that is too large is told of there. */
  readonly span: Span;
  /** The size where the statement gives none; undefined where it then changes nothing. */
  readonly usual: unknown;
}

/** The pool that a statement sizes, and where it leads. */
function placeOf(statement: Statement, catalog: Catalog): Place | undefined {
  if (statement.kind !== 'CreatePool' && statement.kind !== 'AlterPool') return undefined;
  const { text: pool, span } = statement.name;
  if (statement.kind === 'AlterPool') {
    const connection = catalog.pools.find(({ name }) => name === pool)?.connection;
    return { pool, connection, span, usual: undefined };
  }
  const usual = findOption('maxPoolSize')?.default;
  const { on } = statement;
  return { pool, connection: on ? on.profile?.text : catalog.defaultConnection, span, usual };
}

/** The size of a pool that is there; one without a limit counts as none, since there is a rule of its own for it. */
const sizeOf = ({ maxPoolSize }: Readonly<Record<string, unknown>>): number =>
  typeof maxPoolSize === 'number' ? maxPoolSize : 0;
