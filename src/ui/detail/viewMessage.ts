import type { ViewMessage } from '../../webview/protocol.ts';

/** Decodes what the view posts; undefined for anything that is no message of its protocol. */
export function decodeViewMessage(value: unknown): ViewMessage | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  switch (value.kind) {
    case 'ready':
    case 'copyJson':
    case 'comparePrevious':
    case 'openText':
    case 'showLog':
      return { kind: value.kind };
    case 'copy':
      return 'text' in value && typeof value.text === 'string' ? { kind: 'copy', text: value.text } : undefined;
    case 'open': {
      const { connection, id } = { connection: undefined, id: undefined, ...value };
      return typeof connection === 'string' && typeof id === 'string' ? { kind: 'open', connection, id } : undefined;
    }
    default:
      return undefined;
  }
}
