import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Ctx } from '#server/ctx.ts';
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
const kept = new WeakMap<object, Map<string, Kept>>();
/** Writing takes at most a third of the time, however often the directory changes or somebody asks. */
const restFor = 2;
/** Pieces go together: each crossing costs more than the piece. */
const pieceLength = 65_536;

/**
 * The whole directory in a format of others, written once for each change however many ask: asking again
 * costs no more than sending it. Everybody who asks while it is written gets that one.
 */
export async function wholeFeed(ctx: Ctx, form: Form, origin: string): Promise<WholeFeed> {
	const state = stateOf(ctx, `${form} ${origin}`);
	if (state.feed && performance.now() < state.restsUntil) return state.feed;
	state.asking ??= newest(ctx, form, origin, state).finally(() => (state.asking = null));
	return state.asking;
}

function stateOf(ctx: Ctx, which: string): Kept {
	let all = kept.get(ctx.db);
	if (!all) kept.set(ctx.db, (all = new Map<string, Kept>()));
	let state = all.get(which);
	if (!state) all.set(which, (state = { feed: null, restsUntil: 0, asking: null }));
	return state;
}

async function newest(ctx: Ctx, form: Form, origin: string, state: Kept): Promise<WholeFeed> {
	// Read before the listings: what changes meanwhile has another mark, and is written next time.
	const tag = await feedTag(ctx);
	if (state.feed?.tag === tag) return state.feed;
	const began = performance.now();
	const { chunks } = await meetingGuide(ctx, form, origin);
	const packed = await pipeline(Readable.from(joined(chunks)), createGzip({ level: 4 }), buffer);
	const ended = performance.now();
	state.feed = { tag, packed };
	state.restsUntil = ended + restFor * (ended - began);
	return state.feed;
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
