import { FeedError, type RenewCredential, type Renewed } from '../feeds/feed.ts';
import type { BoundCredential, CredentialKeeper, CredentialSource } from './contract.ts';

/**
 * Renews stored credentials that work once. Of one connection, one renewal at a time, whoever asks: its streams, a load of its history, a test. Each begins with what is
 * stored then, and what it brings is stored before anybody uses it.
 */
export class Renewals {
  readonly #credentials: CredentialSource;
  readonly #keeper: CredentialKeeper | undefined;
  /** By connection; settled when its last renewal is. They never reject. */
  readonly #queues = new Map<string, Promise<void>>();
  /** By connection: what this window stored last, and instead of what. */
  readonly #own = new Map<string, { readonly before: string; readonly after: string }>();
  /** By connection: a renewed credential that could not be stored, and what is stored instead of it. */
  readonly #unkept = new Map<string, { readonly stored: string; readonly secret: string }>();

  constructor(credentials: CredentialSource, keeper: CredentialKeeper | undefined) {
    this.#credentials = credentials;
    this.#keeper = keeper;
  }

  of(connection: string, origin: string): RenewCredential {
    return (renew, signal) => {
      const before = this.#queues.get(connection) ?? Promise.resolve();
      const work = before.then(() => this.#renew(connection, origin, renew, signal));
      const done = () => undefined; // Whoever asked has the result, or has left.
      this.#queues.set(connection, work.then(done, done));
      return unlessAborted(work, signal);
    };
  }

  /** Whether what is stored now is this window's own doing, so that nobody has to start over with it. */
  async isOwn(connection: string): Promise<boolean> {
    const own = this.#own.get(connection);
    if (own === undefined) return false;
    const stored = await this.#credentials.get(connection).catch(() => undefined); // Starting over says why.
    // A keyring that took the new one without keeping it has the old one still.
    return stored !== undefined && (stored.secret === own.after || stored.secret === own.before);
  }

  /** Resolves when no renewal is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async #renew<T>(
    connection: string,
    origin: string,
    renew: (present: string) => Promise<Renewed<T>>,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted();
    const present = await this.#present(connection, origin);
    signal.throwIfAborted();
    const { credential, value } = await renew(present);
    if (credential !== present) {
      if ((await this.#stored(connection))?.secret !== present)
        throw new FeedError('busy', 'The credential was replaced while it was renewed.');
      await this.#store(connection, { origin, secret: credential }, present);
    }
    return value;
  }

  async #present(connection: string, origin: string): Promise<string> {
    // Asked first also because it needs the window: an extension host that has lost it could store nothing afterwards.
    const stored = await this.#stored(connection);
    if (!this.#keeper?.mayRenew()) {
      throw new FeedError(
        'forbidden',
        'Each use of this sign-in replaces it, so only the window that streams may use it. Connect, and repeat this in the window whose Connections view does not say "in another window".',
      );
    }
    if (stored?.origin !== origin)
      throw new FeedError(
        'credential',
        'The credential of this connection was removed, or replaced by one for another endpoint.',
      );
    const unkept = this.#unkept.get(connection);
    if (unkept?.stored !== stored.secret) return stored.secret;
    await this.#store(connection, { origin, secret: unkept.secret }, stored.secret);
    return unkept.secret;
  }

  async #stored(connection: string): Promise<BoundCredential | undefined> {
    try {
      return await this.#credentials.get(connection);
    } catch (error) {
      // It says what to do, in the language of the UI.
      throw new FeedError('credential', error instanceof Error ? error.message : String(error));
    }
  }

  async #store(connection: string, credential: BoundCredential, before: string): Promise<void> {
    this.#own.set(connection, { before, after: credential.secret });
    try {
      await this.#keeper?.store(connection, credential);
      this.#unkept.delete(connection);
    } catch (error) {
      this.#unkept.set(connection, { stored: before, secret: credential.secret });
      throw new FeedError(
        'credential',
        'The renewed sign-in could not be stored. Unlock the system keyring (on Linux gnome-keyring or KWallet) and reconnect from this window; if that is closed first, sign in again with Replace Credential.',
        { cause: error },
      );
    }
  }
}

/** Rejects with the signal's reason when it aborts; `work` goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
