/**
 * Who is kept apart from whom. The table holds keyed hashes and a box of one length; only the key file makes
 * anything of them, and only for two people that somebody already names. Accounts keep it, because it goes with
 * either account in the same transaction; the features above say what follows from it.
 */
import { sql } from 'kysely';
import { open, seal } from '#server/crypto.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { conflict, signInFirst } from '#server/errors.ts';
import { mostApart, type Apart } from '../apart.ts';
import { ownKey } from './own-key.ts';

/** Two people who may be brought together, in one group or, without one, anywhere. */
export interface Pair {
	one: string;
	other: string;
	groupId?: string | null;
}

const macOf = ({ keys }: Ctx, purpose: string, parts: readonly string[]): string =>
	keys.mac(`apart:${purpose}`, parts.join(' ')).toString('hex');
const inDb = (hashes: readonly string[]) =>
	sql`any(array(select decode(h, 'hex') from unnest(${[...hashes]}::text[]) h))`;
const everywhere = '';

const tagsOf = (ctx: Ctx, { one, other, groupId }: Pair): string[] =>
	[everywhere, ...(groupId ? [groupId] : [])].flatMap((where) => [
		macOf(ctx, 'pair', [where, one, other]),
		macOf(ctx, 'pair', [where, other, one])
	]);

/**
 * Whether these are kept apart, whoever of the two asked, in their order. As many steps for those who are as for
 * those who are not. For the system.
 */
export async function areApart(system: Ctx, pairs: readonly Pair[]): Promise<boolean[]> {
	const tags = pairs.map((pair) => tagsOf(system, pair));
	if (tags.length === 0) return [];
	const { rows } = await sql<{ tag: string }>`
		select encode(tag, 'hex') as tag from apart where tag = ${inDb(tags.flat())}`.execute(system.db);
	const kept = new Set(rows.map((row) => row.tag));
	return tags.map((own) => own.some((tag) => kept.has(tag)));
}

/** Those of `others` whom this person is kept apart from. For the system. */
export async function apartFrom(
	system: Ctx,
	accountId: string,
	others: readonly string[],
	groupId: string | null = null
): Promise<ReadonlySet<string>> {
	const pairs = others.map((other) => ({ one: accountId, other, groupId }));
	const are = await areApart(system, pairs);
	return new Set(others.filter((_, index) => are[index]));
}

/** Whether anybody here asked to be kept apart from anybody: where nobody did, nothing needs to be looked for. */
export async function anybodyApart(system: Ctx): Promise<boolean> {
	const { rows } = await sql<{ some: boolean }>`
		select exists (select from apart) as some`.execute(system.db);
	return rows[0]!.some;
}

/** One in so many is looked at by chance, in each group and month. */
const oneIn = 8;
const monthOf = (now: Date): string => now.toISOString().slice(0, 7);

/**
 * Whether a facilitator looks before this person comes into a group at once, whoever is in it: always for those
 * who asked to be kept apart from somebody, so that their own asking finds nobody; and for some by chance, so that
 * waiting says nothing. The same all month. For the system.
 */
export async function looksFirst(
	system: Ctx,
	accountId: string,
	groupId: string
): Promise<boolean> {
	const by = macOf(system, 'by', [everywhere, accountId]);
	const { rows } = await sql<{ asked: boolean; some: boolean }>`
		select exists (select from apart where by_tag = ${inDb([by])}) as asked,
			exists (select from apart) as some`.execute(system.db);
	const { asked, some } = rows[0]!;
	return asked || (some && isDrawn(system, accountId, groupId));
}

export const isDrawn = ({ keys, now }: Ctx, accountId: string, groupId: string): boolean =>
	keys.mac('apart:draw', `${accountId} ${groupId} ${monthOf(now())}`)[0]! % oneIn === 0;

const boundOf = (tag: string) => `apart:${tag}`;
/** Boxes are filled up to one length: it must not tell how long a name is. */
const LENGTH = 700;

/**
 * Asks that who asks is kept apart from somebody, in one group or everywhere, with what they will know it by.
 * Asked for again it is there once. In the transaction of who asks. @throws sign_in_first, apart_many
 */
