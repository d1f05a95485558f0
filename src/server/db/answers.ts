import { sql, type Kysely } from 'kysely';
import type { DB } from './schema.ts';

/** How many milliseconds the database takes to answer anything at all. */
export async function answersIn(db: Kysely<DB>): Promise<number> {
	const began = performance.now();
	await sql`select 1`.execute(db);
	return Math.round((performance.now() - began) * 10) / 10;
}
