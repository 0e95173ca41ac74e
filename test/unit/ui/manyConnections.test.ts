import assert from 'node:assert/strict';
import type { ConnectionView } from '../../../src/connection/contract.ts';
import type { ConnectionConfig } from '../../../src/model/connection.ts';
import { DEMOS } from '../../../src/ui/commands/demos.ts';
import { ManyConnections } from '../../../src/ui/commands/manyConnections.ts';
import { connectionView } from './fixtures.ts';

/** Connections whose every step waits until the test lets it go on. */
class Steps {
  readonly configs: ConnectionConfig[] = [];
  /** As the store has it. */
  readonly wanted = new Set<string>();
  /** As views know it: later. */
  known: ReadonlySet<string> = new Set();
  refused = '';
  readonly #waiting: (() => void)[] = [];

  async save(config: ConnectionConfig): Promise<void> {
    await this.#step();
    this.configs.push(config);
  }

  get = (id: string) => this.list().find(({ config }) => config.id === id);
  list = (): readonly ConnectionView[] =>
    this.configs.map((config) => {
      const refused = { kind: 'refused', reason: { kind: 'store', message: 'No.' } } as const;
      return connectionView(config.id === this.refused ? refused : { kind: 'disconnected' }, {
        config,
        wanted: this.known.has(config.id),
      });
    });

  async connect(id: string): Promise<void> {
    this.wanted.add(id);
    await this.#step();
    this.known = new Set(this.wanted);
  }

  async disconnect(id: string): Promise<void> {
    this.wanted.delete(id);
    await this.#step();
    this.known = new Set(this.wanted);
  }

  show = () => this.#step();

  /** Lets one step go on. */
  async next(): Promise<boolean> {
    const step = this.#waiting.shift();
    step?.();
    await new Promise<void>((resolve) => setImmediate(resolve));
    return step !== undefined;
  }

  async finish(): Promise<void> {
    while (await this.next());
  }

  #step(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

describe('Many connections', () => {
  const many = (steps: Steps) =>
    new ManyConnections({
      service: steps,
      settings: { get: (id) => steps.configs.find((config) => config.id === id), save: (config) => steps.save(config) },
    });

  it('are saved and connected together', async () => {
    const steps = new Steps();
    const adding = many(steps).add(DEMOS, steps.show);
    await steps.finish();
    await adding;
    assert.deepEqual(steps.configs, DEMOS);
    assert.deepEqual([...steps.wanted].sort(), DEMOS.map(({ id }) => id).sort());
  });

  for (let step = 0; step <= 7; step++) {
    it(`are all disconnected when that is asked for after step ${step} of adding them`, async () => {
      const steps = new Steps();
      const connections = many(steps);
      const adding = connections.add(DEMOS, steps.show);
      for (let done = 0; done < step; done++) await steps.next();
      const disconnecting = connections.disconnectAll();
      await steps.finish();
      await Promise.all([adding, disconnecting]);
      assert.deepEqual([...steps.wanted], []);
    });
  }

  it('stay disconnected when one of them had to be pushed', async () => {
    const steps = new Steps();
    steps.configs.push(...DEMOS);
    steps.refused = 'demo-box';
    const connections = many(steps);
    const adding = connections.add(DEMOS, steps.show);
    await steps.next();
    const disconnecting = connections.disconnectAll();
    await steps.finish();
    await Promise.all([adding, disconnecting]);
    assert.deepEqual([...steps.wanted], []);
  });

  it('are connected again when that is asked for afterwards', async () => {
    const steps = new Steps();
    steps.configs.push(...DEMOS);
    const connections = many(steps);
    void connections.disconnectAll();
    await steps.finish();
    const connecting = connections.connectAll();
    await steps.finish();
    await connecting;
    assert.equal(steps.wanted.size, DEMOS.length);
  });
});
