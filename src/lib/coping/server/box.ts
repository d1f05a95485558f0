import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { open, seal } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { SYMPTOMS } from '../library.ts';
import { LATER } from '../practices.ts';

const score = z.int().min(0).max(10).nullable();
const later = z.enum(LATER).nullable();
/** What a try's box holds. */
const Stored = z.object({
	strategy: z.string(),
	symptom: z.enum(SYMPTOMS).nullable(),
	before: score,
	after: score,
	/** Whether it was to be asked about later. */
	asks: z.boolean(),
	later: z.object({ 3: later, 7: later })
});
export type Stored = z.output<typeof Stored>;

/** What the key of these boxes is derived for. */
export const PURPOSE = 'practice';
export const keyOf = (tx: Ctx): Promise<Buffer> => accounts.ownKey(tx, PURPOSE);

const bound = (practiceId: string) => `practice:${practiceId}`;
/** Boxes are filled up to one length: it must not tell which strategy it was, nor how much was said. */
const LENGTH = 256;

/** Encrypts a try for its very row: moved to another one it does not open. */
export const sealTry = (key: Buffer, practiceId: string, stored: Stored): Buffer =>
	seal(key, bound(practiceId), JSON.stringify(stored).padEnd(LENGTH));

export const openTry = (key: Buffer, row: { practice_id: string; box: Buffer }): Stored =>
	Stored.parse(JSON.parse(open(key, bound(row.practice_id), row.box).toString()));
