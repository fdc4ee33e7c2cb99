export interface Layer {
  readonly room: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
}
export const layers: readonly Layer[];
export const guarded: readonly string[];
export function layerOf(path: string): Layer | undefined;
export function mayImport(from: string, to: string): boolean;
