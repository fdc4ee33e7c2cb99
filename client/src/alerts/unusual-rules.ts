import { formatDuration, formatRate, formatShare } from '../messages/format.ts';
import type { AlertFacts, PoolView, Unusual } from './alert-types.ts';
import type { Rule } from './rule.ts';
import { information, warning } from './rule.ts';

// Figures far from their own past, where no fixed limit would tell: see Baseline.

/** How many usual deviations from the median are unusual, and where that ends. */
const far = 6;
const near = 3;

interface Figure {
  readonly name: string;
  readonly level: typeof warning;
  readonly what: string;
  readonly read: (view: PoolView) => Unusual | undefined;
  /** Whether a figure that is unusually low matters too. */
  readonly bothWays: boolean;
  readonly say: (value: number) => string;
  readonly message: (now: string, usual: string) => string;
  readonly advice: string;
  readonly events: readonly string[];
  readonly unless: readonly string[];
}

const figures: readonly Figure[] = [
  {
    name: 'unusual_wait',
    level: warning,
    what: 'the 95th percentile of the wait for a connection',
    read: ({ unusual }) => unusual.wait,
    bothWays: false,
    say: formatDuration,
    message: (now, usual) => `Checkouts wait ${now} at the 95th percentile, and usually ${usual}.`,
    advice:
      'See what is new: the operations, their number, or the server. The dashboard shows all of it on one axis.',
    events: ['connectionReady', 'connectionCheckOutFailed', 'poolAltered', 'serverDescriptionChanged'],
    unless: ['slow_checkout', 'queue_not_empty'],
  },
  {
    name: 'unusual_errors',
    level: warning,
    what: 'the share of operations that fail',
    read: ({ unusual }) => unusual.errors,
    bothWays: false,
    say: formatShare,
    message: (now, usual) => `${now} of the operations fail, and usually ${usual}.`,
    advice: 'See what fails since when: CONNECTION_POOL_OPERATIONS() has the errors.',
    events: ['connectionCheckOutFailed', 'connectionPoolCleared', 'serverDescriptionChanged'],
    unless: ['error_rate'],
  },
  {
    name: 'unusual_load',
    level: information,
    what: 'the number of checkouts a second',
    read: ({ unusual }) => unusual.load,
    bothWays: true,
    say: formatRate,
    message: (now, usual) => `${now} checkouts, and usually ${usual}.`,
    advice: 'More or less is asked of the pool than it is used to.',
    events: ['connectionReady', 'poolAltered'],
    unless: ['pool_failed', 'primary_lost'],
  },
];

export const unusualRules: readonly Rule[] = figures.map((figure) => ({
  name: figure.name,
  condition: `${figure.what} is far from its own past for a minute: more than six times the usual deviation`,
  levels: [figure.level(far, near)],
  holdMs: 60_000,
  clearMs: 60_000,
  events: figure.events,
  unless: figure.unless,
  measure: (view) => {
    const found = figure.read(view);
    if (!found) return undefined;
    return { value: figure.bothWays || found.value > found.median ? found.score : 0 };
  },
  tell: (view): AlertFacts => {
    const { value = 0, median = 0 } = figure.read(view) ?? {};
    return {
      message: figure.message(figure.say(value), figure.say(median)),
      unit: 'deviations',
      advice: figure.advice,
    };
  },
}));
