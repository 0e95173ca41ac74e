import * as vscode from 'vscode';

/** A codicon in a theme colour. */
export function themeIcon({ icon, color }: { readonly icon: string; readonly color?: string }): vscode.ThemeIcon {
  return color === undefined ? new vscode.ThemeIcon(icon) : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

/** Markdown that may not run commands, load pictures or hold HTML. The text must be escaped already. */
export function untrusted(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown, false);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}
