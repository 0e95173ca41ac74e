/** The part of `vscode.l10n` that texts need, so that they can be tested without VS Code. */
export interface Localizer {
  t(message: string, ...args: (string | number)[]): string;
}

/** Fills `{0}`, `{1}`, … as `vscode.l10n.t` does when there is no bundle. */
export const english: Localizer = {
  t: (message, ...args) =>
    message.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole)),
};
