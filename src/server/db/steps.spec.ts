import { CompiledQuery, sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { openPool } from './pool.ts';
import { CONTEXT } from './steps.ts';

const world = await openWorld();

const prepared = async (db: typeof world.db) => {
	const { rows } = await sql<{
		text: string;
	}>`select statement as text from pg_prepared_statements`.execute(db);
	return rows.map(({ text }) => text);
};

test('what is asked for often is prepared once by a connection, and answers the same each time', async () => {
	const { db, close } = openPool(world.url, { max: 1 });
	const add = async (n: number) =>
		(await sql<{ sum: number }>`select 40 + ${n}::int as sum`.execute(db)).rows[0]!.sum;
	const sums: number[] = [];
	for (let n = 0; n < 6; n++) sums.push(await add(n));
	expect(sums).toEqual([40, 41, 42, 43, 44, 45]);
	expect((await prepared(db)).filter((text) => text.includes('40 +'))).toHaveLength(1);
	await close();
});

test('what is asked for once is not, and no value is in what is kept', async () => {
	const { db, close } = openPool(world.url, { max: 1 });
	for (let n = 0; n < 4; n++) await sql`select ${'heliotrope'}::text, 7`.execute(db);
	await sql`select ${'heliotrope'}::text, 8`.execute(db);
	const kept = await prepared(db);
	expect(kept.join('\n')).not.toContain('heliotrope');
	expect(kept.filter((text) => text.endsWith(', 8'))).toEqual([]);
	await close();
});

test('a statement that fails each time fails each time', async () => {
	const { db, close } = openPool(world.url, { max: 1 });
	for (let n = 0; n < 5; n++)
		await expect(sql`select 1 / ${0}::int`.execute(db)).rejects.toThrow('division by zero');
	await close();
});

test('a transaction that could not be told whom it acts for does nothing', async () => {
	const { db, close } = openPool(world.url, { max: 1 });
	const work = db.transaction().execute(async (tx) => {
		// PostgreSQL takes no text with this character.
		await tx.executeQuery(CompiledQuery.raw(CONTEXT, ['a\u0000b', '']));
		return sql`select 1`.execute(tx);
	});
	await expect(work).rejects.toThrow();
	expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
	await close();
});
