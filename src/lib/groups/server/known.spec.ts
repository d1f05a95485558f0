import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { person, type Person } from '#test/support/accounts.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { day } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const refuge = await group(world, {
	...{ name: 'Refuge circle', isConfidential: true, entry: 'request' as const, capacity: 3 },
	...{ meets: 'in_person' as const, place: '12 Elm Street' }
});
const code = (error: string) => expect.objectContaining({ code: error });
const field = (name: string, problem: string) =>
	expect.objectContaining({ code: 'invalid', fields: { [name]: problem } });
const newcomer = () => personNotCalled(world, 'Wren Robin Lark Heron');
const invite = async (made: MadeGroup) =>
	(await groups.inviteMember(made.coordinator.ctx, made)).code;
const asking = (groupId: string, alias: string, more: object = {}) => ({
	...{ groupId, alias, ...refuge.versions, agree: true as const },
	...more
});

/** How somebody asks about a group from outside. */
const ways: Record<string, (ctx: Ctx, groupId: string) => Promise<unknown>> = {
	'the public page': (ctx, id) => groups.publicPage(ctx, id),
	'offers of aliases': (ctx, id) => groups.aliasSuggestions(ctx, id),
	following: (ctx, groupId) => groups.follow(ctx, { groupId }),
	'asking to join': (ctx, id) => groups.join(ctx, asking(id, 'Wren')),
	'asking for a place on the list': (ctx, id) =>
		groups.join(ctx, asking(id, 'Wren', { wait: 'yes' })),
	'trying a code': (ctx, id) =>
		groups.join(ctx, asking(id, 'Wren', { code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' }))
};

/** The same context, and the statements it sends, in kind and number. */
function watched(ctx: Ctx): { ctx: Ctx; sent: string[] } {
	const sent: string[] = [];
	const watch: KyselyPlugin = {
		transformQuery: ({ node }) => {
			sent.push(JSON.stringify(node).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id'));
			return node;
		},
		transformResult: ({ result }) => Promise.resolve(result)
	};
	return { ctx: { ...ctx, db: ctx.db.withPlugin(watch) }, sent };
}

describe('a confidential group', () => {
	test.each(Object.entries(ways))(
		'is to a stranger what does not exist, by %s: the same answer after the same statements',
		async (_, ask) => {
			const who = await person(world);
			const hidden = watched(who.ctx);
			const nowhere = watched(who.ctx);
			const answers = [
				await ask(hidden.ctx, refuge.groupId).catch((error: unknown) => error),
				await ask(nowhere.ctx, newId()).catch((error: unknown) => error)
			];
			expect(answers[0]).toEqual(code('not_found'));
			expect(answers[0]).toEqual(answers[1]);
			expect(hidden.sent.length).toBeGreaterThan(0);
			expect(hidden.sent).toEqual(nowhere.sent);
		}
	);
	test('is nothing to whoever is not signed in, or wrote to it once and left', async () => {
		const seen = groups.publicPage(world.nobody, refuge.groupId);
		await expect(seen).rejects.toEqual(code('not_found'));
		const who = await newcomer();
		await groups.join(who.ctx, asking(refuge.groupId, 'Lark', { code: await invite(refuge) }));
		expect((await groups.publicPage(who.ctx, refuge.groupId)).place).toBe('12 Elm Street');
		await groups.leave(who.ctx, refuge);
		await expect(groups.publicPage(who.ctx, refuge.groupId)).rejects.toEqual(code('not_found'));
		const again = groups.join(who.ctx, asking(refuge.groupId, 'Lark'));
		await expect(again).rejects.toEqual(code('not_found'));
	});
	test('is there for coordinators, who are told nothing of its people', async () => {
		const page = await groups.publicPage(refuge.coordinator.ctx, refuge.groupId);
		expect(page).toMatchObject({ name: 'Refuge circle', place: null, leads: [], next: [] });
	});
	test('is there for whoever waits for an answer, since it was public', async () => {
		const open = await group(world, { name: 'Once open' });
		const who = await newcomer();
		const { requestId } = (await groups.join(who.ctx, asking(open.groupId, 'Heron'))) as {
			requestId: string;
		};
		const { ctx } = open.coordinator;
		const details = await groups.details(ctx, open.groupId);
		await groups.change(ctx, { ...details, isConfidential: true });
		const page = await groups.publicPage(who.ctx, open.groupId);
		expect(page).toMatchObject({ standing: 'waiting', leads: [], next: [], pattern: null });
		await groups.withdraw(who.ctx, { requestId });
		await expect(groups.publicPage(who.ctx, open.groupId)).rejects.toEqual(code('not_found'));
	});
});

describe('a code that is shown', () => {
	const opens = async (who: Person, made: MadeGroup) =>
		groups.publicPage(who.ctx, made.groupId).then(
			() => true,
			() => false
		);
	test('leads to its group and in, without its address and without typing it again', async () => {
		const who = await newcomer();
		const given = await invite(refuge);
		expect(await opens(who, refuge)).toBe(false);
		expect(await groups.showCode(who.ctx, { code: given })).toEqual({ groupId: refuge.groupId });
		const page = await groups.publicPage(who.ctx, refuge.groupId);
		expect(page).toMatchObject({ name: 'Refuge circle', entry: 'invitation', leads: [], next: [] });
		expect(await groups.holdsCode(who.ctx, refuge.groupId)).toBe(true);
		expect(await groups.aliasSuggestions(who.ctx, refuge.groupId)).toHaveLength(6);
		const joined = await groups.join(who.ctx, asking(refuge.groupId, 'Robin'));
		expect(joined.status).toBe('member');
		const other = await newcomer();
		const used = groups.showCode(other.ctx, { code: given });
		await expect(used).rejects.toEqual(field('code', 'code_unknown'));
	});
	test('is of whoever showed it last, and twice is once', async () => {
		const [first, second] = [await newcomer(), await newcomer()];
		const given = await invite(refuge);
		await groups.showCode(first.ctx, { code: given });
		await groups.showCode(first.ctx, { code: given.toLowerCase() });
		await groups.showCode(second.ctx, { code: given });
		expect([await opens(first, refuge), await opens(second, refuge)]).toEqual([false, true]);
		expect(await groups.holdsCode(first.ctx, refuge.groupId)).toBe(false);
	});
	test('brings one person in when two who have it join at the same moment', async () => {
		const made = await group(world, { name: 'Two at once', isConfidential: true });
		const [first, second] = [await newcomer(), await newcomer()];
		const given = await invite(made);
		await groups.showCode(first.ctx, { code: given });
		const ends = await Promise.allSettled([
			groups.join(first.ctx, asking(made.groupId, 'Wren')),
			groups.join(second.ctx, asking(made.groupId, 'Robin', { code: given }))
		]);
		expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});
	test('opens nothing once it is old, or its group is closed; a guess neither', async () => {
		const who = await newcomer();
		const made = await group(world, { name: 'Soon closed', isConfidential: true });
		const [old, late] = [await invite(made), await invite(refuge)];
		await groups.close(made.coordinator.ctx, made);
		await groups.showCode(who.ctx, { code: late });
		world.clock.pass(14 * day);
		expect(await opens(who, refuge)).toBe(false);
		for (const given of [old, late, 'guess', 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA'])
			await expect(groups.showCode(who.ctx, { code: given })).rejects.toEqual(
				field('code', 'code_unknown')
			);
		const nobody = groups.showCode(world.nobody, { code: late });
		await expect(nobody).rejects.toEqual(code('sign_in_first'));
	});
	test('cannot be looked for by trying', async () => {
		const who = await newcomer();
		const guess = () => groups.showCode(who.ctx, { code: 'guess' });
		for (let n = 0; n < 20; n++) await expect(guess()).rejects.toEqual(code('invalid'));
		await expect(guess()).rejects.toEqual(code('too_many'));
	});
});
