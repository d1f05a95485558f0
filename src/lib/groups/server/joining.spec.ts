import { describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { person, type Person } from '#test/support/accounts.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { day, hour } from '#server/clock.ts';
import { asSystem } from '#server/ctx.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const asking = (made: MadeGroup, alias: string, more: object = {}) => ({
	...{ groupId: made.groupId, alias, ...made.versions, agree: true as const },
	...more
});
const code = (error: string) => expect.objectContaining({ code: error });
const field = (name: string, problem: string) =>
	expect.objectContaining({ code: 'invalid', fields: { [name]: problem } });
/** Somebody whose sign-in name holds none of the aliases used here. */
const newcomer = () => personNotCalled(world, 'Wren Robin Lark Heron');
const joinAs = (who: Person, made: MadeGroup, alias: string, more: object = {}) =>
	groups.join(who.ctx, asking(made, alias, more));

describe('an open group', () => {
	test('takes people in at once, and says so on both streams', async () => {
		const made = await group(world, { entry: 'open' });
		const who = await newcomer();
		const joined = await joinAs(who, made, 'Wren');
		expect(joined.status).toBe('member');
		const streams = await asSystem(world.system, 'test', (tx) =>
			tx.db.selectFrom('event').select('stream_id').where('kind', '=', 'membership_began').execute()
		);
		const told = streams.map(({ stream_id: id }) => id);
		expect(told).toEqual(expect.arrayContaining([made.groupId, who.accountId]));
	});
	test('takes the same person once', async () => {
		const made = await group(world, { entry: 'open' });
		const wren = await made.member('Wren');
		await expect(joinAs(wren, made, 'Robin')).rejects.toEqual(code('already_member'));
	});
	test('gives the last seat to one of two who ask at the same moment', async () => {
		const made = await group(world, { entry: 'open', capacity: 3 });
		await made.member('Wren');
		await made.member('Robin');
		const two = [await newcomer(), await newcomer()];
		const answers = await Promise.allSettled([
			joinAs(two[0]!, made, 'Lark'),
			joinAs(two[1]!, made, 'Heron')
		]);
		expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const refused = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toEqual(code('group_full'));
		const page = await groups.publicPage(world.nobody, made.groupId);
		expect(page.seats).toBe('full');
	});
	test('gives an alias to one of two who choose it at the same moment', async () => {
		const made = await group(world, { entry: 'open' });
		const two = [await newcomer(), await newcomer()];
		const answers = await Promise.allSettled([
			joinAs(two[0]!, made, 'Lark'),
			joinAs(two[1]!, made, 'LARK')
		]);
		const refused = answers.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toEqual(field('alias', 'alias_taken'));
	});
});

describe('walking in and out of an open group', () => {
	test('ends after three times, for that group and that day', async () => {
		const made = await group(world, { entry: 'open' });
		const other = await group(world, { entry: 'open' });
		const who = await newcomer();
		for (let times = 0; times < 3; times++) {
			await joinAs(who, made, 'Wren');
			await groups.leave(who.ctx, made);
			world.clock.pass(hour);
		}
		await expect(joinAs(who, made, 'Wren')).rejects.toEqual(code('joined_often'));
		expect((await joinAs(who, other, 'Wren')).status).toBe('member');
		expect((await joinAs(await newcomer(), made, 'Wrenna')).status).toBe('member');
		world.clock.pass(21 * hour);
		expect((await joinAs(who, made, 'Wren')).status).toBe('member');
	});
	test('does not count tries that were refused', async () => {
		const made = await group(world, { entry: 'open' });
		const who = await newcomer();
		for (let times = 0; times < 4; times++)
			await expect(joinAs(who, made, 'Admin')).rejects.toEqual(field('alias', 'alias_staff'));
		expect((await joinAs(who, made, 'Wren')).status).toBe('member');
	});
});

describe('a group by request', () => {
	test('lets people wait, who then read nothing', async () => {
		const made = await group(world);
		const who = await newcomer();
		const joined = await joinAs(who, made, 'Wren');
		expect(joined.status).toBe('waiting');
		await expect(groups.about(who.ctx, made.groupId)).rejects.toEqual(code('not_found'));
		await expect(joinAs(who, made, 'Robin')).rejects.toEqual(code('already_waiting'));
		const { requests } = await groups.mine(who.ctx);
		expect(requests).toMatchObject([{ groupId: made.groupId, alias: 'Wren' }]);
		expect((await groups.publicPage(who.ctx, made.groupId)).standing).toBe('waiting');
	});
	test('keeps an alias free for somebody who waits', async () => {
		const made = await group(world);
		await joinAs(await newcomer(), made, 'Wren');
		await expect(joinAs(await newcomer(), made, 'Wrén')).rejects.toEqual(
			field('alias', 'alias_taken')
		);
	});
});

