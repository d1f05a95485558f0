import { z } from 'zod';

/** Characters of a note for the door: a sentence or two. */
export const NOTE_MAX = 280;

/** What facilitators noted about somebody, for whoever lets them in. */
export interface DoorNote {
	text: string;
	/** ISO 8601 */
	at: string;
}

/** Somebody who waits to be let in, as the facilitators of the meeting are told. */
export interface AtDoor {
	membershipId: string;
	/** Has not been in a meeting of this group before. */
	isFirst: boolean;
	/** Whole days since they joined. */
	days: number;
	note: DoorNote | null;
}

/** A note as a form sends it; empty words take it away. */
export const NoteInput = z.object({
	membershipId: z.uuid(),
	text: z
		.string()
		.default('')
		.transform((text) => text.trim().replaceAll(/\s+/gu, ' '))
		.pipe(z.string().max(NOTE_MAX, 'too_long')),
	/** when the note was written that this one takes the place of, as it was shown; empty for none */
	replaces: z.string().max(40).default('')
});
export type NoteInput = z.infer<typeof NoteInput>;
