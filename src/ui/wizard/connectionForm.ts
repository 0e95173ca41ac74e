import type { CredentialPart, Question, Vendor } from '../../feeds/feed.ts';
import type { Answers, ConnectionConfig, System } from '../../model/connection.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { oneLine } from '../text/escape.ts';

export type Step =
  | { readonly kind: 'system' | 'name' | 'endpoint' | 'types' | 'finish' }
  /** The vendor's own question. */
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'credential'; readonly part: CredentialPart };
export type Finish = 'testAndConnect' | 'connect' | 'save';
/** The vendor of the form's system, as far as forms care. */
export type FormVendor = Pick<Vendor, 'questions' | 'credentialParts' | 'types'>;

/** What the wizard knows so far. */
export interface ConnectionForm {
  /** The connection that is edited; missing for a new one. */
  readonly edited?: ConnectionConfig;
  /** Origin that a readable credential is stored for. */
  readonly storedOrigin?: string;
  readonly system?: System;
  readonly name: string;
  readonly endpoint: string;
  /** Answers to the vendor's questions, also to those that are not asked any more. */
  readonly options: Answers;
  /** Parts of the credential as entered, by their ids; none keeps the stored one. */
  readonly entered: Answers;
  /** Missing: all. */
  readonly types?: readonly string[];
  readonly finish: Finish;
}

export function originOf(form: ConnectionForm): string | undefined {
  const parsed = parseEndpoint(form.endpoint);
  return 'error' in parsed ? undefined : parsed.origin;
}

/** The vendor's questions that these answers lead to. */
function questionsOf(form: ConnectionForm, vendor: FormVendor): readonly Question[] {
  return vendor.questions.filter(({ asked }) => asked?.(form.options) ?? true);
}

/** The answers that count. */
export function optionsOf(form: ConnectionForm, vendor: FormVendor): Answers {
  return Object.fromEntries(
    questionsOf(form, vendor).flatMap(({ id }) => {
      const answer = form.options[id];
      return answer === undefined || answer === '' ? [] : [[id, answer]];
    }),
  );
}

/** Whether a credential must be entered: always for a new connection, and again when the endpoint's origin or an answer that it depends on changed. */
export function needsCredential(form: ConnectionForm, vendor: FormVendor): boolean {
  if (form.storedOrigin === undefined || form.storedOrigin !== originOf(form)) return true;
  const before = form.edited?.options ?? {};
  const now = optionsOf(form, vendor);
  return vendor.questions.some(({ id, concernsCredential }) => concernsCredential && before[id] !== now[id]);
}

/** The secret to store. What was entered for another origin, before the endpoint was set back, is not kept. */
export function enteredSecret(form: ConnectionForm, vendor: FormVendor): string | undefined {
  if (!needsCredential(form, vendor)) return undefined;
  return secretOf(vendor.credentialParts(optionsOf(form, vendor)), form.entered);
}

/** The credential made of its parts; `undefined` when one is missing. */
export function secretOf(parts: readonly CredentialPart[], entered: Answers): string | undefined {
  const values = parts.map(({ id }) => [id, entered[id]] as const);
  if (values.some(([, value]) => value === undefined)) return undefined;
  return values.length === 1 ? values[0]?.[1] : JSON.stringify(Object.fromEntries(values));
}

/** What `secretOf` made into one, as its parts again. A renewed secret has those of the entered one. */
export function partsOf(parts: readonly CredentialPart[], secret: string): Answers {
  const [first] = parts;
  if (first && parts.length === 1) return { [first.id]: secret };
  const values: unknown = JSON.parse(secret);
  if (typeof values !== 'object' || values === null) return {};
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'));
}

/** The steps that this form goes through; they depend on what was answered before. */
export function stepsOf(form: ConnectionForm, vendor: FormVendor | undefined): readonly Step[] {
  const steps: Step[] = form.edited ? [] : [{ kind: 'system' }];
  steps.push({ kind: 'name' });
  if (vendor) steps.push(...questionsOf(form, vendor).map((question): Step => ({ kind: 'question', question })));
  steps.push({ kind: 'endpoint' });
  if (vendor) {
    const options = optionsOf(form, vendor);
    if (needsCredential(form, vendor))
      steps.push(...vendor.credentialParts(options).map((part): Step => ({ kind: 'credential', part })));
    if (vendor.types(options).length > 0) steps.push({ kind: 'types' });
  }
  steps.push({ kind: 'finish' });
  return steps;
}

/** The step to return to after a failed test. */
export function stepToMend(form: ConnectionForm, vendor: FormVendor, failure: string): number {
  const steps = stepsOf(form, vendor);
  const first = (kind: Step['kind']) => steps.findIndex((step) => step.kind === kind);
  const credential = failure === 'credential' ? first('credential') : -1;
  return Math.max(0, credential >= 0 ? credential : first('endpoint'));
}

/** The connection as it goes into the settings. */
export function configOf(form: ConnectionForm, vendor: FormVendor, id: string): ConnectionConfig | undefined {
  const parsed = parseEndpoint(form.endpoint);
  if (form.system === undefined || 'error' in parsed) return undefined;
  const options = optionsOf(form, vendor);
  const types = vendor.types(options).length > 0 ? (form.types ?? []) : [];
  return {
    id,
    name: oneLine(form.name).trim(),
    system: form.system,
    endpoint: parsed.endpoint,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(types.length > 0 ? { types } : {}),
  };
}
