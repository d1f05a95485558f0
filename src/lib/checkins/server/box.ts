import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { open, seal } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { SLEEP, type CheckIn } from '../checkins.ts';

const Stored = z.object({
	feelings: z.array(z.string()),
	own: z.array(z.string()),
	rating: z.int().min(0).max(10).nullable(),
	sleep: z.enum(SLEEP).nullable(),
	line: z.string()
});
export type Said = z.output<typeof Stored>;

/** Boxes are filled up to whole steps: their length must not tell how much somebody had to say. */
const STEP = 2048;
const bound = (checkInId: string) => `check-in:${checkInId}`;

export const keyOf = (tx: Ctx): Promise<Buffer> => accounts.ownKey(tx, 'check-in');

export function sealSaid(key: Buffer, checkInId: string, said: Said): Buffer {
	const text = JSON.stringify(said);
	const bytes = Buffer.byteLength(text);
	const filled = text + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
	return seal(key, bound(checkInId), filled);
}

export function openCheckIn(
	key: Buffer,
	row: { check_in_id: string; box: Buffer; checked_in_at: Date }
): CheckIn {
	const plain = open(key, bound(row.check_in_id), row.box).toString();
	const said = Stored.parse(JSON.parse(plain));
	return { checkInId: row.check_in_id, at: row.checked_in_at, ...said };
}
