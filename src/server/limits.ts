import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { asSystem, type Ctx } from './ctx.ts';
import { tooMany } from './errors.ts';

/** A token bucket: `burst` at once, then one more every `every` milliseconds. */
export interface Limit {
	what: string;
	burst: number;
	every: number;
}

/**
 * Takes one token of the bucket that `key` names, or throws `too_many` with the seconds to wait, after
 * which it will be given. Kept in PostgreSQL, so it holds across processes and restarts. Never locks
 * anybody out: a refused attempt takes nothing, so a bucket refills whoever goes on trying.
 */
export async function take(ctx: Ctx, limit: Limit, key: Buffer): Promise<void> {
	const { what, burst, every } = limit;
	// A negative number says that the last attempt was refused: it stands for that number plus one.
	const { rows } = await sql<{ left: number }>`
		select take_token(${key}, ${what}, ${burst}, ${1000 / every}, ${ctx.now()},
			${!ctx.db.isTransaction}) as left`.execute(ctx.db);
	const { left } = rows[0]!;
	if (left < 0) throw tooMany(Math.max(1, Math.ceil(Math.round(-left * limit.every) / 1000)));
}

/** The key of an account's bucket. */
export const accountKey = (ctx: Ctx, nameOrId: string): Buffer =>
	ctx.keys.mac('throttle-account', nameOrId);

/** Which part of an IPv6 address is one network: a household's, or all that one customer may have. */
type Width = 56 | 48;

/**
 * The key of a network's bucket: the address without its last part (IPv4 /24, IPv6 /56 or /48), hashed
 * with today's salt. The salt is thrown away the next day; then nobody can tell which network it was.
 */
export async function networkKey(ctx: Ctx, address: string, width: Width = 56): Promise<Buffer> {
	const today = ctx.now().toISOString().slice(0, 10);
	const { rows } = await asSystem(ctx, 'limit:salt', (tx) =>
		sql<{ salt: Buffer }>`
			insert into throttle_salt (day, salt) values (${today}, ${randomBytes(32)})
			on conflict (day) do update set day = excluded.day returning salt`.execute(tx.db)
	);
	return createHmac('sha256', rows[0]!.salt).update(networkOf(address, width)).digest();
}

/** The network part of an address: enough to slow a flood, too little to name a household for sure. */
export function networkOf(address: string, width: Width = 56): string {
	const v4 = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
	if (v4) return v4[1]!;
	const [head = ''] = address.split('%');
	const [left = '', right] = head.split('::');
	const parts = left.split(':').filter(Boolean);
	if (right !== undefined) while (parts.length < 4) parts.push('0');
	const network = parts.slice(0, 4).map((part) => part.padStart(4, '0'));
	return network.join('').slice(0, width / 4);
}

/** Forgets old salts and buckets that are full again. Run by the worker. */
export async function sweepThrottles(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	await asSystem(ctx, 'limit:sweep', async (tx) => {
		await sql`delete from throttle_salt where day < ${now.toISOString().slice(0, 10)}::date`.execute(
			tx.db
		);
		await sql`delete from throttle where refilled_at < ${now}::timestamptz - interval '1 day'`.execute(
			tx.db
		);
	});
}
