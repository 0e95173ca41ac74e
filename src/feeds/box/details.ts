import { isObject, type JsonObject, object, parseExact, text } from '../json.ts';

const NOTHING: JsonObject = Object.freeze({});

/** `additional_details`: an object, or one as JSON in a string; an empty one where it is neither. */
export function detailsOf(event: JsonObject): JsonObject {
  const details = event.additional_details;
  if (isObject(details)) return details;
  if (typeof details !== 'string') return NOTHING;
  try {
    const parsed = parseExact(details);
    return isObject(parsed) ? parsed : NOTHING;
  } catch {
    return NOTHING; // The text is kept with the event; it only tells nothing more.
  }
}

/** What a Shield policy did, whatever the policy is about: `shield_download_enforcement`, `shield_external_collab_enforcement`, … */
export function enforcementOf(details: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(details)) {
    if (/^shield_\w{1,60}_enforcement$/.test(name) && isObject(value)) return value;
  }
  return NOTHING;
}

/** The policy only watches: it tells what it would have blocked. */
export function isMonitoring(enforcement: JsonObject): boolean {
  const mode = text(enforcement, 'controlMode') ?? text(enforcement, 'control_mode');
  return mode?.toLowerCase() === 'monitoring';
}

export function alertOf(details: JsonObject): JsonObject {
  return object(details, 'shield_alert');
}
