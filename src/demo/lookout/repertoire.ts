import type { Weighted } from '../random.ts';
import { OS_TRAIN } from './fleet.ts';
import { otherMalware, rootedDevice, trojan, unwantedApp, vulnerableFile } from './stories/applications.ts';
import { checkin, journey, lostContact } from './stories/devices.ts';
import { badNetwork, wiretap } from './stories/network.ts';
import { badSetting, outdatedSystem, protectionPaused } from './stories/settings.ts';
import { phishingBlocked, smishing, unwantedPage } from './stories/web.ts';
import type { Cast, Story } from './story.ts';

/** How often each story is told: mostly everyday life, so that a high severity stands out. */
const EVERYDAY: readonly [Weighted<Story>, ...Weighted<Story>[]] = [
  { weight: 320, value: checkin },
  { weight: 170, value: badSetting },
  { weight: 110, value: phishingBlocked },
  { weight: 70, value: unwantedPage },
  { weight: 80, value: unwantedApp },
  { weight: 60, value: vulnerableFile },
  { weight: 60, value: badNetwork },
  { weight: 45, value: smishing },
  { weight: 35, value: protectionPaused },
  { weight: 30, value: lostContact },
  { weight: 16, value: journey },
  { weight: 14, value: trojan },
  { weight: 10, value: otherMalware },
  { weight: 6, value: wiretap },
  { weight: 4, value: rootedDevice },
];

/** What the device does in this period. Releases come by the calendar, the rest by chance. */
export function chooseStory({ random, device, period }: Pick<Cast, 'random' | 'device' | 'period'>): Story {
  const due = (((period - device.osTurn) % OS_TRAIN) + OS_TRAIN) % OS_TRAIN === 0;
  return due ? outdatedSystem : random.weighted(EVERYDAY);
}
