import type { Limits } from './reading.ts';
import { FeedEnds } from './reading.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');
/** Text reaches the parsers in pieces of this size at most, so that none holds more than one. */
const piece = 64 * 1024;

export interface TextState {
	bytes: number;
	/** Some bytes were no UTF-8 and have been read as Windows-1252. */
	repaired: boolean;
}

/**
 * The feed's text: UTF-8, UTF-16 where a byte order mark says so, and wherever bytes are no UTF-8 the
 * letters Windows-1252 has for them, run by run, since one pasted row does not change the others.
 * Throws `FeedEnds` past the limit and when the bytes stop with an error.
 */
export async function* textOf(
	source: AsyncIterable<Uint8Array>,
	limits: Limits,
	state: TextState
): AsyncGenerator<string> {
	let decode: Decode | null = null;
	let head: Buffer | null = Buffer.alloc(0);
	for await (const chunk of bounded(source, limits, state)) {
		let part: Uint8Array = chunk;
		if (head) {
			head = Buffer.concat([head, chunk]);
			if (head.length < 3) continue;
			part = head;
			head = null;
		}
		if (!decode) [decode, part] = choose(part, state);
		for (let at = 0; at < part.length; at += piece) {
			const text = decode(part.subarray(at, at + piece), false);
			if (text) yield text;
		}
	}
	let rest: Uint8Array = head ?? Buffer.alloc(0);
	if (!decode) [decode, rest] = choose(rest, state);
	const text = decode(rest, true);
	if (text) yield text;
}

type Decode = (bytes: Uint8Array, last: boolean) => string;

async function* bounded(source: AsyncIterable<Uint8Array>, limits: Limits, state: TextState) {
	try {
		for await (const chunk of source) {
			state.bytes += chunk.length;
			if (state.bytes > limits.bytes) {
				throw new FeedEnds('feed_too_big', `${limits.bytes}`);
			}
			yield chunk;
		}
	} catch (error) {
		// Whatever broke the connection, the rows before it have been read.
		throw error instanceof FeedEnds ? error : new FeedEnds('feed_cut_off');
	}
}

function choose(head: Uint8Array, state: TextState): [Decode, Uint8Array] {
	const [a, b, c] = head;
	if (a === 0xff && b === 0xfe) return [wide('utf-16le'), head.subarray(2)];
	if (a === 0xfe && b === 0xff) return [wide('utf-16be'), head.subarray(2)];
	const mark = a === 0xef && b === 0xbb && c === 0xbf;
	return [narrow(state), mark ? head.subarray(3) : head];
}

function wide(label: string): Decode {
	const decoder = new TextDecoder(label);
	return (bytes, last) => decoder.decode(bytes, { stream: !last });
}

function narrow(state: TextState): Decode {
	let carry: Uint8Array = Buffer.alloc(0);
	return (bytes, last) => {
		const all = carry.length > 0 ? Buffer.concat([carry, bytes]) : bytes;
		// A character never begins before an ASCII byte and ends behind it: there it is safe to cut.
		let cut = all.length;
		if (!last) while (cut > 0 && cut > all.length - 64 && all[cut - 1]! >= 0x80) cut -= 1;
		carry = all.slice(cut);
		return mended(all.subarray(0, cut), state);
	};
}

function mended(bytes: Uint8Array, state: TextState): string {
	try {
		return utf8.decode(bytes);
	} catch {
		state.repaired = true;
	}
	let text = '';
	let at = 0;
	while (at < bytes.length) {
		const isPlain = bytes[at]! < 0x80;
		let end = at + 1;
		while (end < bytes.length && bytes[end]! < 0x80 === isPlain) end += 1;
		text += run(bytes.subarray(at, end));
		at = end;
	}
	return text;
}

function run(bytes: Uint8Array): string {
	try {
		return utf8.decode(bytes);
	} catch {
		return windows1252.decode(bytes);
	}
}
