import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const idleBelowHeartbeat: LintRule = {
  code: 'QL6031',
  name: 'idle-below-heartbeat',
  severity: 'information',
  message:
    'maxIdleTimeMS {0} is shorter than a heartbeat of {1} ms: connections are closed and opened again all the time.',
  cause: 'An idle connection is thrown away before the next look at the server.',
  cure: 'Let connections be idle for a minute or more.',
  bad: 'CREATE CONNECTION_POOL p WITH (maxIdleTimeMS = 500)',
  good: 'CREATE CONNECTION_POOL p WITH (maxIdleTimeMS = 60000)',
  *check(input) {
    const options = optionsOf(input);
    const idle = optionNamed(options, 'maxIdleTimeMS');
    const written = optionNamed(options, 'heartbeatFrequencyMS')?.value;
    const heartbeat = typeof written === 'number' ? written : 10_000;
    if (typeof idle?.value !== 'number' || idle.value === 0 || idle.value >= heartbeat) return;
    yield { span: idle.valueSpan, args: [idle.value, heartbeat] };
  },
};
