import { collaborationEvent, freshFile, itemEvent, ownFolder } from '../bodies.ts';
import { numericId } from '../company.ts';
import { collabEnforcement, justification } from '../shield.ts';
import { type Cast, type Step, type Story, step } from '../story.ts';
import { OUTSIDERS } from '../texts.ts';
import { ANONYMOUS, type Json } from '../wire.ts';

const link = ({ random }: Cast, id: string, more: Json): Json => ({
  shared_link_id: id,
  version_id: numericId(random, 13),
  ...more,
});

/** A link is made, opened to everybody, used by somebody unknown, and taken back. */
export const openLink: Story = (cast) => {
  const { random } = cast;
  const file = freshFile(cast);
  const id = random.hex(32);
  const event = (type: string, more: Json) => itemEvent(cast, type, file, { details: link(cast, id, more) });
  return [
    step(0, event('SHARE', { access_level: 'collaborators' })),
    step(random.between(5, 60), event('ITEM_SHARED_UPDATE', { access_level: 'company' })),
    step(random.between(5, 60), event('ITEM_SHARED_UPDATE', { access_level: 'open' })),
    step(
      random.between(5, 60),
      itemEvent(cast, 'PREVIEW', file, { by: ANONYMOUS, ip: `192.0.2.${random.between(2, 250)}` }),
    ),
    ...(random.chance(0.4) ? [step(20, event('UPDATE_SHARE_EXPIRATION', { expires_in_days: 7 }))] : []),
    step(random.between(40, 200), event('UNSHARE', { access_level: 'open' })),
  ];
};

/** One collaborator climbs and falls: the same collaboration with one role after another. */
export const roleLadder: Story = (cast) => {
  const { random, colleague } = cast;
  const folder = ownFolder(cast);
  const guest = random.chance(0.6) ? colleague : random.pick(OUTSIDERS);
  const collabId = numericId(random, 10);
  const event = (type: string, role: string) => collaborationEvent(cast, type, folder, { guest, role, collabId });
  const wait = () => random.between(10, 80);
  return [
    step(0, event('COLLABORATION_INVITE', 'Viewer')),
    step(wait(), event('COLLABORATION_ACCEPT', 'Viewer')),
    step(wait(), event('COLLABORATION_ROLE_CHANGE', 'Editor')),
    ...(random.chance(0.5)
      ? [
          step(wait(), event('COLLABORATION_ROLE_CHANGE', 'Co-owner')),
          step(wait(), event('COLLABORATION_ROLE_CHANGE', 'Previewer')),
        ]
      : []),
    ...(random.chance(0.2) ? [step(wait(), event('UPDATE_COLLABORATION_EXPIRATION', 'Editor'))] : []),
    step(wait(), event(random.chance(0.9) ? 'COLLABORATION_REMOVE' : 'COLLABORATION_EXPIRATION', 'Editor')),
  ];
};

/** A single file for somebody outside. */
export const guestOfOneFile: Story = (cast) => {
  const { random } = cast;
  const file = freshFile(cast);
  const guest = random.pick(OUTSIDERS);
  const collabId = numericId(random, 10);
  const event = (type: string) => collaborationEvent(cast, type, file, { guest, role: 'Viewer', collabId });
  return [step(0, event('COLLABORATION_INVITE')), step(random.between(60, 300), event('COLLABORATION_REMOVE'))];
};

/** A confidential folder is to go outside: Shield stops it, asks why, and an administrator lets it pass. */
export const confidentialFolder: Story = (cast) => {
  const { random, admin } = cast;
  const folder = { ...ownFolder(cast), classification: 'Confidential' };
  const invitee = random.pick(OUTSIDERS);
  const details = (more: { readonly justification?: Json } = {}, mode: 'enforced' | 'monitoring' = 'enforced') =>
    collabEnforcement(cast, { item: folder, invitee, mode, ...more });
  const collabId = numericId(random, 10);
  const collaboration = (type: string, role: string) =>
    collaborationEvent(cast, type, folder, { guest: invitee, role, collabId });
  const stopped = (type: string) => itemEvent(cast, type, folder, { details: details() });
  if (random.chance(0.3)) {
    const type = random.pick(['SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED', 'SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED']);
    const mode = random.chance(0.5) ? ('enforced' as const) : ('monitoring' as const);
    return [step(0, itemEvent(cast, type, folder, { details: details({}, mode) }))];
  }
  const steps: Step[] = [
    step(0, stopped('SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED_MISSING_JUSTIFICATION')),
    step(20, stopped('SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED_MISSING_JUSTIFICATION')),
    step(90, (time) =>
      itemEvent(cast, 'SHIELD_JUSTIFICATION_APPROVAL', folder, {
        who: admin,
        details: { shield_justification: justification(cast, folder, time) },
      }),
    ),
    step(5, (time) =>
      itemEvent(cast, 'SHIELD_EXTERNAL_COLLAB_INVITE_JUSTIFIED', folder, {
        details: details({ justification: justification(cast, folder, time) }),
      }),
    ),
    step(2, collaboration('COLLABORATION_INVITE', 'Editor')),
    step(random.between(30, 60), collaboration('COLLABORATION_ACCEPT', 'Editor')),
    step(random.between(30, 60), collaboration('COLLABORATION_ROLE_CHANGE', 'Co-owner')),
    step(random.between(60, 90), collaboration('COLLABORATION_REMOVE', 'Co-owner')),
  ];
  return steps;
};
