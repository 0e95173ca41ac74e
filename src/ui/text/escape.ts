// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** One line of plain text: control characters and direction overrides, which could forge lines or reverse words, become spaces. */
export function oneLine(text: string, limit = 300): string {
  const line = text.replace(CONTROL, ' ');
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/** Text from elsewhere as literal text in Markdown: no link, image, code, HTML, emphasis, table or codicon comes out of it. */
export function escapeMarkdown(text: string): string {
  return oneLine(text, 2_000)
    .replace(/[\\`*_{}[\]()#+\-.!|~$:@]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** A notification, in which VS Code makes links, also to commands, of `[text](target)`: they stay text. */
export function escapeLinks(text: string): string {
  return oneLine(text, 600).replace(/\]\(/g, ']\u200b(');
}

/** A label that VS Code shows with codicons (QuickPick, status bar): `$(x)` stays text. */
export function escapeIcons(text: string): string {
  return oneLine(text).replace(/\$\(/g, '$\u200b(');
}
