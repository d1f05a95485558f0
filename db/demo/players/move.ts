import type { Unsent } from '#lib/meetings/live/live-link.ts';
import type { View } from './view.ts';

export type Sent = Unsent | { t: 'words'; text: string };

/** Something that one of them is about to do, if the room is still so that they would. */
export interface Move {
	/** The same key is done once. */
	key: string;
	/** Milliseconds at a human pace. */
	after: number;
	send: Sent[];
	/** Then they go. */
	goes?: true;
}

/** What somebody would do now, the most important first. Decided from what they see, nothing else. */
export type Mind = (view: View) => Move[];

export const second = 1_000;
export const minute = 60 * second;

/** As long as it takes to think of it and to write it. */
export const toWrite = (text: string): number => 1.5 * second + text.length * 45;
/** As long as it takes the others to read it, without hurry. */
export const toRead = (text: string): number => 2 * second + text.length * 50;

export const saying = (key: string, text: string, pause = 0): Move => ({
	...{ key, after: pause + toWrite(text) },
	send: [{ t: 'words', text }]
});
