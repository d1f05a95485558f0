import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import * as safety from './safety.ts';

const world = await openWorld();
/** People sign up first in each of these, which takes its time. */
const unhurried = { timeout: 60_000 };
const stored = () =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<Record<string, Buffer>>`select * from apart`.execute(db);
		return rows;
	});
const here = { where: 'group' } as const;

describe('whoever asks to be kept apart from somebody', unhurried, () => {
	test('has their words folded away, and finds it in Settings; nobody else does', async () => {
		const { groupId, shareId, fern, tide, lark } = await aSpace(world);
		await safety.keepApart(fern.ctx, { groupId, membershipId: tide.membershipId, ...here });
		const { share } = await shares.find(fern.ctx, { groupId, shareId });
		expect(share.cover).toEqual({ by: 'person' });
		expect((await shares.find(lark.ctx, { groupId, shareId })).share.cover).toBeNull();
		expect(await safety.myApart(fern.ctx)).toMatchObject([
			{ alias: 'Tide', groupName: 'Evening harbour', groupId, isEverywhere: false }
		]);
		for (const who of [tide, lark]) expect(await safety.myApart(who.ctx)).toEqual([]);
	});

	test('chooses among those they met, and no list of members', async () => {
		const { made, groupId, fern, tide, lark } = await aSpace(world);
		const silent = await made.member('Reed');
		const names = (await safety.met(fern.ctx, groupId)).people.map(({ alias }) => alias);
		expect(names).toEqual(['Ines', 'Lark', 'Mara', 'Tide']);
		await inTransaction(world.system, async ({ db }) => {
			const { rows } = await sql<{ id: string }>`
				select meeting_id as id from meeting where group_id = ${groupId} limit 1`.execute(db);
			for (const who of [fern, silent])
				await sql`insert into attendance (meeting_id, group_id, membership_id, role, in_at)
					values (${rows[0]!.id}, ${groupId}, ${who.membershipId}, 'member', ${world.clock.now()})`.execute(
					db
				);
		});
		const after = (await safety.met(fern.ctx, groupId)).people.map(({ alias }) => alias);
		expect(after).toEqual(['Ines', 'Lark', 'Mara', 'Reed', 'Tide']);
		expect((await safety.met(lark.ctx, groupId)).people).toHaveLength(3);
		expect(await code(safety.met((await person(world)).ctx, groupId))).toBe('not_found');
		expect(tide.alias).toBe('Tide');
	});

	test('belongs to the group, and asks about somebody else in it', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		const elsewhere = await aSpace(world);
		const ask = (ctx: typeof fern.ctx, membershipId: string, where = 'everywhere') =>
			code(safety.keepApart(ctx, { groupId, membershipId, where: where as 'group' }));
		const stranger = await person(world);
		const rows = (await stored()).length;
		expect(await ask(stranger.ctx, tide.membershipId)).toBe('not_found');
		expect(await ask(world.nobody, tide.membershipId)).toBe('sign_in_first');
		expect(await ask(fern.ctx, fern.membershipId)).toBe('not_found');
		expect(await ask(fern.ctx, elsewhere.tide.membershipId)).toBe('not_found');
		expect(await ask(fern.ctx, newId())).toBe('not_found');
		expect(await ask(fern.ctx, 'Tide')).toBe('invalid');
		expect(await ask(fern.ctx, tide.membershipId, 'somewhere')).toBe('invalid');
		expect(await stored()).toHaveLength(rows);
	});

	test('asks twice and at once, and it is there once', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		const before = (await stored()).length;
		const given = { groupId, membershipId: tide.membershipId, where: 'everywhere' as const };
		await Promise.all([1, 2, 3, 4].map(() => safety.keepApart(fern.ctx, given)));
		await safety.keepApart(fern.ctx, given);
		expect(await stored()).toHaveLength(before + 1);
	});

	test('ends it, and nobody ends it for them', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		await safety.keepApart(fern.ctx, { groupId, membershipId: tide.membershipId, ...here });
		const [{ apartId } = { apartId: '' }] = await safety.myApart(fern.ctx);
		await safety.endApart(tide.ctx, { apartId });
		expect(await safety.myApart(fern.ctx)).toHaveLength(1);
		expect(await code(safety.endApart(world.nobody, { apartId }))).toBe('sign_in_first');
		expect(await code(safety.endApart(fern.ctx, { apartId: 'all' }))).toBe('invalid');
		await Promise.all([1, 2].map(() => safety.endApart(fern.ctx, { apartId })));
		expect(await safety.myApart(fern.ctx)).toEqual([]);
	});

	test('can ask for thirty', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		const label = { alias: '“Ö”'.repeat(8), groupName: '🌊'.repeat(80), groupId, membershipId: '' };
		await inTransaction(fern.ctx, async (tx) => {
			for (let i = 0; i < 30; i++)
				await accounts.keepApart(tx, { of: newId(), groupId: null, label });
		});
		const given = { groupId, membershipId: tide.membershipId, where: 'everywhere' as const };
		expect(await code(safety.keepApart(fern.ctx, given))).toBe('apart_many');
		expect(await safety.myApart(fern.ctx)).toHaveLength(30);
	});
});

