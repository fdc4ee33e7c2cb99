interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The extension as its webview sees it: typed messages both ways, and the state that outlives the page. */
export interface Host<To, From> {
  send(message: From): void;
  /** Hears every message from the extension. */
  listen(listener: (message: To) => void): void;
  /** What was kept last, unchecked; undefined on the first time. */
  recall(): unknown;
  keep(state: unknown): void;
}

/** May be called once in a page's life. */
export function connectHost<To, From>(): Host<To, From> {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen: (listener) => window.addEventListener('message', (event) => listener(event.data as To)),
    recall: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
