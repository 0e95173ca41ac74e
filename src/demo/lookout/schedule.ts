import { type Cue as TimedCue, WRITTEN_FOR } from '../periods.ts';
import { Random } from '../random.ts';
import { createDevice, type Fleet, GROUP_SIZE, type Group } from './fleet.ts';
import { chooseStory } from './repertoire.ts';
import { chooseCampaign } from './stories/campaigns.ts';
import { backendPurge, session } from './stories/console.ts';
import { enrolment, farewell } from './stories/devices.ts';
import type { Cast, Scene, Step } from './story.ts';

export type Cue = TimedCue<Scene>;

/** What one group of devices, the front desk beside it included, does in one period of `length` seconds. */
export function groupCues(fleet: Fleet, group: Group, index: number, period: number, length: number): Cue[] {
  const random = new Random(fleet.seed, 'group period', index, period);
  const admin = random.pick(fleet.admins);
  const campaign = chooseCampaign(random, group, period);
  const cues: Cue[] = [];
  group.devices.forEach((device, place) => {
    const own = new Random(fleet.seed, 'story', index * GROUP_SIZE + place, period);
    const cast: Cast = { random: own, fleet, group, device, admin, period };
    const shared = campaign?.(place);
    if (shared) cues.push(...perform(shared(cast), 0, length));
    else cues.push(...scatter(chooseStory(cast)(cast), own, length));
  });
  if (random.chance(0.12)) {
    const desk = new Random(fleet.seed, 'front desk', index, period);
    const device = createDevice(fleet.seed, `guest ${index} ${period}`, desk.integer(900), group.guid);
    const story = desk.chance(0.6) ? enrolment : farewell;
    cues.push(...scatter(story({ random: desk, fleet, group, device, admin, period }), desk, length));
  }
  return cues;
}

/** What happens at one administrator's console in one period. */
export function consoleCues(fleet: Fleet, index: number, period: number, length: number): Cue[] {
  const random = new Random(fleet.seed, 'console', index, period);
  const desk = { random, fleet, admin: random.pick(fleet.admins) };
  const cues: Cue[] = [];
  if (random.chance(0.7)) cues.push(...scatter(session(desk), random, length));
  if (random.chance(0.1)) cues.push(...scatter(backendPurge(desk), random, length));
  return cues;
}

/** Begins the story at a random second at which all of it still fits. */
function scatter(steps: readonly Step[], random: Random, length: number): Cue[] {
  const span = perform(steps, 0, length).at(-1)?.second ?? 0;
  return perform(steps, random.integer(Math.max(1, length - span)), length);
}

/** Steps of one story are at least a second apart, for ids are ordered by whole seconds only. */
function perform(steps: readonly Step[], start: number, length: number): Cue[] {
  const pace = Math.min(1, length / WRITTEN_FOR);
  let second = start;
  return steps.map(({ after, scene }, index) => {
    second += index === 0 ? Math.round(after * pace) : Math.max(1, Math.round(after * pace));
    return { second, scene };
  });
}
