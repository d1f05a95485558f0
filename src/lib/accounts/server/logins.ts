import { hash as oneShot, randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { after, day, hour } from '#server/clock.ts';
import { askedTogether } from '#server/asked-together.ts';
import { inTransaction, type Ctx, type StaffRole } from '#server/ctx.ts';
import type { DB } from '#server/db/schema.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { newId } from '#server/ids.ts';
import type { KeyRing } from '#server/keyring.ts';
import { absolute, type LoginSummary, type NewLogin } from '../accounts.ts';
import { isSignedIn } from './policy.ts';
import { presentLogin } from './present.ts';

/** 160 bits, as OWASP ASVS asks for with room to spare. */
const tokenBytes = 20;
const longestToken = 64;
/** Random already: a fast hash keeps a stolen table from opening logins, a slow one would add nothing. */
const hash = (token: string): Buffer => oneShot('sha256', token, 'buffer');

/** What the two cookies of a login hold. */
interface Halves {
	token: string;
	here: string;
}
const isPair = ({ token, here }: Halves): boolean =>
	[token, here].every((half) => half.length > 0 && half.length <= longestToken);
const hashed = ({ token, here }: Halves): { token: Buffer; here: Buffer } => ({
	token: hash(token),
	here: hash(here)
});

interface LoginRow {
	account_id: string;
	login_id: string;
	roles: StaffRole[];
	is_private_device: boolean;
}

export interface Identified {
	accountId: string;
	loginId: string;
	roles: StaffRole[];
	isPrivateDevice: boolean;
}

/** Somebody who looks at pages. */
export interface Reader extends Identified {
	/** Notices they have not seen: every page says so, and it takes no question of its own. */
	unseen: number;
}

const presentIdentified = (row: LoginRow): Identified => ({
	accountId: row.account_id,
	loginId: row.login_id,
	roles: row.roles,
	isPrivateDevice: row.is_private_device
});

/**
 * Whose login this is, or null. Both halves are needed: Leave now deletes the script-readable one
 * without asking a server. One round trip; `seen_at` moves at most once a minute, so an idle login ends
 * nine to ten minutes after the last sign of its person. What a page asks by itself is no such sign.
 */
export async function identify(
	db: Kysely<DB>,
	_keys: KeyRing,
	halves: Halves,
	now: Date,
	isSign = true
): Promise<Reader | null> {
	if (!isPair(halves)) return null;
	const { token, here } = hashed(halves);
	const { rows } = await sql<LoginRow & { unseen: number }>`
		select * from identify_login(${token}, ${here}, ${now}, ${isSign})`.execute(db);
	const [row] = rows;
	return row ? { ...presentIdentified(row), unseen: row.unseen } : null;
}

const askOfMany = askedTogether<Halves, Identified | null>(async (ctx, many) => {
	const pairs = many.map(hashed);
	const { rows } = await sql<LoginRow & { nr: string }>`
		select * from identify_logins(
			${pairs.map(({ token }) => token)}::bytea[], ${pairs.map(({ here }) => here)}::bytea[],
			${ctx.now()})`.execute(ctx.db);
	const found = new Map(rows.map((row) => [Number(row.nr), presentIdentified(row)]));
	return many.map((_, index) => found.get(index + 1) ?? null);
});

/** The same for a door to which hundreds come within a second: see `askedTogether`. */
export const identifyAtDoor = async (ctx: Ctx, halves: Halves): Promise<Identified | null> =>
	isPair(halves) ? askOfMany(ctx, halves) : null;

/** Begins a login inside the transaction that proved who it is for. */
export async function beginLogin(
	tx: Ctx,
	accountId: string,
	privateDevice: boolean
): Promise<NewLogin> {
	const token = randomBytes(tokenBytes).toString('base64url');
	const here = randomBytes(tokenBytes).toString('base64url');
	const now = tx.now();
	const life = privateDevice ? absolute.privateDays * day : absolute.hours * hour;
	const endsAt = after(now, life);
	await tx.db
		.insertInto('login')
		.values({
			login_id: newId(now),
			token_hash: hash(token),
			here_hash: hash(here),
			account_id: accountId,
			is_private_device: privateDevice,
			began_at: now,
			seen_at: now,
			ends_at: endsAt,
			proved_at: now
		})
		.execute();
	return { accountId, token, here, endsAt, privateDevice };
}

/** The living logins of the person who asks, the latest seen first. */
export async function logins(ctx: Ctx): Promise<LoginSummary[]> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('login')
			.select(['login_id', 'began_at', 'seen_at', 'ends_at', 'is_private_device'])
			.where('account_id', '=', actor.accountId)
			.where(isAlive(ctx.now()))
			.orderBy('seen_at', 'desc')
			.orderBy('login_id')
			.execute();
		return rows.map((row) => presentLogin(row, actor.loginId));
	});
}

/** Ends the login that asks; sockets opened with it close. Nobody signed in is no error. */
export async function signOut(ctx: Ctx): Promise<void> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) return;
	await inTransaction(ctx, (tx) => endOne(tx, actor.accountId, actor.loginId));
}

/** Ends one of the person's own logins; others' and unknown ones are not found. */
export async function endLogin(ctx: Ctx, input: { loginId: string }): Promise<void> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	await inTransaction(ctx, async (tx) => {
		allow(await endOne(tx, actor.accountId, input.loginId), notFound);
	});
}

/** Ends all logins of the person but the one that asks. Answers how many. */
export async function endOtherLogins(ctx: Ctx): Promise<number> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	return inTransaction(ctx, (tx) => endAll(tx, actor.accountId, actor.loginId));
}

async function endOne(tx: Ctx, accountId: string, loginId: string): Promise<boolean> {
	const gone = await tx.db
		.deleteFrom('login')
		.where('login_id', '=', loginId)
		.where('account_id', '=', accountId)
		.returning('login_id')
		.executeTakeFirst();
	if (gone) await append(tx, { kind: 'account', id: accountId }, 'login_ended', { loginId });
	return gone !== undefined;
}

/** Ends every login of an account, but `except`. Within the transaction that has a reason to. */
export async function endAll(tx: Ctx, accountId: string, except?: string): Promise<number> {
	let query = tx.db.deleteFrom('login').where('account_id', '=', accountId);
	if (except) query = query.where('login_id', '!=', except);
	const gone = await query.returning('login_id').execute();
	await append(tx, { kind: 'account', id: accountId }, 'logins_ended', { except: except ?? null });
	return gone.length;
}

/** Neither past its absolute end nor idle for too long. */
export const isAlive = (now: Date) =>
	sql<boolean>`(ends_at > ${now} and seen_at > ${now}::timestamptz - login_idle(is_private_device))`;
