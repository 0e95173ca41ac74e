import { spawn } from 'node:child_process';

/** Shows the URL in the person's browser where there is a screen; it is printed anyway. */
export function openInBrowser(url: string): void {
  const mac = process.platform === 'darwin';
  if (!mac && process.env.DISPLAY === undefined && process.env.WAYLAND_DISPLAY === undefined) return;
  const child = spawn(mac ? 'open' : 'xdg-open', [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('  (No program to open it with was found: copy the URL.)'));
  child.unref();
}
