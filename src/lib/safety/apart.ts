import { z } from 'zod';

/** Being kept apart from somebody, and saying that one may know somebody. Safe for the browser. */
export type { Apart } from '#lib/accounts/accounts.ts';

/** Where: in this one group, or wherever the two could meet. */
export const wheres = ['group', 'everywhere'] as const;

const id = z.uuid('invalid');
export const ApartInput = z.object({ membershipId: id, where: z.enum(wheres, 'choose') });
export type ApartInput = z.infer<typeof ApartInput>;
export const EndApartInput = z.object({ apartId: z.string().regex(/^[0-9a-f]{64}$/, 'invalid') });
export type EndApartInput = z.infer<typeof EndApartInput>;

/** Somebody whom I have met in a group: they wrote, look after it, or were in a meeting with me. */
export interface Met {
	membershipId: string;
	alias: string;
	mark: string;
}
