import { knows, say, type Values } from './words.ts';

/** Words for an error code; unknown codes get the calm general sentence. For the server, which says them all. */
export function sayError(code: string, values?: Values): string {
	const key = `errors.${code}`;
	return say(knows(key) ? key : 'errors.unknown', values);
}
