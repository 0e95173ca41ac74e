import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { vsixPath } from '../../scripts/lib/project.ts';
import type { Figure, Group } from './figure.ts';
import { activation } from './groups/activation.ts';
import { boxDrain } from './groups/box.ts';
import { druvaDrain } from './groups/druva.ts';
import { explorer } from './groups/explorer.ts';
import { explorerFrames } from './groups/explorerFrames.ts';
import { exporting } from './groups/export.ts';
import { ingest } from './groups/ingest.ts';
import { socketToStored } from './groups/latency.ts';
import { replay } from './groups/replay.ts';
import { vsix } from './groups/vsix.ts';

/** What each figure has to reach; `least` and `most` in the figure's unit. */
const GOALS: Readonly<Record<string, { readonly least?: number; readonly most?: number }>> = {
  'ingest.events_per_s': { least: 50_000 },
  'ingest.ratio_to_naive': { least: 0.3 },
  'socket_to_stored.p95_ms': { most: 20 },
  'box.drain_ratio_to_sdk': { least: 3 },
  'export.events_per_s': { least: 200_000 },
  'replay.host_delay_p99_ms': { most: 15 },
  'replay.heap_growth_mb': { most: 60 },
  'explorer.first_rows_p95_ms': { most: 30 },
  'explorer.text_p95_ms': { most: 50 },
  'explorer.facets_ms': { most: 150 },
  'explorer.histogram_ms': { most: 150 },
  'explorer.jump_p95_ms': { most: 30 },
  'explorer.host_delay_p99_ms': { most: 15 },
  'explorer.frame_work_p95_ms': { most: 8 },
  'explorer.behind_p95_ms': { most: 500 },
  'ingest.fts_events_per_s': { least: 25_000 },
  'activation.ms': { most: 50 },
  'vsix.kb': { most: 600 },
};

const GROUPS: Readonly<Record<string, Group>> = {
  ingest,
  box: boxDrain,
  druva: druvaDrain,
  socket_to_stored: socketToStored,
  export: exporting,
  replay,
  explorer,
  explorer_frames: explorerFrames,
  activation,
  vsix,
};

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const unknown = values.only?.filter((name) => !(name in GROUPS)) ?? [];
if (unknown.length > 0) {
  console.error(`No group ${unknown.join(', ')}. There are: ${Object.keys(GROUPS).join(', ')}.`);
  process.exit(2);
}

const needsPackage = ['activation', 'vsix'].filter((name) => !values.only || values.only.includes(name));
if (needsPackage.length > 0 && !existsSync(vsixPath())) {
  console.error(`${needsPackage.join(' and ')} measure the packaged extension: run "npm run package" first.`);
  process.exit(2);
}

const figures: Record<string, Figure> = {};
for (const [name, group] of Object.entries(GROUPS)) {
  if (values.only && !values.only.includes(name)) continue;
  console.error(`${name} …`);
  Object.assign(figures, await group((line) => console.error(`  ${line}`)));
}

if (values.json) console.log(JSON.stringify(figures));
else {
  const rows = Object.entries(figures).map(([name, { value, unit }]) => {
    const goal = GOALS[name];
    const aim = goal?.least !== undefined ? `≥ ${goal.least}` : goal?.most !== undefined ? `≤ ${goal.most}` : '';
    const met = value >= (goal?.least ?? -Infinity) && value <= (goal?.most ?? Infinity);
    return [name, `${value} ${unit}`, aim, goal ? (met ? 'met' : 'NOT MET') : ''];
  });
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
