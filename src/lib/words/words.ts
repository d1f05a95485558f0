import { catalogue, type Key } from './catalogue.ts';
import { readMessage, type Message, type Values } from './message.ts';

export type { Key } from './catalogue.ts';
export type { Values } from './message.ts';

const read = new Map<Key, string | Message>();

/**
 * The words for `key` from the message catalogue (content/messages). Sentences with `{values}` are ICU
 * MessageFormat; plain ones are returned as they are.
 */
export function say(key: Key, values?: Values): string {
	let message = read.get(key);
	if (message === undefined) {
		const words = catalogue[key] as string | undefined;
		if (words === undefined) throw new Error(`the message catalogue has no words for ${key}`);
		message = /\{|''/.test(words) ? readMessage(words) : words;
		read.set(key, message);
	}
	return typeof message === 'string' ? message : message(values);
}

/** Whether the catalogue has words for a key that was put together at run time. */
export const knows = (key: string): key is Key => Object.hasOwn(catalogue, key);

/** Words for an error code; unknown codes get the calm general sentence. */
export function sayError(code: string, values?: Values): string {
	const key = `errors.${code}`;
	return say(knows(key) ? key : 'errors.unknown', values);
}
