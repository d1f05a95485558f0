import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { openWorld } from '#test/support/world.ts';
import * as audit from './audit.ts';

const world = await openWorld();
const owner = new pg.Client({ connectionString: world.ownerUrl });
await owner.connect();
afterAll(() => owner.end());

const noted = (ctx: Ctx = world.asAccount(newId())) =>
	inTransaction(ctx, (tx) =>
		audit.note(tx, {
			...{ kind: 'decided', role: 'facilitator', groupId: null },
			...{ about: [newId()], ofId: newId() }
		})
	);
/** Changes what is written, as somebody who holds the database could; then it is put back. */
async function tampered(statement: string) {
	await owner.query('begin');
	try {
		await owner.query(statement);
		await owner.query('commit');
		return await audit.verify(world.system);
	} finally {
		await owner.query('delete from audit');
		await owner.query('insert into audit select * from kept');
	}
}

describe('the record', () => {
	test('is whole, however many write at the same moment', async () => {
		await Promise.all(Array.from({ length: 8 }, () => noted()));
		const { rows, broken, last } = await audit.verify(world.system);
		expect([rows, broken]).toEqual([8, null]);
		expect(last).toMatch(/^[0-9a-f]{64}$/);
		await owner.query('create table kept as select * from audit');
	});

	test.each([
		["update audit set kind = 'passed_on' where seq = 5", 5],
		["update audit set at = at + interval '1 second' where seq = 3", 3],
		['update audit set by_account = null where seq = 4', 4],
		["update audit set about = '{}' where seq = 6", 6],
		['delete from audit where seq = 2', 2],
		['delete from audit where seq = 1', 1],
		["update audit set hash = sha256('x') where seq = 8", 8],
		['update audit set seq = case seq when 6 then 7 else 6 end + 10 where seq in (6, 7)', 6]
	])('names the first row that was changed: %s', async (statement, row) => {
		const { broken, rows } = await tampered(statement);
		expect([broken, rows]).toEqual([row, row - 1]);
	});

	test('is the same again when nothing was changed', async () => {
		expect(await audit.verify(world.system)).toMatchObject({ rows: 8, broken: null });
	});

	test('can be changed by nobody who works with it, and is read by nobody as it stands', async () => {
		for (const ctx of [world.asAccount(newId(), 'coordinator'), world.nobody, world.system])
			for (const change of [
				sql`update audit set kind = 'decided'`,
				sql`delete from audit`,
				sql`truncate audit`
			])
				await expect(inTransaction(ctx, ({ db }) => change.execute(db))).rejects.toThrow(
					/permission denied/
				);
		const read = await inTransaction(world.asAccount(newId(), 'coordinator'), ({ db }) =>
			sql`select 1 from audit`.execute(db)
		);
		expect(read.rows).toEqual([]);
	});

	test('is not written when what it notes did not happen', async () => {
		const fails = inTransaction(world.asAccount(newId()), async (tx) => {
			await audit.note(tx, {
				...{ kind: 'decided', role: 'facilitator', groupId: null, about: [], ofId: newId() }
			});
			throw new Error('it did not happen');
		});
		await expect(fails).rejects.toThrow('it did not happen');
		expect((await audit.verify(world.system)).rows).toBe(8);
	});

	test('forgets after two years, and what is left can still be followed', async () => {
		world.clock.pass(400 * day);
		await noted();
		world.clock.pass(400 * day);
		await audit.forgetOld(world.system);
		expect(await audit.verify(world.system)).toMatchObject({ rows: 1, broken: null });
		await noted();
		expect(await audit.verify(world.system)).toMatchObject({ rows: 2, broken: null });
		world.clock.pass(800 * day);
		await audit.forgetOld(world.system);
		await noted();
		expect(await audit.verify(world.system)).toMatchObject({ rows: 1, broken: null });
	});
});
