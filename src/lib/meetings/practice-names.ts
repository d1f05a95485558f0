import { knows, say } from '#lib/words/words.ts';

/** What a practice is called: by the catalogue, and where it has no name there, by its own id in words. */
export function sayPractice(practice: string): string {
	const key = `meetings.practice.${practice}`;
	return knows(key) ? say(key) : practice.replaceAll('-', ' ');
}
