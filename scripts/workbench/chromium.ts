import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { step } from '../lib/step.ts';
import { aptInstall } from './install.ts';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page that is not in front must not be slowed down: two windows are tested at once.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

function found(): string | undefined {
  return CANDIDATES.find((path) => path !== undefined && existsSync(path));
}

/** Path of a Chromium or Chrome; installs Debian's when this is root on a system with apt-get. */
export async function needChromium(): Promise<string> {
  const present = found();
  if (present !== undefined) return present;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step('Installing Chromium (apt-get)', () => aptInstall(['chromium']));
    const now = found();
    if (now !== undefined) return now;
  }
  throw new Error(
    'The tests drive the workbench in Chromium and none was found. Install it (Debian: `sudo apt-get install chromium`) or set CHROMIUM to the path of a Chromium or Chrome.',
  );
}

/** A browser with an empty profile. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await needChromium(), args: FLAGS, handleSIGINT: false });
}
