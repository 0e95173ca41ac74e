import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { Colors, Commands, ContextKeys, SECTION, SettingKeys, Views, WALKTHROUGH } from '../../../src/ui/ids.ts';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('package.json', root), 'utf8');
const manifest = JSON.parse(text);
const { contributes } = manifest;
const nls: Record<string, string> = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8'));

const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

/** Every value under a property of this name, wherever it stands. */
function valuesOf(value: unknown, name: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && typeof inner === 'string' ? [inner] : valuesOf(inner, name),
  );
}

function whenKeys(): string[] {
  const clauses = [...valuesOf(contributes, 'when'), ...valuesOf(contributes, 'enablement')];
  return clauses.flatMap(
    (clause) => clause.replace(/view == [\w.]+|'[^']*'/g, '').match(/securityEvents\.[\w.]+/g) ?? [],
  );
}

describe('package.json', () => {
  it('contributes exactly the commands of the code', () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }: { command: string }) => command)),
      sorted(Object.values(Commands)),
    );
  });

  it('names only known commands in menus, welcome texts and walkthrough', () => {
    const inMenus = valuesOf(contributes.menus, 'command');
    const inTexts = Object.values(nls).flatMap((entry) =>
      [...entry.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? ''),
    );
    const inSteps = valuesOf(contributes.walkthroughs, 'command');
    const known = new Set<string>([...Object.values(Commands), `${Views.Connections}.focus`, `${Views.Events}.focus`]);
    assert.ok(inMenus.length > 20 && inTexts.length > 5);
    assert.deepEqual(
      [...inMenus, ...inTexts, ...inSteps].filter((id) => !known.has(id)),
      [],
    );
  });

  it('contributes exactly the settings of the code', () => {
    const settings = Object.values(SettingKeys).map((key) => `${SECTION}.${key}`);
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(settings));
  });

  it('lets nothing but the user decide where a credential goes', () => {
    for (const key of [SettingKeys.Connections, SettingKeys.ConnectOnStartup]) {
      assert.equal(contributes.configuration.properties[`${SECTION}.${key}`].scope, 'application');
    }
  });

  it('contributes exactly the views, colours and walkthrough of the code', () => {
    assert.deepEqual(sorted(contributes.viewsContainers.activitybar.map(({ id }: { id: string }) => id)), [
      Views.Container,
    ]);
    assert.deepEqual(
      sorted(contributes.views[Views.Container].map(({ id }: { id: string }) => id)),
      sorted([Views.Connections, Views.Events]),
    );
    assert.deepEqual(sorted(contributes.colors.map(({ id }: { id: string }) => id)), sorted(Object.values(Colors)));
    assert.deepEqual(
      contributes.walkthroughs.map(({ id }: { id: string }) => id),
      [WALKTHROUGH],
    );
    for (const { view } of contributes.viewsWelcome) assert.ok(view === Views.Connections || view === Views.Events);
  });

  it('asks for exactly the context keys that the code sets', () => {
    assert.deepEqual(sorted(whenKeys()), sorted(Object.values(ContextKeys)));
  });

  it('has a text for every placeholder, and no text without one', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual(sorted(used), sorted(Object.keys(nls)));
  });

  it('names files that exist', () => {
    const files = [
      manifest.icon,
      ...valuesOf(contributes.viewsContainers, 'icon'),
      ...valuesOf(contributes.walkthroughs, 'svg'),
    ];
    assert.equal(files.length, 7);
    for (const file of files) assert.ok(existsSync(new URL(file, root)), file);
  });

  it('shows at most three inline actions for any state of a connection', () => {
    const inline = contributes.menus['view/item/context'].filter(({ group }: { group: string }) =>
      group.startsWith('inline'),
    );
    for (const wanted of ['wanted', 'idle']) {
      for (const state of ['disconnected', 'connecting', 'live', 'waiting', 'refused', 'following']) {
        const value = `connection.${wanted}.${state}.real`;
        const shown = inline.filter(({ when }: { when: string }) => {
          const match = /viewItem =~ \/(.*)\//.exec(when)?.[1];
          return match !== undefined && new RegExp(match).test(value);
        });
        assert.ok(shown.length >= 1 && shown.length <= 3, `${value}: ${shown.length}`);
      }
    }
  });

  it('keeps commands that need an item out of the palette', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }: { when: string }) => when === 'false')
      .map(({ command }: { command: string }) => command);
    assert.ok(hidden.includes(Commands.ShowMore) && hidden.includes(Commands.OpenEvent));
  });

  it('stays within the limits of the Marketplace', () => {
    assert.ok(manifest.keywords.length <= 10);
    assert.ok(contributes.walkthroughs[0].steps.length <= 5);
    assert.ok(!manifest.activationEvents.includes('*'));
  });
});
