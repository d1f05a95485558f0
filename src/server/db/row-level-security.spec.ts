import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();

/** The record of migrations is the owner's alone; the app role may not even read it. */
const outside = ['migration'];

const { rows: tables } = await sql<{ name: string; enabled: boolean; forced: boolean }>`
	select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced
	from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
	order by relname`.execute(world.db);

describe('row-level security is enabled and forced on every table', () => {
	test.each(tables.filter(({ name }) => !outside.includes(name)))('$name', (table) => {
		expect(table).toMatchObject({ enabled: true, forced: true });
	});
	test('and there are tables', () => {
		expect(tables.length).toBeGreaterThan(20);
	});
});

const open = [
	// What the organisation says of itself and of its groups: the public directory.
	...['organisation', 'peer_group', 'agreement', 'series', 'series_exception', 'meeting'],
	// Where the towns of the world are.
	...['place_name', 'place_load']
];

describe('a statement without a context sees nothing', () => {
	test.each(tables.filter(({ name }) => !outside.includes(name) && !open.includes(name)))(
		'$name',
		async ({ name }) => {
			const { rows } = await sql<{ policies: string[] }>`
				select array_agg(coalesce(qual, '')) as policies from pg_policies
				where tablename = ${name} and roles = '{holdspace_app}' and cmd in ('SELECT', 'ALL')`.execute(
				world.db
			);
			// No policy that lets the app read may be without a condition on who is asking.
			for (const policy of rows[0]!.policies ?? [])
				expect(policy).toMatch(
					/my_(scope|account|groups|spaces|facilitated_groups|stand_in_meetings)/
				);
			const seen = await sql`select 1 from ${sql.table(name)} limit 1`.execute(world.db);
			expect(seen.rows).toEqual([]);
		}
	);
});

test('the app role owns nothing and may not change the schema', async () => {
	await expect(sql`create table mine (n int)`.execute(world.db)).rejects.toThrow(
		'permission denied'
	);
	await expect(sql`alter table share disable row level security`.execute(world.db)).rejects.toThrow(
		'must be owner'
	);
	await expect(sql`select * from migration`.execute(world.db)).rejects.toThrow('permission denied');
});

test('each index says which query it serves', async () => {
	const { rows } = await sql<{ name: string }>`
		select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
		where c.relnamespace = 'public'::regnamespace and obj_description(c.oid) is null
		and not exists (select from pg_constraint where conindid = c.oid)`.execute(world.db);
	expect(rows).toEqual([]);
});
