import { layoutJson } from '../../src/webview/detail/json/layout.ts';
import type { DetailView, EventLink } from '../../src/webview/protocol.ts';

const TIME = Date.UTC(2026, 0, 15, 11, 49, 14, 479);

export const HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>{{7*7}}\u202egnp.exe\u0007';

export function link(id: string, more: Partial<EventLink> = {}): EventLink {
  return {
    connection: 'demo',
    id,
    time: TIME - 60_000,
    severity: 3,
    severityName: 'Medium',
    summary: `Event ${id}`,
    ...more,
  };
}

export function sample(more: Partial<DetailView> = {}): DetailView {
  return {
    connection: 'demo',
    connectionName: 'Demo',
    id: 'e1',
    type: 'Threat',
    activity: 'UPDATED',
    severity: 4,
    severityName: 'High',
    vendorSeverity: 'HIGH',
    status: 'resolved',
    time: TIME,
    receivedTime: TIME + 1_500,
    actor: {
      kind: 'Device',
      id: '0bd2deac-7609-4c3b-88fe-9c61d50a0f56',
      name: 'Ana’s phone',
      email: 'ana.lee@example.com',
    },
    target: { kind: 'Threat', id: '0bd2deac-7609-4c3b-88fe-9c61d50a0f56' },
    subject: { kind: 'Threat', id: '4bf60e2a-3bf8-40dd-9088-f3c819c312bc' },
    summary: 'Trojan “Bank Balance Check” on Ana’s phone, resolved, High',
    changes: {
      kind: 'sent',
      changes: [
        { name: 'agent_outdated' },
        { name: 'severity', from: 'medium', to: 'high' },
        { name: 'override_properties', from: '["a","b"]', to: '["b","c"]' },
        { name: 'limits', from: '{"max":12345678901234567890}', to: '{"max":12345678901234567891}' },
        { name: 'key_name', to: 'Integration test' },
        { name: 'old_key', from: 'gone' },
      ],
    },
    json: jsonOf(
      '{"id":"e1","big":12345678901234567890,"threat":{"details":{"a b":"x y","n":1.0},"list":[1,{"k":"v"}]},"last":null}',
    ),
    sameSubject: [link('e0', { status: 'open' })],
    sameTarget: Array.from({ length: 8 }, (_, index) => link(`t${index}`)),
    hasPrevious: true,
    ...more,
  };
}

export function jsonOf(raw: string): DetailView['json'] {
  return { text: layoutJson(raw).text, cut: false, bytes: Buffer.byteLength(raw) };
}

/** JSON of about so many characters. */
export function bigJson(size: number): string {
  const row = (index: number) =>
    `{"index":${index},"name":"row ${index}","url":"https://example.com/${'x'.repeat(40)}","tags":["a","b"]}`;
  return `{"rows":[${Array.from({ length: Math.ceil(size / row(1_000).length) }, (_, index) => row(index)).join(',')}]}`;
}
