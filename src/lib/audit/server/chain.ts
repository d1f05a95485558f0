import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import type { DeedKind, DeedRole } from '../audit.ts';

/** One row of the record as it is hashed. */
export interface AuditRow {
	seq: number;
	at: Date;
	kind: string;
	by_account: string | null;
	by_role: string;
	group_id: string | null;
	about: string[];
	of_id: string | null;
	hash: Buffer;
}

/** Where a chain stands: the number and the hash of its last row. */
export interface Link {
	seq: number;
	hash: Buffer;
}
export const beginning: Link = { seq: 0, hash: Buffer.alloc(32) };

/** The hash of a row, given the one before it. All of the row is in it, in this order. */
export const hashOf = (before: Buffer, row: Omit<AuditRow, 'hash'>): Buffer =>
	createHash('sha256')
		.update(before)
		.update(
			JSON.stringify([
				...[row.seq, row.at.toISOString(), row.kind, row.by_account, row.by_role],
				...[row.group_id, row.about, row.of_id]
			])
		)
		.digest();

/** What somebody did. Whom it concerns is said by memberships. */
export interface Deed {
	kind: DeedKind;
	role: DeedRole;
	groupId: string | null;
	about: readonly string[];
	/** The report or decision that it was done with. */
	ofId: string;
}

/** Rows are added one after the other; each holds this until its transaction ends. */
const lock = 7_235_483;

/**
 * Notes what who asks did, in the transaction in which they do it: both stay, or neither. Last in it, because
 * others wait here until it is over.
 */
export async function note(tx: Ctx, deed: Deed): Promise<void> {
	const by = accountOf(tx);
	await asSystem(tx, 'audit: noted', async ({ db, now }) => {
		await sql`select pg_advisory_xact_lock(${lock})`.execute(db);
		const { seq: last, hash: before } = await lastLink(db);
		const row = {
			...{ seq: last + 1, at: now(), kind: deed.kind, by_account: by, by_role: deed.role },
			...{ group_id: deed.groupId, about: [...new Set(deed.about)].slice(0, 60), of_id: deed.ofId }
		};
		await sql`
			insert into audit (seq, at, kind, by_account, by_role, group_id, about, of_id, hash)
			values (${row.seq}, ${row.at}, ${row.kind}, ${row.by_account}, ${row.by_role}, ${row.group_id},
				${row.about}::uuid[], ${row.of_id}, ${hashOf(before, row)})`.execute(db);
	});
}

/** The end of the chain: its last row, or where the rows that were forgotten ended. */
async function lastLink(db: Ctx['db']): Promise<Link> {
	const { rows } = await sql<{ seq: string; hash: Buffer }>`
		(select seq, hash from audit order by seq desc limit 1)
		union all (select seq, hash from audit_start)
		order by seq desc limit 1`.execute(db);
	return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : beginning;
}