export async function keepApart(
	tx: Ctx,
	given: { of: string; groupId: string | null; label: Omit<Apart, 'apartId' | 'isEverywhere'> }
): Promise<void> {
	const by = accountOf(tx);
	if (!by) throw signInFirst();
	const where = given.groupId ?? everywhere;
	const tag = macOf(tx, 'pair', [where, by, given.of]);
	const mine = macOf(tx, 'by', [where, by]);
	const label = Buffer.from(JSON.stringify(given.label));
	const filled = Buffer.concat([label, Buffer.alloc(Math.max(0, LENGTH - label.length), ' ')]);
	const box = seal(await ownKey(tx, 'apart'), boundOf(tag), filled);
	await asSystem(tx, 'accounts: somebody asks to be kept apart', async ({ db }) => {
		await sql`select pg_advisory_xact_lock(hashtextextended(${`apart:${by}`}, 0))`.execute(db);
		const { rows } = await sql<{ many: number }>`
			select count(*)::int as many from apart
			where by_tag = ${inDb([mine])} and tag <> decode(${tag}, 'hex')`.execute(db);
		if (rows[0]!.many >= mostApart) throw conflict('apart_many');
		await sql`
			insert into apart (tag, by_tag, of_tag, box)
			values (decode(${tag}, 'hex'), decode(${mine}, 'hex'),
				decode(${macOf(tx, 'of', [where, given.of])}, 'hex'), ${box})
			on conflict (tag) do nothing`.execute(db);
	});
}

/** Everywhere, and each group that somebody was ever in. */
async function placesOf({ db }: Ctx, accountId: string): Promise<string[]> {
	const { rows } = await sql<{ group_id: string }>`
		select distinct group_id from membership where account_id = ${accountId}`.execute(db);
	return [everywhere, ...rows.map((row) => row.group_id)];
}

const mineIn = (ctx: Ctx, places: readonly string[], by: string) =>
	inDb(places.map((where) => macOf(ctx, 'by', [where, by])));

/** Whom I asked to be kept apart from, by their names at that time; nobody else can read it. @throws sign_in_first */
export async function myApart(tx: Ctx): Promise<Apart[]> {
	const by = accountOf(tx);
	if (!by) throw signInFirst();
	const key = await ownKey(tx, 'apart');
	return asSystem(tx, 'accounts: whom who asks is kept apart from', async (system) => {
		const places = await placesOf(system, by);
		const everywhereIs = macOf(system, 'by', [everywhere, by]);
		const { rows } = await sql<{ tag: string; by_tag: string; box: Buffer }>`
			select encode(tag, 'hex') as tag, encode(by_tag, 'hex') as by_tag, box from apart
			where by_tag = ${mineIn(system, places, by)}`.execute(system.db);
		return rows
			.map(({ tag, by_tag: byTag, box }) => ({
				...(JSON.parse(open(key, boundOf(tag), box).toString()) as Apart),
				...{ apartId: tag, isEverywhere: byTag === everywhereIs }
			}))
			.sort((a, b) => a.alias.localeCompare(b.alias) || a.apartId.localeCompare(b.apartId));
	});
}

/** Asks for it no longer; of what is not one's own nothing ends, and nothing is said. @throws sign_in_first */
export async function endApart(tx: Ctx, apartId: string): Promise<void> {
	const by = accountOf(tx);
	if (!by) throw signInFirst();
	await asSystem(tx, 'accounts: somebody asks for it no longer', async (system) => {
		const places = await placesOf(system, by);
		await sql`
			delete from apart where tag = decode(${apartId}, 'hex')
				and by_tag = ${mineIn(system, places, by)}`.execute(system.db);
	});
}

/** All that somebody asked for, and all that was asked about them. In the transaction in which an account ends. */
export async function forgetApart(system: Ctx, accountId: string): Promise<void> {
	const places = await placesOf(system, accountId);
	const about = places.map((where) => macOf(system, 'of', [where, accountId]));
	await sql`
		delete from apart where by_tag = ${mineIn(system, places, accountId)} or of_tag = ${inDb(about)}`.execute(
		system.db
	);
}
