import type { ConnectionConfig } from '../../model/connection.ts';

/** The demo is one connection for each system, of fixed names, so that their events and positions survive. */
export const DEMOS: readonly ConnectionConfig[] = [
  { id: 'demo', name: 'Demo', system: 'lookout', demo: true },
  {
    id: 'demo-box',
    name: 'Demo (Box)',
    system: 'box',
    demo: true,
    options: { stream: 'enterprise', auth: 'developer', pollSeconds: '5' },
  },
  {
    id: 'demo-druva',
    name: 'Demo (Druva)',
    system: 'druva',
    demo: true,
    options: { streams: 'all', start: 'hour', clientId: 'demo' },
  },
];
