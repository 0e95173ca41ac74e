import type { ConnectionService, ConnectionView } from '../../connection/contract.ts';
import { GroupNode } from '../events/groupModel.ts';

/** The connection that a command was called for: a node of the tree, or an id. */
export function connectionIdOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return undefined;
  if (argument.kind === 'connection' && 'id' in argument && typeof argument.id === 'string') return argument.id;
  return 'connection' in argument && argument.kind !== 'event' ? connectionIdOf(argument.connection) : undefined;
}

export function connectionOf(argument: unknown, service: ConnectionService): ConnectionView | undefined {
  const id = connectionIdOf(argument);
  return id === undefined ? undefined : service.get(id);
}

export function groupOf(argument: unknown): GroupNode | undefined {
  return argument instanceof GroupNode ? argument : undefined;
}

/** The group of a "N more…" node. */
export function parentGroupOf(argument: unknown): GroupNode | undefined {
  return typeof argument === 'object' && argument !== null && 'parent' in argument
    ? groupOf(argument.parent)
    : undefined;
}
