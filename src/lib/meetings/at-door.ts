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

/** The door as those who lead the meeting are told of it. */
export interface Door {
	people: AtDoor[];
	/** Looks after the group, and so writes notes: whoever steps in reads them. */
	mayNote: boolean;
}

const Note = z.object({
	membershipId: z.uuid(),
	text: z
		.string()
		.default('')
		.transform((text) => text.trim().replaceAll(/\s+/gu, ' '))
		.pipe(z.string().max(NOTE_MAX, 'too_long')),
	/** when the note was written that this one takes the place of, as it was shown; empty for none */
	replaces: z.string().max(40).default(''),
	/** the button that deletes it */
	away: z.string().max(10).optional()
});
/** A note as a form sends it; without words it is taken away. */
export const NoteInput = Note.transform(({ away, text, ...note }) => ({
	...note,
	text: away === undefined ? text : ''
}));
export type NoteInput = z.infer<typeof NoteInput>;
