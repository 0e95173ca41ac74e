import type { ConnectionView } from '../../connection/contract.ts';
import type { Vendor } from '../../feeds/feed.ts';
import type { System } from '../../model/connection.ts';
import { redact } from '../../net/redact.ts';
import type { StoredGap } from '../../store/contract.ts';
import { english } from '../localizer.ts';
import { oneLine } from '../text/escape.ts';
import { Times } from '../text/times.ts';
import { connectionFacts } from './connectionText.ts';

export interface Surroundings {
  readonly extension: string;
  readonly vscode: string;
  readonly platform: string;
  readonly node: string;
}

/** Only scheme, host and port: a path may hold a tenant's name. */
function originOf(endpoint: string | undefined): string {
  if (endpoint === undefined) return 'built-in simulator';
  return URL.canParse(endpoint) ? new URL(endpoint).origin : 'not a URL';
}

/**
 * What a person pastes into a bug report, in English and UTC: never a secret, never a payload, and of the endpoint only its origin.
 */
export function diagnosticsText(
  views: readonly ConnectionView[],
  gaps: ReadonlyMap<string, readonly StoredGap[]>,
  surroundings: Surroundings,
  now: number,
  vendors: ReadonlyMap<System, Pick<Vendor, 'emptyHint'>> = new Map(),
): string {
  const times = new Times('en', 'UTC');
  const lines = [
    '# Security Event Streams: diagnostics',
    `Written: ${new Date(now).toISOString()}`,
    `Extension ${surroundings.extension}, VS Code ${surroundings.vscode}, ${surroundings.platform}, Node ${surroundings.node}`,
  ];
  if (views.length === 0) lines.push('', 'No connections.');
  for (const view of views) {
    const holes = gaps.get(view.config.id) ?? [];
    lines.push('', `## ${view.config.name} (${view.config.id})`);
    lines.push(
      `System: ${view.config.system}${view.config.demo ? ', demo' : ''}`,
      `Endpoint: ${originOf(view.config.endpoint)}`,
    );
    lines.push(`Wanted: ${view.wanted ? 'yes' : 'no'}`, `Event types: ${view.config.types?.join(', ') ?? 'all'}`);
    for (const [name, value] of Object.entries(view.config.options ?? {})) lines.push(`Option ${name}: ${value}`);
    const hint = vendors.get(view.config.system)?.emptyHint;
    for (const { label, value } of connectionFacts(view, holes.length, now, times, english, hint))
      lines.push(`${label}: ${value}`);
    for (const gap of holes) lines.push(`Gap: ${gapSpan(gap)} ${gap.reason}`);
  }
  return `${lines.map((line) => redact(oneLine(line, 600))).join('\n')}\n`;
}

function gapSpan(gap: StoredGap): string {
  const iso = (time: number | undefined) => (time === undefined ? '?' : new Date(time).toISOString());
  return `[${iso(gap.from)} – ${iso(gap.to)}]`;
}
