import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { STRINGS } from '../../webview/detail/strings.ts';

/** The view's folders: nothing else of the disk can be loaded. */
export function resourceRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')];
}

/** The page that loads a view: its bundle and style sheet have its name. It holds no event text: that comes by message; until then it says so. */
export function pageHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  view: 'detail' | 'explorer' = 'detail',
): string {
  const nonce = randomBytes(24).toString('base64url');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const reading = view === 'detail' ? vscode.l10n.t('Reading the event…') : vscode.l10n.t('Reading events…');
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${view === 'detail' ? 'Security event' : 'Security events'}</title>
<link rel="stylesheet" href="${file(`${view}.css`)}">
</head>
<body><p class="reading" role="status">${reading}</p><script type="module" nonce="${nonce}" src="${file(`${view}.js`)}"></script></body>
</html>`;
}

/** A view's texts in the display language, by English text. */
export function translations(texts: readonly string[] = STRINGS): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => [text, vscode.l10n.t(text)]));
}
