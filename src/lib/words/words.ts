import { catalogue, type Key } from './catalogue.ts';
import { readWords, type Message, type Values } from './message.ts';

export type { Key } from './catalogue.ts';
export type { Values } from './message.ts';

const read = new Map<Key, string | Message>();

/**
 * The words for `key` from the message catalogue (content/messages). In the browser that is what the scripts of
 * the page may say: a key stands in the code as it is, or its beginning does (scripts/words-for-browsers.ts).
 */
export function say(key: Key, values?: Values): string {
	let message = read.get(key);
	if (message === undefined) {
		const words = catalogue[key] as string | undefined;
		if (words === undefined) throw new Error(`the message catalogue has no words for ${key}`);
		message = readWords(words);
		read.set(key, message);
	}
	return typeof message === 'string' ? message : message(values);
}

/** Whether the catalogue has words for a key that was put together at run time. */
export const knows = (key: string): key is Key => Object.hasOwn(catalogue, key);
