import type { AlertBody, AlertChanges } from '../../../dialect/src/pipeline/alert-command.ts';
import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import { PoolError } from '../pools/pool-error.ts';
import { builtInRules } from './built-in-rules.ts';
import type { Level, Rule } from './rule.ts';

/** An alert of one's own. */
export interface UserAlert extends AlertBody {
  readonly name: string;
  readonly origin: 'sql' | 'settings';
  readonly enabled: boolean;
}

/** What ALTER ALERT changed of a built-in one. */
export type RuleChanges = Pick<AlertChanges, 'severity' | 'holdMs' | 'limit' | 'enabled'>;

/** What statements defined and changed, as plain data that can be kept and read back. */
export interface KeptAlerts {
  readonly alerts: readonly Omit<UserAlert, 'origin'>[];
  readonly builtIn: Readonly<Record<string, RuleChanges>>;
}

export interface AlertRule extends Rule {
  readonly enabled: boolean;
}

/** Which alerts there are: the built-in ones as they were changed, and those of one's own. Failures are PoolErrors. */
export class AlertDefinitions {
  readonly #changes = new Map<string, RuleChanges>();
  readonly #own = new Map<string, UserAlert>();
  #rules: readonly AlertRule[] = builtInRules.map((rule) => ({ ...rule, enabled: true }));

  /** The built-in ones as they are to be judged now. */
  get rules(): readonly AlertRule[] {
    return this.#rules;
  }

  get own(): readonly UserAlert[] {
    return [...this.#own.values()];
  }

  names(): readonly string[] {
    return [...this.#rules.map(({ name }) => name), ...this.#own.keys()];
  }

  /** Whether it was made: false where it is there already and that is fine. */
  create(
    name: string,
    body: AlertBody,
    { orReplace, ifNotExists }: { readonly orReplace: boolean; readonly ifNotExists: boolean },
  ): boolean {
    if (isBuiltIn(name)) throw new PoolError('QL5082', [name]);
    const known = this.#own.get(name);
    if (known && ifNotExists) return false;
    if (known?.origin === 'settings') throw new PoolError('QL5083', [name]);
    if (known && !orReplace) throw new PoolError('QL5080', [name]);
    this.#own.set(name, { ...body, name, origin: 'sql', enabled: true });
    return true;
  }

  alter(name: string, changes: AlertChanges): void {
    const known = this.#own.get(name);
    if (known) {
      if (known.origin === 'settings') throw new PoolError('QL5083', [name]);
      const { limit, ...rest } = changes;
      if (limit !== undefined)
        throw new PoolError('QL5084', ['limit', name, 'its condition holds the limit: create it anew']);
      this.#own.set(name, { ...known, ...rest });
      return;
    }
    if (!isBuiltIn(name)) throw this.#unknown(name);
    const { everyMs, message, ...rest } = changes;
    if (everyMs !== undefined) throw new PoolError('QL5084', ['every', name, 'it is looked at each second']);
    if (message !== undefined) throw new PoolError('QL5084', ['message', name, 'it has words of its own']);
    this.#change(name, { ...this.#changes.get(name), ...rest });
  }

  /** Whether it was there. */
  drop(name: string, ifExists: boolean): boolean {
    if (isBuiltIn(name)) throw new PoolError('QL5082', [name]);
    const known = this.#own.get(name);
    if (known?.origin === 'settings') throw new PoolError('QL5083', [name]);
    if (!known && !ifExists) throw this.#unknown(name);
    return this.#own.delete(name);
  }

  /** Replaces all alerts that came from the settings. One whose name is taken stays out: its name is given back. */
  fromSettings(alerts: readonly (AlertBody & { readonly name: string })[]): readonly string[] {
    for (const [name, { origin }] of this.#own) if (origin === 'settings') this.#own.delete(name);
    return alerts.flatMap((alert) => {
      if (isBuiltIn(alert.name) || this.#own.has(alert.name)) return [alert.name];
      this.#own.set(alert.name, { ...alert, origin: 'settings', enabled: true });
      return [];
    });
  }

  /** What to keep for the next start. */
  kept(): KeptAlerts {
    const alerts = this.own.filter(({ origin }) => origin === 'sql').map(({ origin: _, ...alert }) => alert);
    return { alerts, builtIn: Object.fromEntries(this.#changes) };
  }

  restore({ alerts, builtIn }: KeptAlerts): void {
    for (const alert of alerts) this.#own.set(alert.name, { ...alert, origin: 'sql' });
    for (const [name, changes] of Object.entries(builtIn)) if (isBuiltIn(name)) this.#change(name, changes);
  }

  #change(name: string, changes: RuleChanges): void {
    this.#changes.set(name, changes);
    this.#rules = builtInRules.map((rule) => adjusted(rule, this.#changes.get(rule.name) ?? {}));
  }

  #unknown(name: string): PoolError {
    return new PoolError('QL5081', [name, didYouMean(closest(name, this.names()))]);
  }
}

const isBuiltIn = (name: string): boolean => builtInRules.some((rule) => rule.name === name);

/** A rule as it was changed: a limit of one's own is the only one it has, and it ends at nine tenths of that. */
function adjusted(rule: Rule, { severity, holdMs, limit, enabled = true }: RuleChanges): AlertRule {
  const [first, ...others] = rule.levels;
  const own = (level: Level): Level => ({
    severity: severity ?? level.severity,
    limit: limit ?? level.limit,
    clear: limit === undefined ? level.clear : limit * 0.9,
  });
  return {
    ...rule,
    enabled,
    levels: [own(first), ...(limit === undefined ? others.map(own) : [])],
    ...(holdMs === undefined ? {} : { holdMs, clearMs: holdMs }),
  };
}
