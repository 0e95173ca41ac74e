import type { ConnectionView } from '../../connection/contract.ts';
import type { Evidence } from '../../connection/state.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown, oneLine } from '../text/escape.ts';
import { localSentence } from '../text/localSentence.ts';
import type { Times } from '../text/times.ts';
import { effectiveState, reasonText, stateLook } from './stateText.ts';

/** A replay of less is over before anybody reads how far it is, ms. */
const WORTH_A_NUMBER = 60_000;

/** `Live · 12/min · last event 3s ago · heartbeat 2s ago`: the line beside a connection's name. */
export function describeConnection(
  view: ConnectionView,
  now: number,
  times: Times,
  l10n: Localizer,
  emptyHint?: string,
): string {
  const state = effectiveState(view.state);
  const parts = [stateLook(view.state, l10n).word];
  if (state.kind === 'live') {
    const { evidence } = view;
    if (!evidence.caughtUp) parts.push(catchingUp(evidence, now, times, l10n));
    parts.push(...flow(evidence, now, times, l10n));
    const hint = hintOf(view, emptyHint, l10n);
    if (hint !== undefined) parts.push(hint);
    // Between two polls nothing is due.
    if (evidence.nextPoll !== undefined && evidence.nextPoll > now)
      parts.push(l10n.t('next poll {0}', times.relative(evidence.nextPoll, now)));
    else if (evidence.lastHeartbeat !== undefined)
      parts.push(l10n.t('heartbeat {0}', times.relative(evidence.lastHeartbeat, now)));
  } else if (state.kind === 'waiting') {
    parts.push(l10n.t('next try {0}', times.relative(Math.max(state.until, now), now)));
    parts.push(oneLine(reasonText(state, l10n) ?? ''), ...others(view, now, times, l10n));
  } else if (state.kind === 'refused') {
    parts.push(oneLine(reasonText(state, l10n) ?? ''), ...others(view, now, times, l10n));
  } else if (state.kind === 'connecting' && state.attempt > 1) {
    parts.push(l10n.t('attempt {0}', state.attempt));
  }
  return parts.join(' · ');
}

/** What to look at when all is well and no event ever came. */
function hintOf({ evidence }: ConnectionView, emptyHint: string | undefined, l10n: Localizer): string | undefined {
  return emptyHint !== undefined && evidence.caughtUp && evidence.empty ? localSentence(emptyHint, l10n) : undefined;
}

/** How events come. */
function flow({ rate, lastEvent }: Evidence, now: number, times: Times, l10n: Localizer): readonly string[] {
  return [
    l10n.t('{0}/min', times.count(rate)),
    lastEvent === undefined ? l10n.t('no events yet') : l10n.t('last event {0}', times.relative(lastEvent, now)),
  ];
}

/** `inSync: Live · 12/min`: what goes on beside a stream that does not. */
function others(view: ConnectionView, now: number, times: Times, l10n: Localizer): readonly string[] {
  const live = (view.streams ?? []).filter(({ state }) => state.kind === 'live').map(({ name }) => oneLine(name));
  if (live.length === 0) return [];
  const word = stateLook({ kind: 'live' }, l10n).word;
  return [l10n.t('{0}: {1}', live.join(', '), word), ...flow(view.evidence, now, times, l10n)];
}

/** `catching up 45 %`: how much is read of the time between where the stream went on and now; without a number while nothing came or when it was short. */
function catchingUp(evidence: Evidence, now: number, times: Times, l10n: Localizer): string {
  const { resumedFrom, lastEventTime, skipped } = evidence;
  if (skipped && lastEventTime === undefined) return passedOver(skipped, times, l10n);
  const from = resumedFrom?.kind === 'cursor' ? resumedFrom.stored : resumedFrom?.time;
  if (from === undefined || lastEventTime === undefined || lastEventTime < from || now - from < WORTH_A_NUMBER) {
    return l10n.t('catching up');
  }
  const part = Math.min(99, Math.floor((100 * (lastEventTime - from)) / (now - from)));
  return l10n.t('catching up {0} %', times.count(part));
}

