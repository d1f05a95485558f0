import { hash } from 'node:crypto';
import type { Ctx } from '#server/ctx.ts';
import type { KeyRing } from '#server/keyring.ts';
import { invalid } from '#server/errors.ts';
import type { Position, Query } from './search/query.ts';

/** A cursor lives as long as somebody may reasonably read one list. */
const longest = 60 * 60_000;

/** What makes two searches the same one: all but where it goes on, how much of it, and the clock. */
const meaningOf = ({
	now: _now,
	after: _after,
	limit: _limit,
	counted: _counted,
	...rest
}: Query) => JSON.stringify(rest);

const secrets = new WeakMap<KeyRing, string>();
function secretOf({ keys }: Ctx): string {
	let secret = secrets.get(keys);
	if (!secret) secrets.set(keys, (secret = keys.mac('directory-cursor', '').toString('base64url')));
	return secret;
}

/** Half of the hash: what is left out keeps anybody from adding to what it was made of. */
const tagOf = (ctx: Ctx, query: Query, body: string): string =>
	hash('sha256', `${secretOf(ctx)}\0${meaningOf(query)}\0${body}`, 'base64url').slice(0, 22);

/** Opaque, and of this very search: it says nothing without it and fits no other. */
export function writeCursor(ctx: Ctx, query: Query, after: Position): string {
	const at = Number.isFinite(after.at) ? after.at : null;
	const body = Buffer.from(JSON.stringify([at, after.day, after.id, query.now])).toString(
		'base64url'
	);
	return `${body}.${tagOf(ctx, query, body)}`;
}

/** @throws invalid {cursor} when it is not one, too old, or of another search */
export function readCursor(ctx: Ctx, query: Query, text: string): Position {
	const [body = '', tag, ...more] = text.split('.');
	if (more.length > 0 || tag !== tagOf(ctx, query, body)) throw invalid({ cursor: 'cursor' });
	const [at, day, id, made] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
		number | null,
		number,
		string,
		number
	];
	if (ctx.now().getTime() - made > longest) throw invalid({ cursor: 'cursor_old' });
	return { at: at ?? Infinity, day, id };
}
