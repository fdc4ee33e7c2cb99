import { editorStops } from './editor.ts';
import { dashboard, notebook, walkthrough } from './pages.ts';
import { resultStops } from './results.ts';
import { sidebarStops } from './sidebar.ts';
import type { Stop } from './stop.ts';

/** In the order in which a new user meets them; the dashboard last, which by then has minutes to show. */
export const stops: readonly Stop[] = [
  walkthrough,
  ...editorStops,
  ...resultStops,
  ...sidebarStops,
  notebook,
  dashboard,
];