/** Of a vendor that replays its past before it comes to what is asked for. */
function passedOver({ count, time }: NonNullable<Evidence['skipped']>, times: Times, l10n: Localizer): string {
  return l10n.t('reading the past: {0} older events passed over, at {1}', times.count(count), times.absolute(time));
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** All that is known of a connection, line by line, for the tooltip and the diagnostics. */
export function connectionFacts(
  view: ConnectionView,
  gaps: number,
  now: number,
  times: Times,
  l10n: Localizer,
  /** What to look at when no event ever came. */
  emptyHint?: string,
): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (label: string, value: string | undefined) => {
    if (value !== undefined && value !== '') facts.push({ label, value });
  };
  const at = (time: number | undefined) =>
    time === undefined ? undefined : `${times.relative(time, now)} (${times.absolute(time)})`;
  const state = effectiveState(view.state);
  const { evidence } = view;

  add(l10n.t('State'), stateLook(view.state, l10n).word);
  add(l10n.t('Reason'), reasonText(view.state, l10n));
  if (state.kind === 'waiting') {
    add(l10n.t('Next try'), at(state.until));
    add(l10n.t('Attempt'), times.count(state.attempt));
  }
  if (state.kind === 'refused') add(l10n.t('Next try'), at(state.probe) ?? l10n.t('when you reconnect'));
  for (const { name, state: each } of view.streams ?? []) add(l10n.t('Stream {0}', name), stateLook(each, l10n).word);
  if (view.state.kind === 'following')
    add(l10n.t('Heard from the other window'), at(view.state.heard) ?? l10n.t('not yet'));
  if (state.kind === 'live') {
    add(l10n.t('Connected since'), at(evidence.connectedSince));
    add(l10n.t('Progress'), evidence.caughtUp ? l10n.t('caught up') : catchingUp(evidence, now, times, l10n));
    if (!evidence.caughtUp && evidence.lastEventTime !== undefined)
      add(l10n.t('Read up to'), at(evidence.lastEventTime));
    add(l10n.t('Next poll'), at(evidence.nextPoll));
    add(l10n.t('Hint'), hintOf(view, emptyHint, l10n));
  }
  add(l10n.t('Last byte'), at(evidence.lastByte));
  add(l10n.t('Last heartbeat'), at(evidence.lastHeartbeat));
  add(l10n.t('Last event'), at(evidence.lastEvent));
  if (evidence.lastEvent !== undefined && evidence.lastEventTime !== undefined) {
    add(
      l10n.t('Lag of the last event'),
      l10n.t('{0} s', times.count(Math.max(0, evidence.lastEvent - evidence.lastEventTime) / 1000)),
    );
  }
  if (evidence.resumedFrom?.kind === 'cursor')
    add(l10n.t('Resumed from'), l10n.t('the position stored {0}', at(evidence.resumedFrom.stored) ?? ''));
  if (evidence.resumedFrom?.kind === 'time') {
    const { time } = evidence.resumedFrom;
    add(l10n.t('Began at'), time > 0 ? at(time) : l10n.t('the oldest event that the vendor has'));
  }
  if (evidence.skipped) {
    const { count, time } = evidence.skipped;
    add(l10n.t('Older events passed over'), l10n.t('{0}, up to {1}', times.count(count), times.absolute(time)));
  }
  if (evidence.connectedSince !== undefined || evidence.stored > 0) {
    add(l10n.t('Rate'), l10n.t('{0} events a minute', times.count(evidence.rate)));
    add(l10n.t('Stored'), times.count(evidence.stored));
    add(l10n.t('Duplicates dropped'), times.count(evidence.duplicates));
    add(l10n.t('Quarantined'), times.count(evidence.quarantined));
    add(l10n.t('Reconnects'), times.count(evidence.reconnects));
  }
  add(l10n.t('Known gaps'), gaps > 0 ? times.count(gaps) : undefined);
  return facts;
}

/** Markdown of the tooltip, every text escaped; to be shown untrusted. */
export function connectionTooltip(
  view: ConnectionView,
  system: string,
  facts: readonly Fact[],
  l10n: Localizer,
): string {
  const where = view.config.demo ? l10n.t('built-in simulator') : (view.config.endpoint ?? '');
  const head = `**${escapeMarkdown(view.config.name)}** ${escapeMarkdown(`· ${system} · ${where}`)}`;
  return [head, ...facts.map(({ label, value }) => `${escapeMarkdown(label)}: ${escapeMarkdown(value)}`)].join('\n\n');
}

/** Everything again as one sentence for a screen reader. */
export function connectionLabel(view: ConnectionView, description: string): string {
  return `${oneLine(view.config.name)}, ${description.replaceAll(' · ', ', ')}`;
}
