import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { asSystem, inTransaction, type Ctx } from './ctx.ts';
import { openPool } from './db/pool.ts';
import type { DB } from './db/schema.ts';
import type { Kysely } from 'kysely';
import { newId } from './ids.ts';

const world = await openWorld();
const me = newId();
const context = async (db: Kysely<DB>) =>
	(
		await sql<{ account: string | null; scope: string }>`
			select my_account() as account, my_scope() as scope`.execute(db)
	).rows[0];

describe('a transaction', () => {
	test('knows whom it acts for', async () => {
		const seen = await inTransaction(world.asAccount(me), (tx) => context(tx.db));
		expect(seen).toEqual({ account: me, scope: 'account' });
	});
	test('acts for nobody when nobody asked', async () => {
		const seen = await inTransaction(world.nobody, (tx) => context(tx.db));
		expect(seen).toEqual({ account: null, scope: '' });
	});
	test('inside another one joins it', async () => {
		const outer = await inTransaction(world.asAccount(me), async (tx) =>
			inTransaction(tx, async (inner) => inner.db === tx.db)
		);
		expect(outer).toBe(true);
	});
	test('acts as the system only as long as it was asked to', async () => {
		const seen = await inTransaction(world.asAccount(me), async (tx) => [
			await asSystem(tx, 'test', (system) => context(system.db)),
			await context(tx.db)
		]);
		expect(seen).toEqual([
			{ account: me, scope: 'system' },
			{ account: me, scope: 'account' }
		]);
	});
	test('is rolled back whole when the work fails', async () => {
		const day = '2001-01-01';
		const work = inTransaction(world.system, async (tx) => {
			await sql`insert into throttle_salt values (${day}, ${Buffer.alloc(32)})`.execute(tx.db);
			throw new Error('no');
		});
		await expect(work).rejects.toThrow('no');
		const left = await inTransaction(world.system, (tx) =>
			tx.db.selectFrom('throttle_salt').selectAll().execute()
		);
		expect(left).toEqual([]);
	});
	test('refuses an account id that is not one', async () => {
		const work = inTransaction(world.asAccount("x'; drop table account; --"), (tx) =>
			context(tx.db)
		);
		await expect(work).rejects.toThrow('uuid');
	});
});

test('a pooled connection never carries one person’s context to the next', async () => {
	const pool = openPool(world.url, { max: 1 });
	const ctx: Ctx = { ...world.asAccount(me), db: pool.db };
	await inTransaction(ctx, (tx) => context(tx.db));
	expect(await context(pool.db)).toEqual({ account: null, scope: '' });
	await inTransaction(ctx, async () => Promise.reject(new Error('no'))).catch(() => {});
	expect(await context(pool.db)).toEqual({ account: null, scope: '' });
	await asSystem({ ...ctx, actor: { kind: 'nobody' } }, 'test', (tx) => context(tx.db));
	expect(await context(pool.db)).toEqual({ account: null, scope: '' });
	await pool.close();
});
