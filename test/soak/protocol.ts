/** What the vendor's process is started with, as JSON in its first argument. */
export interface VendorSettings {
  readonly seed: number;
  /** Events a second of its own time. */
  readonly rate: number;
  /** Of its clock; see `AcceleratedClock`. */
  readonly start: number;
  readonly factor: number;
}

/** What goes wrong, or only ends, at the vendor's side. */
export const FAULTS = [
  'drop',
  'reconnect',
  'end',
  'silence',
  'garbage',
  'unauthorised',
  'busy',
  'unavailable',
  'brokenPipe',
  'tokensExpire',
  'tokenEndpointDown',
] as const;
export type Fault = (typeof FAULTS)[number];

export type ToVendor =
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** Emits no more, then says what it made available. */
  | { readonly kind: 'finish' };

export type FromVendor =
  | { readonly kind: 'ready'; readonly endpoint: string; readonly credential: string }
  | { readonly kind: 'finished'; readonly ids: readonly string[] };
