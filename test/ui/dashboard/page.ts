import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dashboardHtml } from '../../../client/src/panels/dashboard-html.ts';
import type { FromDashboard, ToDashboard } from '../../../client/src/messages/dashboard.ts';
import { root } from '../../../scripts/parts/paths.mjs';
import { patienceMS } from '../../../scripts/parts/patience.mjs';

export type Theme = 'dark' | 'light' | 'high contrast' | 'high contrast light';

/** VS Code's colours, as its own window has them. */
const themes = JSON.parse(readFileSync(join(import.meta.dirname, 'themes.json'), 'utf8')) as Record<
  Theme,
  Record<string, string>
>;
const bodyClasses: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'high contrast': 'vscode-dark vscode-high-contrast',
  'high contrast light': 'vscode-light vscode-high-contrast-light vscode-high-contrast',
};

// Nothing listens there: every request is answered from dist/media.
const origin = 'http://127.0.0.1:9';

/** The dashboard in a browser, with this test in the place of the extension. */
export interface DashboardPage {
  readonly page: Page;
  /** What the page sent, oldest first. */
  readonly sent: FromDashboard[];
  /** What the browser complained of: errors, and whatever the content security policy refused. */
  readonly complaints: string[];
  send(message: ToDashboard): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
}

export async function openDashboard(
  browser: Browser,
  {
    theme = 'dark',
    state,
    width = 1440,
    height = 1000,
  }: { theme?: Theme; state?: unknown; width?: number; height?: number } = {},
): Promise<DashboardPage> {
  const page = await browser.newPage({ viewport: { width, height }, timezoneId: 'UTC' });
  page.setDefaultTimeout(patienceMS);
  const sent: FromDashboard[] = [];
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.exposeFunction('qlsqlSent', (message: FromDashboard) => void sent.push(message));
  await page.addInitScript((kept) => {
    let current: unknown = kept ?? undefined;
    const send = (message: unknown): void =>
      (window as unknown as { qlsqlSent(message: unknown): void }).qlsqlSent(message);
    Object.assign(window, {
      acquireVsCodeApi: () => ({
        postMessage: send,
        getState: () => current,
        setState: (next: unknown) => (current = next),
      }),
    });
  }, state);
  const html = dashboardHtml({
    script: `${origin}/dashboard.js`,
    style: `${origin}/dashboard.css`,
    icons: `${origin}/codicon.css`,
    cspSource: origin,
    nonce: 'test',
  });
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: html });
    else await route.fulfill({ path: join(root, 'dist', 'media', pathname) });
  });
  await page.goto(`${origin}/`);
  const setTheme = (next: Theme): Promise<void> =>
    page.evaluate(
      ({ variables, classes }) => {
        const { style } = document.documentElement;
        for (const [name, value] of Object.entries(variables)) style.setProperty(name, value);
        document.body.className = classes;
      },
      { variables: themes[next], classes: bodyClasses[next] },
    );
  await setTheme(theme);
  return {
    page,
    sent,
    complaints,
    setTheme,
    send: (message) => page.evaluate((posted) => window.postMessage(posted, '*'), message),
  };
}
