import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { day } from './clock.ts';
import { inTransaction } from './ctx.ts';
import { KeyGone, openKeyRing } from './keyring.ts';
import { rotateKeys, wrappedKeys } from './rewrap.ts';

const world = await openWorld();

interface WrappedRow {
	id: string;
	wrapped: Buffer;
	kekId: string;
}
const rowsOf = ({ table, id, column }: (typeof wrappedKeys)[number]) =>
	inTransaction(world.system, async (tx) => {
		const { rows } = await sql<WrappedRow>`
			select ${sql.ref(id)} as id, ${sql.ref(column)} as wrapped, kek_id as "kekId"
			from ${sql.table(table)} where kek_id is not null order by 1`.execute(tx.db);
		return rows;
	});

test('every column that holds a wrapped key is turned', async () => {
	const { rows } = await sql<{ table: string }>`
		select table_name as table from information_schema.columns
		where column_name = 'kek_id' and table_schema = 'public'`.execute(world.db);
	expect(wrappedKeys.map(({ table }) => table).toSorted()).toEqual(
		rows.map(({ table }) => table).toSorted()
	);
});

test('live keys are the same after five weeks of turning, and old wrappings open nowhere', async () => {
	await gather(world, ['Fern', 'Tide', 'Birch']);
	const before = await Promise.all(wrappedKeys.map(rowsOf));
	const open = (rows: WrappedRow[], index: number) =>
		rows.map((row) => world.keys.unwrap(row, `${wrappedKeys[index]!.bound}:${row.id}`));
	const keys = before.map(open);
	expect(keys.flat().length).toBeGreaterThan(9);

	for (let week = 1; week <= 6; week++) {
		world.clock.pass(7 * day);
		await rotateKeys(world.system, world.keyFile);
	}

	const later = await Promise.all(wrappedKeys.map(rowsOf));
	expect(later.map(open)).toEqual(keys);
	const ring = openKeyRing(world.keyFile);
	const stolen = before[0]![0]!;
	expect(() => ring.unwrap(stolen, `account:${stolen.id}`)).toThrow(KeyGone);
});

test('a destroyed key is not brought back', async () => {
	const { who } = await gather(world, ['Lark']);
	const { membershipId } = who('Lark');
	await inTransaction(world.system, (tx) =>
		tx.db
			.updateTable('membership')
			.set({ author_key: null, kek_id: null })
			.where('membership_id', '=', membershipId)
			.execute()
	);
	world.clock.pass(7 * day);
	await rotateKeys(world.system, world.keyFile);
	const rows = await rowsOf(wrappedKeys[2]);
	expect(rows.map(({ id }) => id)).not.toContain(membershipId);
});

test('turning twice on the same day does nothing more', async () => {
	world.clock.pass(7 * day);
	const [one, two] = await Promise.all([
		rotateKeys(world.system, world.keyFile),
		rotateKeys(world.system, world.keyFile)
	]);
	expect(one.rewrapped + two.rewrapped).toBeGreaterThan(0);
	expect(await rotateKeys(world.system, world.keyFile)).toEqual({ rewrapped: 0 });
});
