import type { Weighted } from '../random.ts';
import { isPromoted } from './promotion.ts';
import { appKey, barrier, coAdmin, groupWork, promotion, supportVisit } from './stories/console.ts';
import { documentLife, locked, reading, tidyUp } from './stories/files.ts';
import { rarity } from './stories/rare.ts';
import { confidentialFolder, guestOfOneFile, openLink, roleLadder } from './stories/sharing.ts';
import { guessing, impossibleTravel, signIn, twoSessions } from './stories/signIns.ts';
import { blockedDownload, leaver, maliciousUpload, ransomware } from './stories/threats.ts';
import { signRequest, talk } from './stories/work.ts';
import type { Cast, Story } from './story.ts';

/** How often each story is told: mostly everyday life, so that what matters stands out. */
const EVERYDAY: readonly [Weighted<Story>, ...Weighted<Story>[]] = [
  { weight: 330, value: reading },
  { weight: 210, value: signIn },
  { weight: 130, value: documentLife },
  { weight: 90, value: talk },
  { weight: 60, value: locked },
  { weight: 60, value: tidyUp },
  { weight: 50, value: openLink },
  { weight: 40, value: roleLadder },
  { weight: 30, value: guestOfOneFile },
  { weight: 26, value: signRequest },
  { weight: 26, value: rarity },
  { weight: 12, value: confidentialFolder },
  { weight: 10, value: groupWork },
  { weight: 8, value: blockedDownload },
  { weight: 8, value: guessing },
  { weight: 8, value: coAdmin },
  { weight: 7, value: appKey },
  { weight: 6, value: supportVisit },
  { weight: 5, value: impossibleTravel },
  { weight: 4, value: maliciousUpload },
  { weight: 4, value: twoSessions },
  { weight: 3, value: barrier },
  { weight: 2, value: leaver },
  { weight: 2, value: ransomware },
];

/** What the person does in this period. Promotions come by the calendar, the rest by chance. */
export function chooseStory({ random, person, period }: Pick<Cast, 'random' | 'person' | 'period'>): Story {
  return isPromoted(person, period) ? promotion : random.weighted(EVERYDAY);
}
