import type { Weighted } from '../random.ts';
import { cloudBackup, failingBackup, laptopBackup, pausedBackup, restore } from './stories/backups.ts';
import { adminLife, directorySync, settings } from './stories/console.ts';
import { autoDelete, clientUpgrade, dataCollection, deviceReplace, serverJob, userLife } from './stories/devices.ts';
import { adminVisit, intruder, legalDownload, program } from './stories/signIns.ts';
import { maliciousFiles, notice, unusualActivity } from './stories/threats.ts';
import type { Cast, Story } from './story.ts';

type Stories = readonly [Weighted<Story>, ...Weighted<Story>[]];

/** How often each story is told: mostly everyday life, so that what matters stands out. */
const BY_DAY: Stories = [
  { weight: 400, value: laptopBackup },
  { weight: 110, value: pausedBackup },
  { weight: 90, value: adminVisit },
  { weight: 80, value: restore },
  { weight: 80, value: userLife },
  { weight: 70, value: program },
  { weight: 60, value: settings },
  { weight: 40, value: clientUpgrade },
  { weight: 40, value: serverJob },
  { weight: 30, value: cloudBackup },
  { weight: 24, value: deviceReplace },
  { weight: 20, value: failingBackup },
  { weight: 20, value: directorySync },
  { weight: 16, value: dataCollection },
  { weight: 14, value: notice },
  { weight: 12, value: autoDelete },
  { weight: 10, value: adminLife },
  { weight: 8, value: maliciousFiles },
  { weight: 6, value: legalDownload },
  { weight: 4, value: intruder },
  { weight: 4, value: unusualActivity },
];

const BY_NIGHT: Stories = [
  { weight: 480, value: laptopBackup },
  { weight: 240, value: cloudBackup },
  { weight: 60, value: serverJob },
  { weight: 40, value: directorySync },
  { weight: 30, value: program },
  { weight: 20, value: failingBackup },
  { weight: 10, value: dataCollection },
  { weight: 6, value: autoDelete },
  { weight: 6, value: intruder },
  { weight: 4, value: notice },
  { weight: 3, value: unusualActivity },
];

/** What the person does in this period, which begins at `hour` (UTC). */
export function chooseStory({ random }: Pick<Cast, 'random'>, hour: number): Story {
  return random.weighted(hour >= 6 && hour < 20 ? BY_DAY : BY_NIGHT);
}
