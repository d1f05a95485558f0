import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openWorld } from './world.ts';

const world = await openWorld();

test('the app works as a role that owns nothing and cannot step around policies', async () => {
	const { rows } = await sql<{ me: string; tables: number; bypass: boolean }>`
		select current_user as me, rolbypassrls or rolsuper as bypass,
			(select count(*) from pg_class where relowner = r.oid) as tables
		from pg_roles r where rolname = current_user`.execute(world.db);
	expect(rows).toEqual([{ me: 'holdspace_app', tables: 0, bypass: false }]);
});
