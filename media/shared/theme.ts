// A canvas knows no CSS variables: charts read the theme's colours here and again whenever it changes.

/** Colours of the theme in use, as CSS colours. `charts-orange` is not among them: themes make it a see-through mark of the search. */
export interface Theme {
  readonly foreground: string;
  readonly quiet: string;
  readonly background: string;
  readonly grid: string;
  readonly blue: string;
  readonly green: string;
  readonly purple: string;
  readonly red: string;
  readonly yellow: string;
  readonly font: string;
  readonly highContrast: boolean;
}

export type ThemeColor = 'foreground' | 'quiet' | 'blue' | 'green' | 'purple' | 'red' | 'yellow';

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  const read = (name: string, otherwise: string): string =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const foreground = read('foreground', body.color);
  return {
    foreground,
    quiet: read('descriptionForeground', foreground),
    background: read('editor-background', body.backgroundColor),
    grid: read('charts-lines', foreground),
    blue: read('charts-blue', '#3794ff'),
    green: read('charts-green', '#89d185'),
    purple: read('charts-purple', '#b180d7'),
    red: read('charts-red', '#f14c4c'),
    yellow: read('charts-yellow', '#cca700'),
    font: `11px ${read('font-family', body.fontFamily)}`,
    highContrast: document.body.className.includes('vscode-high-contrast'),
  };
}

/** Calls back, once a frame at most, after VS Code has put another theme on the page. */
export function watchTheme(listener: () => void): void {
  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      listener();
    });
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}

/** A colour seen through: `share` 0 is nothing of it, 1 is all. */
export function translucent(color: string, share: number): string {
  return `color-mix(in srgb, ${color} ${Math.round(share * 100)}%, transparent)`;
}
