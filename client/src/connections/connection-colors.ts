import { ThemeColor } from 'vscode';

/** What a connection can be told apart by at a glance. The theme says how each looks. */
export const connectionColors = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;

export type ConnectionColor = (typeof connectionColors)[number];

export function isColor(value: unknown): value is ConnectionColor {
  return connectionColors.some((color) => color === value);
}

export function colorOf(color: ConnectionColor | undefined): ThemeColor | undefined {
  return color && new ThemeColor(`charts.${color}`);
}
