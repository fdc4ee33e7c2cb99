import { problem } from '../../../dialect/src/problems/catalog.ts';
import type { Problem } from '../../../dialect/src/index.ts';
import type { OptionAssignment } from '../../../dialect/src/syntax/ast/pool.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { split } from '../../../dialect/src/text/split.ts';
import type { Span } from '../../../dialect/src/text/span.ts';
import type { Alert } from '../alerts/alert-types.ts';

/** An alert at the CREATE that is at fault, spans being those of the whole text. */
export interface PlacedAlert {
  readonly alert: Alert;
  readonly problem: Problem;
  /** Behind the statement and its semicolon: where another statement may be written. */
  readonly behind: number;
}

/**
 * Where a text creates the pools that alerts are raised for: at the option that would mend it where the statement sets
 * that, else at the name. Of several that create the same pool the last counts, as it does when the file runs.
 */
export function placeAlerts(text: string, alerts: readonly Alert[]): readonly PlacedAlert[] {
  const raised = alerts.filter(({ state, snoozedUntil }) => state === 'firing' && snoozedUntil === undefined);
  if (raised.length === 0) return [];
  const creations = creationsIn(text);
  return raised.flatMap((alert) => {
    const made = creations.get(alert.pool) ?? creations.get(alert.pool.split('.')[0] ?? '');
    if (!made) return [];
    const option = made.options.find(({ name }) => name.text === alert.option);
    const { pool, message, advice = '' } = alert;
    const span = shift(option?.span ?? made.name, made.start);
    return [{ alert, problem: problem('QL3045', span, [pool, message, advice]), behind: made.behind }];
  });
}

interface Creation {
  readonly name: Span;
  readonly options: readonly OptionAssignment[];
  /** Where the statement begins, which its spans count from. */
  readonly start: number;
  readonly behind: number;
}

function creationsIn(text: string): ReadonlyMap<string, Creation> {
  const found = new Map<string, Creation>();
  for (const slice of split(text)) {
    if (!/^create\b[\s\S]*connection_pool/i.test(slice.text)) continue;
    const { statement } = parseStatement(slice.text);
    if (statement?.kind !== 'CreatePool' && statement?.kind !== 'CreatePoolGroup') continue;
    const { name, options } = statement;
    const semicolon = /^\s*;/.exec(text.slice(slice.end))?.[0].length ?? 0;
    found.set(name.text, { name: name.span, options, start: slice.start, behind: slice.end + semicolon });
  }
  return found;
}

const shift = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });
