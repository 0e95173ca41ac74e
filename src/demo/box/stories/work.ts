import { freshFile, itemEvent } from '../bodies.ts';
import { mini, numericId } from '../company.ts';
import { type Story, step } from '../story.ts';
import { OUTSIDERS } from '../texts.ts';
import type { Json } from '../wire.ts';

/** What people say about a file, and what they ask of each other. */
export const talk: Story = (cast) => {
  const { random, colleague, department } = cast;
  const file = random.pick(department.files);
  const comment = { comment_id: numericId(random, 9), message: 'Please look at page 3.' };
  const task = { id: numericId(random, 9), message: 'Review until Friday', due_at: null };
  const assignment = (status: string): Json => ({
    task,
    task_assignment: { assigned_to: mini(colleague), status },
  });
  return [
    step(0, itemEvent(cast, 'COMMENT_CREATE', file, { details: comment })),
    ...(random.chance(0.3) ? [step(40, itemEvent(cast, 'COMMENT_DELETE', file, { details: comment }))] : []),
    ...(random.chance(0.5)
      ? [
          step(20, itemEvent(cast, 'TASK_CREATE', file, { details: { task } })),
          step(1, itemEvent(cast, 'TASK_ASSIGNMENT_CREATE', file, { details: assignment('incomplete') })),
          step(
            90,
            itemEvent(cast, 'TASK_ASSIGNMENT_UPDATE', file, { who: colleague, details: assignment('completed') }),
          ),
        ]
      : []),
  ];
};

/** A document to be signed: it ends with a signature, a refusal, a withdrawal, or not in time. */
export const signRequest: Story = (cast) => {
  const { random } = cast;
  const file = { ...freshFile(cast), name: 'Non-disclosure agreement.pdf' };
  const signer = random.pick(OUTSIDERS);
  const id = random.guid();
  const event = (type: string, status: string) =>
    itemEvent(cast, type, file, {
      details: { sign_request: { id, status, signers: [{ email: signer, role: 'signer' }] }, ekm_id: random.guid() },
    });
  const ends = {
    signed: ['SIGN_DOCUMENT_SIGNED', 'SIGN_DOCUMENT_COMPLETED', 'SIGNER_DOWNLOADED'],
    declined: ['SIGN_DOCUMENT_DECLINED'],
    cancelled: ['SIGN_DOCUMENT_CANCELLED'],
    expired: ['SIGNER_FORWARDED', 'SIGN_DOCUMENT_EXPIRED'],
  } as const;
  const end = random.pick(['signed', 'signed', 'declined', 'cancelled', 'expired']);
  const seen = random.pick(['SIGN_DOCUMENT_VIEWED_BY_SIGNER', 'SIGN_DOCUMENT_VIEWED_BY_SIGNED']);
  return [
    step(0, event('SIGN_DOCUMENT_CONVERTED', 'converting')),
    step(3, event('SIGN_DOCUMENT_CREATED', 'created')),
    step(2, event('SIGN_DOCUMENT_ASSIGNED', 'sent')),
    step(random.between(30, 90), event(seen, 'viewed')),
    ...ends[end].map((type) => step(random.between(20, 60), event(type, end))),
  ];
};
