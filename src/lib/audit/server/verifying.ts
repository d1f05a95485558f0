import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { beginning, hashOf, type AuditRow, type Link } from './chain.ts';

/** Rows that are read at once. */
const batch = 1000;

export interface Verdict {
	/** Rows that follow from each other. */
	rows: number;
	/** The number of the first row that is missing or not as it was written; null when all are. */
	broken: number | null;
	/** The hash of the last good row: written down elsewhere, it shows later that no end was cut off. */
	last: string;
}

/** Reads the whole record and follows its hashes. Changes nothing. */
export async function verify(ctx: Ctx): Promise<Verdict> {
	return asSystem(ctx, 'audit: followed from its beginning', async ({ db }) => {
		let at = await start(db);
		let good = 0;
		for (;;) {
			const rows = await after(db, at.seq);
			for (const row of rows) {
				if (row.seq !== at.seq + 1 || !hashOf(at.hash, row).equals(row.hash))
					return { rows: good, broken: at.seq + 1, last: at.hash.toString('hex') };
				at = row;
				good += 1;
			}
			if (rows.length < batch) return { rows: good, broken: null, last: at.hash.toString('hex') };
		}
	});
}

async function start(db: Ctx['db']): Promise<Link> {
	const { rows } = await sql<{ seq: string; hash: Buffer }>`
		select seq, hash from audit_start`.execute(db);
	return rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : beginning;
}

async function after(db: Ctx['db'], seq: number): Promise<AuditRow[]> {
	const { rows } = await sql<Omit<AuditRow, 'seq'> & { seq: string }>`
		select seq, at, kind, by_account, by_role, group_id, about, of_id, hash from audit
		where seq > ${seq} order by seq limit ${batch}`.execute(db);
	return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}