describe('a code', () => {
	test('opens a group by invitation to one person, once', async () => {
		const made = await group(world, { entry: 'invitation' });
		const who = await newcomer();
		await expect(joinAs(who, made, 'Wren')).rejects.toEqual(field('code', 'code_needed'));
		const { code: given } = await groups.inviteMember(made.facilitators[0].ctx, made);
		const typed = given.toLowerCase().replaceAll('-', ' ');
		expect((await joinAs(who, made, 'Wren', { code: typed })).status).toBe('member');
		const other = await newcomer();
		await expect(joinAs(other, made, 'Robin', { code: given })).rejects.toEqual(
			field('code', 'code_unknown')
		);
	});
	test('is used by one of two who try at the same moment', async () => {
		const made = await group(world, { entry: 'invitation' });
		const { code: given } = await groups.inviteMember(made.coordinator.ctx, made);
		const two = [await newcomer(), await newcomer()];
		const answers = await Promise.allSettled([
			joinAs(two[0]!, made, 'Lark', { code: given }),
			joinAs(two[1]!, made, 'Heron', { code: given })
		]);
		expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});
	test('of another group, or one that is 14 days old, opens nothing', async () => {
		const made = await group(world, { entry: 'invitation' });
		const elsewhere = await group(world, { entry: 'invitation' });
		const { code: foreign } = await groups.inviteMember(elsewhere.coordinator.ctx, elsewhere);
		const who = await newcomer();
		const unknown = field('code', 'code_unknown');
		await expect(joinAs(who, made, 'Wren', { code: foreign })).rejects.toEqual(unknown);
		const { code: old } = await groups.inviteMember(made.coordinator.ctx, made);
		world.clock.pass(14 * day);
		await expect(joinAs(who, made, 'Wren', { code: old })).rejects.toEqual(unknown);
	});
	test('answers the question of somebody who was waiting', async () => {
		const made = await group(world);
		const who = await newcomer();
		await joinAs(who, made, 'Wren');
		const { code: given } = await groups.inviteMember(made.coordinator.ctx, made);
		expect((await joinAs(who, made, 'Wren', { code: given })).status).toBe('member');
		expect(await groups.requests(made.facilitators[0].ctx, made.groupId)).toEqual([]);
	});
	test('is made by facilitators of that group and coordinators only', async () => {
		const made = await group(world);
		const elsewhere = await group(world);
		const wren = await made.member('Wren');
		for (const who of [wren, elsewhere.facilitators[0], await person(world)])
			await expect(groups.inviteMember(who.ctx, made)).rejects.toEqual(code('not_found'));
	});
});

describe('what is asked before', () => {
	test('somebody signed in who agrees to what is in force', async () => {
		const made = await group(world, { entry: 'open' });
		const who = await newcomer();
		await expect(groups.join(world.nobody, asking(made, 'Wren'))).rejects.toEqual(
			code('sign_in_first')
		);
		await expect(joinAs(who, made, 'Wren', { agree: undefined })).rejects.toEqual(
			field('agree', 'agree')
		);
		await expect(joinAs(who, made, 'Wren', { agreementVersion: 9 })).rejects.toEqual(
			code('agreement_changed')
		);
	});
	test('an alias that is not the sign-in name, nor looks like staff or somebody here', async () => {
		const made = await group(world, { entry: 'open' });
		const who = await newcomer();
		const [word = ''] = who.name.split(' ');
		await expect(joinAs(who, made, word)).rejects.toEqual(field('alias', 'alias_name'));
		await expect(joinAs(who, made, 'Admin')).rejects.toEqual(field('alias', 'alias_staff'));
		await expect(joinAs(who, made, 'mara')).rejects.toEqual(field('alias', 'alias_taken'));
	});
	test.each([
		['an accent', (word: string) => `${word[0]}\u0301${word.slice(1)}`],
		['a space', (word: string) => `${word.slice(0, 2)} ${word.slice(2)}`],
		['something unseen', (word: string) => `${word[0]}\u034f${word.slice(1)}`]
	])('an alias that is not the sign-in name with %s in it', async (_, changed) => {
		const made = await group(world, { entry: 'open' });
		const who = await newcomer();
		const [word = ''] = who.name.split(' ');
		const refused = field('alias', 'alias_name');
		await expect(joinAs(who, made, changed(word))).rejects.toEqual(refused);
	});
	test('an existing group', async () => {
		const made = await group(world);
		const who = await newcomer();
		const nowhere = { groupId: '019abcde-0000-7000-8000-000000000000' };
		await expect(joinAs(who, made, 'Wren', nowhere)).rejects.toEqual(code('not_found'));
	});
});

test('six aliases are offered that nobody has, each with a mark of its own', async () => {
	const made = await group(world);
	await made.member('Wren');
	const who = await newcomer();
	const offers = await groups.aliasSuggestions(who.ctx, made.groupId);
	expect(offers).toHaveLength(6);
	expect(new Set(offers.map(({ mark }) => mark)).size).toBe(6);
	expect(offers.map(({ alias }) => alias)).not.toContain('Wren');
	expect((await joinAs(who, made, offers[0]!.alias)).status).toBe('waiting');
	await expect(groups.aliasSuggestions(world.nobody, made.groupId)).rejects.toEqual(
		code('sign_in_first')
	);
});

test('nobody outside a group sees who is in it, whatever they ask the database', async () => {
	const made = await group(world);
	await made.member('Wren');
	const stranger = await person(world);
	const { rows } = await stranger.ctx.db.transaction().execute(async (db) => {
		await sql`select set_config('holdspace.scope', 'account', true), set_config('holdspace.account_id', ${stranger.accountId}, true)`.execute(
			db
		);
		return sql`select alias from membership union all select alias from join_request`.execute(db);
	});
	expect(rows).toEqual([]);
});
