import { memberDefaults } from '../../options/member-defaults.ts';
import { optionInputs } from '../pool-options.ts';
import { optionNamed } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

/** Where nobody says otherwise: see the options of a group of tenants. */
const usualLimit = 200;

export const tenantsOverLimit: LintRule = {
  code: 'QL6038',
  name: 'tenants-over-limit',
  severity: 'warning',
  message:
    'maxConnections {0} has room for one tenant’s pool of {1} connections alone: each other tenant closes it first, or is refused while it is in use.',
  cause:
    'The open pools of all tenants together may come to maxConnections, each counting with its maxPoolSize.',
  cure: 'Lower maxPoolSize of the tenants, or raise maxConnections to what the server can spare.',
  bad: "CREATE CONNECTION_POOL_GROUP g TYPE TENANT WITH (maxPoolSize = 150, tenants = JSON_BUILD_OBJECT('a', NULL, 'b', NULL))",
  good: "CREATE CONNECTION_POOL_GROUP g TYPE TENANT WITH (maxPoolSize = 20, tenants = JSON_BUILD_OBJECT('a', NULL, 'b', NULL))",
  *check({ statement }) {
    if (statement.kind !== 'CreatePoolGroup' || statement.type !== 'TENANT') return;
    const options = optionInputs(statement.options);
    const [size, most] = [optionNamed(options, 'maxPoolSize'), optionNamed(options, 'maxConnections')];
    const each = Number(size?.value ?? memberDefaults('TENANT', '')['maxPoolSize']);
    const limit = Number(most?.value ?? usualLimit);
    if (limit > 0 && (each === 0 || each * 2 > limit))
      yield {
        span: size?.valueSpan ?? most?.valueSpan ?? statement.name.span,
        args: [limit, each === 0 ? 'any number of' : each],
      };
  },
};
