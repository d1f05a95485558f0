import { IntlMessageFormat } from 'intl-messageformat';
import { catalogue, type Key } from './catalogue.ts';

export type { Key } from './catalogue.ts';
export type Values = Record<string, string | number | boolean | Date>;

const compiled = new Map<Key, IntlMessageFormat>();

/**
 * The words for `key` from the message catalogue (content/messages). Sentences with `{values}` are ICU
 * MessageFormat; plain ones are returned as they are.
 */
export function say(key: Key, values?: Values): string {
	const words = catalogue[key];
	if (words === undefined) throw new Error(`the message catalogue has no words for ${key}`);
	if (!words.includes('{') && !words.includes("''")) return words;
	let message = compiled.get(key);
	if (!message) {
		message = new IntlMessageFormat(words, 'en', undefined, { ignoreTag: true });
		compiled.set(key, message);
	}
	return String(message.format(values));
}

/** Whether the catalogue has words for a key that was put together at run time. */
export const knows = (key: string): key is Key => Object.hasOwn(catalogue, key);

/** Words for an error code; unknown codes get the calm general sentence. */
export function sayError(code: string, values?: Values): string {
	const key = `errors.${code}`;
	return say(knows(key) ? key : 'errors.unknown', values);
}
