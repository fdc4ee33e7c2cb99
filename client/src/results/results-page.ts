import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The results panel's page: nothing runs in it but its own script. `root` is the folder of the bundled media. */
export function resultsPage(webview: Webview, root: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => String(webview.asWebviewUri(Uri.joinPath(root, name)));
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <link rel="stylesheet" href="${file('codicon.css')}" />
    <link rel="stylesheet" href="${file('results.css')}" />
    <title>QLSQL Results</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${file('results.js')}"></script>
  </body>
</html>`;
}
