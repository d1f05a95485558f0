import { sql } from 'kysely';
import { asSystem, type Ctx } from './ctx.ts';
import { addKekWhenDue, destroyOldKeks, type KeyRing } from './keyring.ts';

/** Where wrapped keys are, and what each is bound to (`<bound>:<id>`). */
export const wrappedKeys = [
	{ table: 'account', id: 'account_id', column: 'account_key', bound: 'account' },
	{ table: 'peer_group', id: 'group_id', column: 'group_key', bound: 'group' },
	{ table: 'membership', id: 'membership_id', column: 'author_key', bound: 'membership' },
	{ table: 'listing_note', id: 'note_id', column: 'note_key', bound: 'note' },
	{ table: 'report', id: 'report_id', column: 'report_key', bound: 'report' },
	{ table: 'decision', id: 'decision_id', column: 'decision_key', bound: 'decision' },
	{ table: 'on_call', id: 'on_call_id', column: 'on_call_key', bound: 'on-call' }
] as const;

type Place = (typeof wrappedKeys)[number];
/** Rows re-wrapped in one statement: bounded memory and short locks, however many members there are. */
const batch = 500;

/**
 * The weekly turn of key-encryption keys: a new one is made when the newest is a week old, live keys are
 * wrapped anew with it, and those past 35 days are destroyed, unless a row still needs one.
 */
export async function rotateKeys(ctx: Ctx, keyFile: string): Promise<{ rewrapped: number }> {
	await alone(ctx, () => addKekWhenDue(keyFile, ctx.now()));
	let rewrapped = 0;
	for (const place of wrappedKeys) rewrapped += await rewrapAll(ctx, place);
	await alone(ctx, () => destroyOldKeks(keyFile, ctx.now()));
	return { rewrapped };
}

/** One at a time writes the key file: two at once could each drop the key that the other had just made. */
const keyFileLock = 7_235_482;
async function alone<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
	return asSystem(ctx, 'keys:file', async (tx) => {
		await sql`select pg_advisory_xact_lock(${keyFileLock})`.execute(tx.db);
		return work();
	});
}

async function rewrapAll(ctx: Ctx, place: Place): Promise<number> {
	let done = 0;
	for (;;) {
		const count = await asSystem(ctx, 'keys:rewrap', (tx) => rewrapSome(tx, place));
		done += count;
		if (count < batch) return done;
	}
}

async function rewrapSome(tx: Ctx, place: Place): Promise<number> {
	const [table, id, column] = [sql.table(place.table), sql.ref(place.id), sql.ref(place.column)];
	const { rows } = await sql<{ id: string; wrapped: Buffer; kekId: string }>`
		select ${id} as id, ${column} as wrapped, kek_id as "kekId" from ${table}
		where kek_id <> ${tx.keys.newestKek} limit ${batch} for update skip locked`.execute(tx.db);
	if (rows.length === 0) return 0;
	const next = rows.map((row) => wrapAnew(tx.keys, row, `${place.bound}:${row.id}`));
	await sql`
		update ${table} set ${column} = n.wrapped, kek_id = ${tx.keys.newestKek}
		from unnest(${rows.map((row) => row.id)}::uuid[], ${next}::bytea[]) as n (id, wrapped)
		where ${sql.ref(`${place.table}.${place.id}`)} = n.id`.execute(tx.db);
	return rows.length;
}

function wrapAnew(keys: KeyRing, row: { wrapped: Buffer; kekId: string }, bound: string): Buffer {
	return keys.wrap(keys.unwrap(row, bound), bound).wrapped;
}
