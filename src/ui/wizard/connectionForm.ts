import type { ConnectionConfig, System } from '../../model/connection.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { oneLine } from '../text/escape.ts';

export type StepId = 'system' | 'name' | 'endpoint' | 'credential' | 'types' | 'finish';
export type Finish = 'testAndConnect' | 'connect' | 'save';

/** What the wizard knows so far. */
export interface ConnectionForm {
  /** The connection that is edited; missing for a new one. */
  readonly edited?: ConnectionConfig;
  /** Origin that a readable credential is stored for. */
  readonly storedOrigin?: string;
  readonly system?: System;
  readonly name: string;
  readonly endpoint: string;
  /** As entered; missing keeps the stored one. */
  readonly secret?: string;
  /** Missing: all. */
  readonly types?: readonly string[];
  readonly finish: Finish;
}

export function originOf(form: ConnectionForm): string | undefined {
  const parsed = parseEndpoint(form.endpoint);
  return 'error' in parsed ? undefined : parsed.origin;
}

/** Whether a credential must be entered: always for a new connection, and again when the endpoint's origin changed. */
export function needsCredential(form: ConnectionForm): boolean {
  return form.storedOrigin === undefined || form.storedOrigin !== originOf(form);
}

/** The secret to store. One that was entered for another origin, before the endpoint was set back, is not kept. */
export function enteredSecret(form: ConnectionForm): string | undefined {
  return needsCredential(form) ? form.secret : undefined;
}

/** The steps that this form goes through; they depend on what was answered before. */
export function stepsOf(form: ConnectionForm): readonly StepId[] {
  const credential: readonly StepId[] = needsCredential(form) ? ['credential'] : [];
  return form.edited
    ? ['name', 'endpoint', ...credential, 'types', 'finish']
    : ['system', 'name', 'endpoint', ...credential, 'types', 'finish'];
}

/** The step to return to after a failed test. */
export function stepToMend(form: ConnectionForm, failure: string): number {
  const steps = stepsOf(form);
  const wanted: StepId = failure === 'credential' ? 'credential' : 'endpoint';
  return Math.max(0, steps.includes(wanted) ? steps.indexOf(wanted) : steps.indexOf('endpoint'));
}

/** The connection as it goes into the settings. */
export function configOf(form: ConnectionForm, id: string): ConnectionConfig | undefined {
  const parsed = parseEndpoint(form.endpoint);
  if (form.system === undefined || 'error' in parsed) return undefined;
  return {
    id,
    name: oneLine(form.name).trim(),
    system: form.system,
    endpoint: parsed.endpoint,
    ...(form.types && form.types.length > 0 ? { types: form.types } : {}),
  };
}
