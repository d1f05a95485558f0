import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Ctx } from '#server/ctx.ts';
import { tooMany } from '#server/errors.ts';
import { meetingGuide } from './feeds.ts';
import { feedTag } from './leaving.ts';

/** A whole feed as it leaves: packed with gzip, and the mark of the directory it was written from. */
export interface WholeFeed {
	tag: string;
	packed: Buffer;
}
type Form = Parameters<typeof meetingGuide>[1];

interface Kept {
	feed: WholeFeed | null;
	/** Not written anew before, on the clock of `performance`. */
	restsUntil: number;
	/** Somebody asks already: whether it is still right, and what it is. */
	asking: Promise<WholeFeed> | null;
}
/** By what was asked for; what was asked for longest ago stands first. */
type AllKept = Map<string, Kept>;
const kept = new WeakMap<object, AllKept>();
/** What the feeds that are kept take together. */
export const mostKept = 128 * 1024 * 1024;
/** Writing takes at most a third of the time, however often the directory changes or somebody asks. */
const restFor = 2;
/** Pieces go together: each crossing costs more than the piece. */
const pieceLength = 65_536;

/**
 * The whole directory in a format of others, written once for each change however many ask: asking again
 * costs no more than sending it. Everybody who asks while it is written gets that one. Feeds are kept up to
 * `most` bytes together, those asked for last; one that is not kept can be had again when writing has rested.
 * @throws too_many with the seconds until then
 */
export async function wholeFeed(
	ctx: Ctx,
	form: Form,
	origin: string,
	most = mostKept
): Promise<WholeFeed> {
	const all = kept.get(ctx.db) ?? (new Map() as AllKept);
	kept.set(ctx.db, all);
	const which = `${form} ${origin}`;
	const state = all.get(which) ?? { feed: null, restsUntil: 0, asking: null };
	all.delete(which);
	all.set(which, state);
	const rests = state.restsUntil === 0 ? 0 : state.restsUntil - performance.now();
	if (rests > 0 && state.feed) return state.feed;
	if (rests > 0 && !state.asking) throw tooMany(Math.ceil(rests / 1000));
	state.asking ??= newest(ctx, form, origin, state).finally(() => {
		state.asking = null;
		letGo(all, most);
	});
	return state.asking;
}

/** Lets go of what was asked for longest ago, until the rest fits. */
function letGo(all: AllKept, most: number): void {
	let bytes = 0;
	for (const { feed } of all.values()) bytes += feed?.packed.length ?? 0;
	for (const state of all.values()) {
		if (bytes <= most) return;
		bytes -= state.feed?.packed.length ?? 0;
		state.feed = null;
	}
}

async function newest(ctx: Ctx, form: Form, origin: string, state: Kept): Promise<WholeFeed> {
	// Read before the listings: what changes meanwhile has another mark, and is written next time.
	const tag = await feedTag(ctx);
	if (state.feed?.tag === tag) return state.feed;
	const began = performance.now();
	const { chunks } = await meetingGuide(ctx, form, origin);
	const packed = await pipeline(Readable.from(joined(chunks)), createGzip({ level: 4 }), buffer);
	const ended = performance.now();
	const feed = { tag, packed };
	state.feed = feed;
	state.restsUntil = ended + restFor * (ended - began);
	return feed;
}

async function* joined(chunks: AsyncIterable<string>): AsyncGenerator<Buffer> {
	let piece = '';
	for await (const chunk of chunks) {
		piece += chunk;
		if (piece.length < pieceLength) continue;
		yield Buffer.from(piece);
		piece = '';
	}
	if (piece) yield Buffer.from(piece);
}
