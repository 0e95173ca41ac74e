import { assertNever } from '../../base/assertNever.ts';
import type { ConnectionView } from '../../connection/contract.ts';
import type { ConnectionState, Reason } from '../../connection/state.ts';
import type { Localizer } from '../localizer.ts';
import { localSentence } from '../text/localSentence.ts';

export interface StateLook {
  /** One or two words. */
  readonly word: string;
  /** Codicon. */
  readonly icon: string;
  /** Theme colour. */
  readonly color?: string;
  /** For the status bar: the highest of all connections is the worst. */
  readonly rank: number;
}

/** Icon, colour and word of a state; what a follower heard counts as its own, marked as such. */
export function stateLook(state: ConnectionState, l10n: Localizer): StateLook {
  switch (state.kind) {
    case 'disconnected':
      return { word: l10n.t('Disconnected'), icon: 'circle-slash', rank: 0 };
    case 'live':
      return { word: l10n.t('Live'), icon: 'broadcast', color: 'charts.green', rank: 1 };
    case 'connecting':
      return { word: l10n.t('Connecting'), icon: 'sync~spin', color: 'charts.blue', rank: 2 };
    case 'waiting':
      return { word: l10n.t('Waiting'), icon: 'history', color: 'charts.yellow', rank: 3 };
    case 'refused':
      return { word: l10n.t('Refused'), icon: 'error', color: 'charts.red', rank: 4 };
    case 'following': {
      if (!state.of && state.heard !== undefined)
        return { word: l10n.t('No news from the streaming window'), icon: 'warning', color: 'charts.yellow', rank: 3 };
      if (!state.of) return { word: l10n.t('Following another window'), icon: 'eye', rank: 1 };
      const of = stateLook(state.of, l10n);
      return { ...of, word: l10n.t('{0} in another window', of.word) };
    }
    default:
      return assertNever(state);
  }
}

/** The state that a follower heard of, or the state itself. */
export function effectiveState(state: ConnectionState): ConnectionState {
  return state.kind === 'following' && state.of ? effectiveState(state.of) : state;
}

/** For `viewItem` in menus: `connection.<wanted|idle>.<state>.<real|demo>`, with `.history` where the past can be loaded. */
export function connectionContext(view: ConnectionView, hasHistory: boolean): string {
  const state = effectiveState(view.state).kind;
  const kind = view.config.demo ? 'demo' : 'real';
  return `connection.${view.wanted ? 'wanted' : 'idle'}.${state}.${kind}${hasHistory ? '.history' : ''}`;
}

/** What a person needs to do, per reason, in their language; `undefined` where the state is not about a reason. */
export function reasonText(state: ConnectionState, l10n: Localizer): string | undefined {
  const at = effectiveState(state);
  if (at.kind !== 'waiting' && at.kind !== 'refused') return undefined;
  const text = sentenceOf(at.reason, l10n);
  return at.reason.stream === undefined ? text : l10n.t('{0}: {1}', at.reason.stream, text);
}

function sentenceOf(reason: Reason, l10n: Localizer): string {
  switch (reason.kind) {
    case 'noCredential':
      return l10n.t('No credential is stored for this connection. Use Replace Credential to enter one.');
    case 'endpointChanged':
      return l10n.t(
        'The endpoint changed since the credential was entered, so nothing was sent. Use Replace Credential to enter it again.',
      );
    case 'keyring':
    case 'credential':
    case 'forbidden':
    case 'busy':
    case 'cursor':
    case 'network':
    case 'protocol':
    case 'store':
    case 'config':
      return localSentence(reason.message, l10n);
    default:
      return assertNever(reason.kind);
  }
}
