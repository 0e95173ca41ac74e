import type { EventStore } from '../store/contract.ts';
import { type ConnectionStatus, NO_EVIDENCE } from './state.ts';

/** What the streaming window says of its connections. A window of another version may publish what this one cannot read: that says nothing. */
export async function publishedStatus(
  store: EventStore,
): Promise<ReadonlyMap<string, { readonly status: ConnectionStatus; readonly time: number }>> {
  const result = new Map<string, { status: ConnectionStatus; time: number }>();
  for (const [id, { state, time }] of await store.published()) {
    const status = parse(state);
    if (status) result.set(id, { status, time });
  }
  return result;
}

function parse(json: string): ConnectionStatus | undefined {
  try {
    const value = JSON.parse(json) as Partial<ConnectionStatus> | null;
    if (!value?.state?.kind) return undefined;
    const { state, evidence, streams } = value;
    return { state, evidence: { ...NO_EVIDENCE, ...evidence }, ...(Array.isArray(streams) && { streams }) };
  } catch {
    return undefined;
  }
}