describe('what is stored', unhurried, () => {
	test('names nobody and no group, and every box is as long', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		const whom = tide.membershipId;
		await safety.keepApart(fern.ctx, { groupId, membershipId: whom, ...here });
		await safety.keepApart(fern.ctx, { groupId, membershipId: whom, where: 'everywhere' });
		const rows = await stored();
		const ids = [fern.accountId, tide.accountId, whom, fern.membershipId, groupId];
		const all = rows.map((row) => Object.values(row).map((value) => value.toString('hex')));
		const text = all.flat().join();
		for (const id of ids) {
			expect(text).not.toContain(id.replaceAll('-', ''));
			expect(text).not.toContain(Buffer.from(id).toString('hex'));
		}
		expect(new Set(rows.map(({ box }) => box!.length)).size).toBe(1);
		// What somebody asked in one group and everywhere cannot be put together either.
		const mine = rows.slice(-2);
		expect(new Set(mine.map((row) => row.by_tag!.toString('hex'))).size).toBe(2);
		expect(new Set(mine.map((row) => row.of_tag!.toString('hex'))).size).toBe(2);
	});

	test.each(['who asked', 'the other'])('goes with the account of %s', async (who) => {
		const { groupId, fern, tide, lark } = await aSpace(world);
		const before = (await stored()).length;
		const ask = (ctx: typeof fern.ctx, membershipId: string, where: 'group' | 'everywhere') =>
			safety.keepApart(ctx, { groupId, membershipId, where });
		await ask(fern.ctx, tide.membershipId, 'group');
		await ask(fern.ctx, tide.membershipId, 'everywhere');
		await ask(lark.ctx, fern.membershipId, 'everywhere');
		const ends = who === 'who asked' ? fern : tide;
		await groups.leave(ends.ctx, { groupId });
		await accounts.endAccount(ends.ctx);
		expect(await stored()).toHaveLength(before + (who === 'who asked' ? 0 : 1));
		expect(await safety.myApart(lark.ctx)).toHaveLength(who === 'who asked' ? 0 : 1);
	});

	test('is nothing, when the other has gone already', async () => {
		const { groupId, fern, tide } = await aSpace(world);
		await accounts.endAccount(tide.ctx);
		const before = (await stored()).length;
		await safety.keepApart(fern.ctx, { groupId, membershipId: tide.membershipId, ...here });
		expect(await stored()).toHaveLength(before);
	});
});

describe('that somebody may know somebody', unhurried, () => {
	test('is said in one report that comes first, and not read by whom it is about', async () => {
		const { groupId, fern, tide, mara, report } = await aSpace(world);
		await report(fern.ctx, 'person', tide.membershipId, { reason: 'knows_me' });
		const page = await safety.reports(mara.ctx, groupId);
		expect(page.reports).toMatchObject([{ of: 'person', reason: 'knows_me', priority: 1 }]);
		const { reportId } = page.reports[0]!;
		const opened = await safety.openReport(mara.ctx, { groupId, reportId });
		expect(opened).toMatchObject({ reporter: 'Fern', about: ['Tide'], lines: [] });
		expect(await safety.myDecisions(tide.ctx)).toEqual([]);
	});
});
