/** What vendors' words mean; others are Other, with their word. */
const SUCCESS = [1, 'Success'] as const;
const FAILURE = [2, 'Failure'] as const;

const OUTCOMES: ReadonlyMap<string, readonly [number, string]> = new Map<string, readonly [number, string]>([
  ['success', SUCCESS],
  ['completed', SUCCESS],
  ['accepted', SUCCESS],
  ['allowed', SUCCESS],
  ['signed', SUCCESS],
  ['justified', SUCCESS],
  ['failure', FAILURE],
  ['blocked', FAILURE],
  ['denied', FAILURE],
  ['rejected', FAILURE],
  ['declined', FAILURE],
  ['revoked', FAILURE],
  ['with errors', FAILURE],
]);

const FINDINGS: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['open', [1, 'New']],
  ['ignored', [3, 'Suppressed']],
  ['resolved', [4, 'Resolved']],
  ['closed', [4, 'Resolved']],
]);

/** `status_id` and its caption; nothing where the vendor says nothing. A finding's status is where it stands, that of other classes how it ended. */
export function statusOf(word: string | undefined, finding: boolean): object {
  if (word === undefined) return {};
  const [status_id, status] = (finding ? FINDINGS : OUTCOMES).get(word) ?? [99, word];
  return { status_id, status };
}
