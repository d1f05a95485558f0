import { knows, say } from '#lib/words/words.ts';
import type { Said } from './shares.ts';

const list = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });

/** The words of a response; a group may have one that has no words any more, which is left out. */
export function sayResponse(kind: string): string | null {
	const key = `shares.response.${kind}`;
	return knows(key) ? say(key) : null;
}

/** "Heron and Birch said: I hear you." Everybody by name, never a number; the reader comes last. */
export function saySaid({ kind, aliases, byMe }: Said): string | null {
	const words = sayResponse(kind);
	if (words === null || (aliases.length === 0 && !byMe)) return null;
	const me = aliases.length === 0 ? say('shares.you') : say('shares.you.in_list');
	// British lists have no comma before the last "and".
	const names = list.format(byMe ? [...aliases, me] : aliases).replace(/, and /, ' and ');
	return say('shares.said', { names, words });
}
