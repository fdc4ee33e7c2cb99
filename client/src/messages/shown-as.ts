// How a result is looked at, as somebody chose it below its rows.

export const viewNames = ['plan', 'benchmark', 'grid', 'tree', 'json', 'chart'] as const;
export type ViewName = (typeof viewNames)[number];

export type ChartForm = 'line' | 'bar';

/** What a chart draws, by the names of columns; what is not said is what fits. */
export interface DrawnAs {
  readonly x?: string;
  readonly y?: string;
  readonly form?: ChartForm;
}

export interface ShownAs {
  readonly view: ViewName;
  readonly chart?: DrawnAs;
}

/** What a file says of it; undefined where that is nothing that can be shown. */
export function readShownAs(value: unknown): ShownAs | undefined {
  const { view, chart } = asRecord(value);
  const known = viewNames.find((name) => name === view);
  if (known === undefined) return undefined;
  if (chart === undefined) return { view: known };
  const { x, y, form } = asRecord(chart);
  return {
    view: known,
    chart: {
      ...(typeof x === 'string' ? { x } : {}),
      ...(typeof y === 'string' ? { y } : {}),
      ...(form === 'line' || form === 'bar' ? { form } : {}),
    },
  };
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
