import type { SecurityEvent } from '../model/event.ts';
import { beginningJson, endJson, timeText } from './about.ts';
import type { Encoder } from './encoder.ts';

/** One JSON document: about the export, the events with the members of the model, the exact text of each as JSON in `raw`, and the known gaps. */
export const json: Encoder = {
  head: (beginning) => `{"export":${JSON.stringify(beginningJson(beginning))},\n"events":[\n`,
  between: ',\n',
  event: eventJson,
  tail: (about) => `\n],\n"end":${JSON.stringify(endJson(about))}}\n`,
};

/** The raw text is put in as it is: parsing and stringifying would spoil long numbers, the order of keys and `1.0`. */
function eventJson({ raw, ...event }: SecurityEvent): string {
  const members = JSON.stringify({ ...event, time: timeText(event.time), receivedTime: timeText(event.receivedTime) });
  return `${members.slice(0, -1)},"raw":${raw}}`;
}
