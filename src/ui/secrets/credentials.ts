import * as v from 'valibot';
import { type Disposable, Disposables, Emitter, type Event } from '../../base/emitter.ts';
import type { BoundCredential, CredentialSource } from '../../connection/contract.ts';
import type { SmallState } from '../events/unseen.ts';
import type { Localizer } from '../localizer.ts';
import { sentenceOf } from '../text/failure.ts';

/** Structurally a `vscode.SecretStorage`. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** The keyring cannot keep or give a credential: the message says what to do. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
}

const PREFIX = 'securityEvents.credential.';
/** Which connections have a credential stored (never what it is): without it, a keyring that forgot looks like one that never knew. */
const INDEX = 'credentials.stored';
const Stored = v.object({ origin: v.string(), secret: v.string() });

/** Credentials in VS Code's SecretStorage and nowhere else: no fallback to settings or files. */
export class Credentials implements CredentialSource, Disposable {
  readonly #secrets: SecretStore;
  readonly #state: SmallState;
  readonly #l10n: Localizer;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<string>());

  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStore, state: SmallState, l10n: Localizer) {
    this.#secrets = secrets;
    this.#state = state;
    this.#l10n = l10n;
    this.#own.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(PREFIX)) this.#changed.fire(key.slice(PREFIX.length));
      }),
    );
  }

  /** `undefined`: none was stored. Rejects with a {@link CredentialError} when one was but cannot be read. */
  async get(connection: string): Promise<BoundCredential | undefined> {
    let text: string | undefined;
    try {
      text = await this.#secrets.get(PREFIX + connection);
    } catch (error) {
      throw this.#unreadable(sentenceOf(error), error);
    }
    if (text === undefined || text === '') {
      if (this.#index().includes(connection))
        throw this.#unreadable(this.#l10n.t('The keyring does not know it any more.'));
      return undefined;
    }
    return (
      decode(text) ?? Promise.reject(this.#unreadable(this.#l10n.t('What the keyring returned is not a credential.')))
    );
  }

  /** Keeps a credential and reads it back: some systems accept a secret without a keyring to keep it in. */
  async store(connection: string, credential: BoundCredential): Promise<void> {
    const text = JSON.stringify({ origin: credential.origin, secret: credential.secret });
    try {
      await this.#secrets.store(PREFIX + connection, text);
      const kept = await this.#secrets.get(PREFIX + connection);
      if (kept !== text) throw new CredentialError(this.#l10n.t('It did not come back when it was read again.'));
    } catch (error) {
      throw new CredentialError(
        this.#l10n.t(
          'The credential could not be stored: {0} VS Code keeps secrets in the system keyring. On Linux, install and unlock gnome-keyring or KWallet, restart VS Code and enter the credential again.',
          sentenceOf(error),
        ),
        { cause: error },
      );
    }
    await this.#remember(connection, true);
  }

  async delete(connection: string): Promise<void> {
    await this.#secrets.delete(PREFIX + connection);
    await this.#remember(connection, false);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #unreadable(why: string, cause?: unknown): CredentialError {
    return new CredentialError(
      this.#l10n.t(
        'The credential was stored but cannot be read: {0} Unlock the system keyring (on Linux gnome-keyring or KWallet) and reload the window, or use Replace Credential.',
        why,
      ),
      { cause },
    );
  }

  #index(): readonly string[] {
    const value = this.#state.get<unknown>(INDEX);
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
  }

  async #remember(connection: string, stored: boolean): Promise<void> {
    const others = this.#index().filter((id) => id !== connection);
    await this.#state.update(INDEX, stored ? [...others, connection] : others);
  }
}

function decode(text: string): BoundCredential | undefined {
  try {
    const result = v.safeParse(Stored, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    // Not JSON: the caller says so.
    return undefined;
  }
}
