import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMOS } from '../../src/ui/commands/demos.ts';
import { CACHE, type Manifest } from '../lib/project.ts';
import { runQuietly } from '../lib/run.ts';

/** What a person would set to see the product and nothing else. */
export const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.menuBarVisibility': 'compact',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
} as const;

/** Connects the built-in demos at startup. */
export const DEMO_SETTINGS = {
  'securityEvents.connections': DEMOS,
  'securityEvents.connectOnStartup': DEMOS.map(({ id }) => id),
} as const;

/** The folders of one VS Code user: settings, extensions, stored data, logs. */
export class Profile {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** One of its own, for a test. The path is short: VS Code puts Unix sockets into it. */
  static async temporary(settings: object = {}): Promise<Profile> {
    const profile = new Profile(await mkdtemp(join(tmpdir(), 'ses-')));
    await profile.writeSettings(settings);
    return profile;
  }

  get userData(): string {
    return join(this.folder, 'data');
  }

  get extensions(): string {
    return join(this.folder, 'extensions');
  }

  /** The folder that the workbench opens. */
  get workspace(): string {
    return join(this.folder, 'workspace');
  }

  get settingsFile(): string {
    return join(this.userData, 'User', 'settings.json');
  }

  /** Replaces the user settings; a workbench takes them up when it is loaded. */
  async writeSettings(settings: object): Promise<void> {
    await mkdir(join(this.userData, 'User'), { recursive: true });
    await mkdir(this.workspace, { recursive: true });
    await mkdir(this.extensions, { recursive: true });
    await writeFile(this.settingsFile, `${JSON.stringify({ ...QUIET_SETTINGS, ...settings }, undefined, 2)}\n`);
  }

  async readSettings(): Promise<string> {
    return await readFile(this.settingsFile, 'utf8');
  }

  /** Installs a VSIX in the way that a user does. */
  async install(entry: string, vsix: string): Promise<void> {
    await runQuietly(process.execPath, [entry, ...this.arguments(), '--install-extension', vsix, '--force']);
  }

  /** Puts an unpacked extension among the installed ones. */
  async place(folder: string): Promise<void> {
    const { publisher, name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
    await cp(folder, join(this.extensions, `${publisher}.${name}-${version}`), { recursive: true });
    // Without its list VS Code looks at the folders themselves.
    await rm(join(this.extensions, 'extensions.json'), { force: true });
  }

  /** Command-line arguments that keep everything inside this profile. */
  arguments(): string[] {
    return [
      ...['--user-data-dir', this.userData],
      ...['--extensions-dir', this.extensions],
      ...['--config', join(this.folder, 'code-server.yaml')],
    ];
  }

  /** The end of what the extension hosts and the server logged, by file. */
  async logs(): Promise<string> {
    const folder = join(this.userData, 'logs');
    const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const wanted = files.filter(
      (file) => file.isFile() && /exthost|extensionHost/.test(join(file.parentPath, file.name)),
    );
    const texts = wanted.map(async (file) => {
      const path = join(file.parentPath, file.name);
      return `== ${path}\n${(await readFile(path, 'utf8')).slice(-20_000)}`;
    });
    return (await Promise.all(texts)).join('\n');
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A profile with the demo connected, kept between runs; settings are seeded once, so that what a person changes there stays. */
export async function demoProfile(name: string): Promise<Profile> {
  const profile = new Profile(join(CACHE, name));
  if (!existsSync(profile.settingsFile)) await profile.writeSettings(DEMO_SETTINGS);
  return profile;
}
