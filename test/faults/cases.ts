import { Directory } from '../../src/demo/box/directory.ts';
import { BoxHistory } from '../../src/demo/box/history.ts';
import { box } from '../../src/feeds/box/vendor.ts';
import { druva } from '../../src/feeds/druva/vendor.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import { BoxModel } from './model/box/boxModel.ts';
import { DruvaModel } from './model/druva/druvaModel.ts';
import { LookoutModel } from './model/lookout/lookoutModel.ts';
import { BOX_CLIENT, BOX_SEED, startBoxSockets } from './sockets/boxSockets.ts';
import { DRUVA_CLIENT, startDruvaSockets } from './sockets/druvaSockets.ts';
import { startLookoutSockets } from './sockets/lookoutSockets.ts';
import type { VendorCase } from './vendorCase.ts';

const LOOKOUT: VendorCase = {
  name: 'Lookout',
  vendor: lookout,
  config: { system: 'lookout' },
  streams: ['events'],
  patience: 12_000,
  firstRun: 0,
  runs: { model: 2_000, sockets: 100 },
  model: async (schedule, clock, quiet) => new LookoutModel({ clock, quiet, ...schedule }),
  sockets: startLookoutSockets,
};

const SIGN_IN = { auth: 'ccg', clientId: BOX_CLIENT };
const COMPANY = new Directory(new BoxHistory({ seed: BOX_SEED, rate: 0 }).company);
const USER = COMPANY.user.id;

const BOX_ENTERPRISE: VendorCase = {
  name: 'Box enterprise events',
  vendor: box,
  config: {
    system: 'box',
    options: { ...SIGN_IN, stream: 'enterprise', subject: 'enterprise', subjectId: COMPANY.company.enterpriseId },
  },
  streams: ['enterprise'],
  // As long as one page may take.
  patience: 61_000,
  firstRun: 150_000,
  runs: { model: 150, sockets: 12 },
  model: async (schedule, clock, quiet) => new BoxModel({ clock, quiet, ...schedule, isUser: false }),
  sockets: (schedule, clock, quiet) => startBoxSockets(schedule, clock, quiet, false),
};

const BOX_USER: VendorCase = {
  name: 'Box user events',
  vendor: box,
  config: { system: 'box', options: { ...SIGN_IN, stream: 'user', subject: 'user', subjectId: USER } },
  streams: [`user-${USER}-all`],
  // As long as a server of the long poll may ask to wait.
  patience: 301_000,
  firstRun: 0,
  runs: { model: 250, sockets: 18 },
  model: async (schedule, clock, quiet) => new BoxModel({ clock, quiet, ...schedule, isUser: true }),
  sockets: (schedule, clock, quiet) => startBoxSockets(schedule, clock, quiet, true),
};

const DRUVA_POLL = { clientId: DRUVA_CLIENT, pollMinutes: '1' };

const DRUVA_INSYNC: VendorCase = {
  name: 'Druva inSync events',
  vendor: druva,
  config: { system: 'druva', options: { ...DRUVA_POLL, streams: 'insync' } },
  streams: ['insync'],
  // As long as a tracker lives: a weekend is longer.
  depth: 48 * 3_600_000,
  // From one poll to the next.
  patience: 61_000,
  firstRun: 10_000,
  runs: { model: 250, sockets: 18 },
  model: async (schedule, clock, quiet) =>
    new DruvaModel({ clock, quiet, ...schedule, clientId: DRUVA_CLIENT, hasAll: false }),
  sockets: (schedule, clock, quiet) => startDruvaSockets(schedule, clock, quiet, false),
};

const DRUVA_ALL: VendorCase = {
  ...DRUVA_INSYNC,
  name: 'Druva events of all streams',
  config: { system: 'druva', options: { ...DRUVA_POLL, streams: 'all' } },
  streams: ['insync', 'platform', 'cyber-resilience'],
  runs: { model: 150, sockets: 12 },
  model: async (schedule, clock, quiet) =>
    new DruvaModel({ clock, quiet, ...schedule, clientId: DRUVA_CLIENT, hasAll: true }),
  sockets: (schedule, clock, quiet) => startDruvaSockets(schedule, clock, quiet, true),
};

export const CASES: readonly VendorCase[] = [LOOKOUT, BOX_ENTERPRISE, BOX_USER, DRUVA_INSYNC, DRUVA_ALL];
