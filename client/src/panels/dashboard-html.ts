/** Where a page's parts are, as the web view may load them. */
export interface PageParts {
  readonly script: string;
  readonly style: string;
  readonly icons: string;
  /** The source that the web view's own resources come from. */
  readonly cspSource: string;
  readonly nonce: string;
}

/** The dashboard's page. It may load its own script, styles and icons, and nothing else from anywhere. */
export function dashboardHtml({ script, style, icons, cspSource, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${icons}" id="vscode-codicon-stylesheet">
    <link rel="stylesheet" href="${style}">
    <title>Connection pools</title>
  </head>
  <body>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
