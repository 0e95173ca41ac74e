import { EXECUTIVES } from '../../people.ts';
import type { Random } from '../../random.ts';
import { severityPolicy } from '../audits.ts';
import { agentVersion, auditEvent, deviceEvent, type Finding, smishingEvent, threatEvent } from '../bodies.ts';
import { AGENT_TRAIN, agentRelease, type Group } from '../fleet.ts';
import { type Cast, type Step, type Story, step } from '../story.ts';
import { PHISHING_URLS } from '../texts.ts';
import { blocked, chiefFraud } from './web.ts';

/** One story that several devices of a group play together: these are the bursts. Missing: the device has its own story instead. */
export type Campaign = (place: number) => Story | undefined;

/** Whether the group's Lookout app is found outdated in this period. */
export function agentTurn(group: Group, period: number): boolean {
  return (((period - group.agentTurn) % AGENT_TRAIN) + AGENT_TRAIN) % AGENT_TRAIN === 0;
}

export function chooseCampaign(random: Random, group: Group, period: number): Campaign | undefined {
  if (agentTurn(group, period)) return outdatedAgents;
  if (random.chance(0.04)) {
    const executive = random.pick(EXECUTIVES);
    return (place) =>
      place < 5 ? (cast) => [step(300 + place * 4, smishingEvent(cast, chiefFraud(executive)))] : undefined;
  }
  if (random.chance(0.04)) {
    const url = random.pick(PHISHING_URLS);
    return (place) => (place < 4 ? (cast) => [step(240 + place * 3, blocked(cast, url))] : undefined);
  }
  return undefined;
}

/**
 * The administrator raises the severity of an outdated Lookout app from medium to high, the back end re-grades what is open, the devices
 * update, and the administrator puts the severity back. The whole group takes the new version in this period.
 */
const outdatedAgents: Campaign = (place) =>
  place < 4 ? (cast) => outdatedAgent(cast, place) : (cast) => [step(380, deviceEvent(cast, { agentStep: 1 }))];

function outdatedAgent(cast: Cast, place: number): readonly Step[] {
  const { random, fleet, group, admin } = cast;
  const finding: Finding = {
    guid: random.guid(),
    type: 'CONFIGURATION',
    classification: 'AGENT_OUTDATED',
    details: {
      latest_agent_config: {
        minimum_compliant_version: 9,
        latest_version: agentVersion(agentRelease(group, cast.period) + 1),
      },
    },
  };
  const leads = place === 0;
  const policy = (from: string, to: string) =>
    auditEvent(severityPolicy(fleet, 'AGENT_OUTDATED', from, to, group.name), admin);
  // No random waits before the re-grading, so that the devices move together: found at 20 s, raised at 120 s, re-graded from 124 s on.

  return [
    step(20 + place * 2, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'MEDIUM' })),
    step(3, deviceEvent(cast, { security: 'THREATS_MEDIUM' })),
    ...(leads ? [step(97, policy('medium', 'high'))] : []),
    step(leads ? 4 : 101, threatEvent(cast, finding, { status: 'OPEN', severity: 'HIGH', by: 'SYSTEM' })),
    step(2, deviceEvent(cast, { security: 'THREATS_HIGH' })),
    step(200 + random.integer(20), deviceEvent(cast, { security: 'THREATS_HIGH', agentStep: 1 })),
    step(2, threatEvent(cast, finding, { status: 'RESOLVED', severity: 'HIGH' })),
    step(2, deviceEvent(cast, { agentStep: 1 })),
    ...(leads ? [step(60, policy('high', 'medium'))] : []),
  ];
}
