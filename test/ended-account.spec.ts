import { sql } from 'kysely';
import { expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { inTransaction } from '#server/ctx.ts';
import { twoGroups } from './support/two-groups.ts';
import { openWorld } from './support/world.ts';

/** What an account that has ended leaves behind, table by table, whatever its end may forget. */
const world = await openWorld();
const { here, harbour } = await twoGroups(world);

/**
 * An id with its dates, under which alias somebody was in which group and asked for a place, and what they agreed
 * to when: past meetings still count, and what was agreed can still be shown. Nothing that they said or did.
 */
const left = ['account', 'membership'];
const leftOfMembers = ['acceptance', 'consent', 'join_request', ...left].sort();
/** That a meeting was led by somebody trained is part of past figures. */
const leftOfLeads = [...left, 'certificate'].sort();

/** By the tables that name an account: how many rows this one has in each. */
async function rowsOf(accountId: string): Promise<Record<string, number>> {
	return inTransaction(world.system, async ({ db }) => {
		const { rows: tables } = await sql<{ name: string }>`
			select c.table_name as name from information_schema.columns c
			join information_schema.tables t using (table_schema, table_name)
			where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
			order by 1`.execute(db);
		const found: Record<string, number> = {};
		for (const { name } of tables) {
			const { rows } = await sql<{ many: number }>`
				select count(*)::int as many from ${sql.table(name)} where account_id = ${accountId}`.execute(db);
			if (rows[0]!.many > 0) found[name] = rows[0]!.many;
		}
		return found;
	});
}

async function end(who: { ctx: Parameters<typeof accounts.endAccount>[0]; passphrase: string }) {
	await accounts.prove(who.ctx, { passphrase: who.passphrase, address: 'test' });
	await accounts.endAccount(who.ctx);
}

test('of a member who ends their account nothing of their own is left', async () => {
	const before = await rowsOf(here.author.accountId);
	expect(Object.keys(before)).toEqual(expect.arrayContaining(['plan', 'check_in', 'answer_set']));
	await end(here.author);
	expect(Object.keys(await rowsOf(here.author.accountId))).toEqual(leftOfMembers);
});

test('of somebody who led a group it is left that they were trained then', async () => {
	const [lead] = harbour.facilitators;
	expect(Object.keys(await rowsOf(lead.accountId))).toEqual(
		expect.arrayContaining(['training_module', 'training_quiz', 'training_way'])
	);
	await end(lead);
	expect(Object.keys(await rowsOf(lead.accountId))).toEqual(leftOfLeads);
});
