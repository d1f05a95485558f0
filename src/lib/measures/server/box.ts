import { createHmac } from 'node:crypto';
import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { open, seal } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';

const values = z.array(z.number().nullable()).max(60);
/** What a set's box holds: also which measure it was, and when. */
const Stored = z.object({
	...{ measure: z.string(), version: z.int(), day: z.iso.date() },
	...{ gate: z.boolean().nullable(), values }
});
export type Stored = z.output<typeof Stored>;
/** What a draft's box holds. */
const Draft = Stored.omit({ day: true });
type Draft = z.output<typeof Draft>;

export const keyOf = (tx: Ctx): Promise<Buffer> => accounts.ownKey(tx, 'measure');

const boundSet = (setId: string) => `answer-set:${setId}`;
/** Boxes are filled up to one length: it must not tell which measure it was, nor how much was answered. */
const LENGTH = 1024;

/** Encrypts a set for its very row: moved to another one it does not open. */
export const sealSet = (key: Buffer, setId: string, stored: Stored): Buffer =>
	seal(key, boundSet(setId), JSON.stringify(stored).padEnd(LENGTH));
export const openSet = (key: Buffer, row: { set_id: string; box: Buffer }): Stored =>
	Stored.parse(JSON.parse(open(key, boundSet(row.set_id), row.box).toString()));

/** Where a measure's draft lies: whoever has no key of the person cannot tell which one it is. */
export const slotOf = (key: Buffer, measure: string): Buffer =>
	createHmac('sha256', key).update(`draft:${measure}`).digest();

const boundDraft = (slot: Buffer) => `answer-draft:${slot.toString('hex')}`;
export const sealDraft = (key: Buffer, slot: Buffer, draft: Draft): Buffer =>
	seal(key, boundDraft(slot), JSON.stringify(draft).padEnd(LENGTH));
export const openDraft = (key: Buffer, row: { slot: Buffer; box: Buffer }): Draft =>
	Draft.parse(JSON.parse(open(key, boundDraft(row.slot), row.box).toString()));
