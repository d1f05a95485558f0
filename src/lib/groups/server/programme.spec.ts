import { describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { open } from '#server/crypto.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { aGroup, group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { NewGroupForm } from '../groups.ts';
import * as groups from './groups.ts';
import { emptyClosed } from './jobs.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });
const wrong = (field: string, problem: string) =>
	expect.objectContaining({ code: 'invalid', fields: { [field]: problem } });

const making = async (ctx: Ctx, more: object = {}) => {
	const two = [
		await person(world, { roles: ['facilitator'] }),
		await person(world, { roles: ['facilitator'] })
	];
	const facilitators = [
		{ accountId: two[0]!.accountId, alias: 'Mara' },
		{ accountId: two[1]!.accountId, alias: 'Ines' }
	];
	return groups.create(ctx, { ...aGroup, facilitators, ...more });
};

describe('a new group', () => {
	test('is made by coordinators only', async () => {
		const others = [await person(world), await person(world, { roles: ['facilitator'] })];
		for (const { ctx } of [...others, { ctx: world.nobody }])
			await expect(making(ctx)).rejects.toEqual(code('not_found'));
	});
	test('needs two different facilitators who have that role, and aliases that differ', async () => {
		const { ctx } = await person(world, { roles: ['coordinator'] });
		const lead = await person(world, { roles: ['facilitator'] });
		const other = await person(world, { roles: ['facilitator'] });
		const stranger = await person(world);
		const leads = (a: string, b: string, alias = 'Ines') => ({
			facilitators: [
				{ accountId: a, alias: 'Mara' },
				{ accountId: b, alias }
			]
		});
		await expect(making(ctx, leads(lead.accountId, lead.accountId))).rejects.toEqual(
			wrong('facilitators', 'facilitators_same')
		);
		await expect(making(ctx, leads(lead.accountId, stranger.accountId))).rejects.toEqual(
			wrong('facilitators', 'choose')
		);
		await expect(making(ctx, leads(lead.accountId, other.accountId, 'MARA'))).rejects.toEqual(
			wrong('alias2', 'alias_taken')
		);
		expect(await groups.all(ctx)).toEqual([]);
	});
	test.each([
		['name', { name: '' }],
		['name', { name: 'a\u0007b' }],
		['purpose', { purpose: 'short' }],
		['purpose', { purpose: 'x'.repeat(601) }],
		['experience', { experience: 'anything' }],
		['languages', { languages: ['xx'] }],
		['place', { meets: 'in_person', place: '' }],
		['capacity', { capacity: 17 }],
		['entry', { entry: 'all' }],
		['cost', { cost: 'cheap' }],
		['ledBy', { ledBy: 'anybody' }],
		['series', { series: { ...aGroup.series, timeZone: 'Mars/Base' } }],
		['series', { series: { ...aGroup.series, timeZone: '+01:00' } }],
		['series', { series: { ...aGroup.series, minutes: 20 } }],
		['series', { series: { ...aGroup.series, startsOn: '2026-02-30' } }],
		['series', { series: { ...aGroup.series, rule: { freq: 'daily', interval: 1 } } }]
	])('is refused for %s in %o', async (field, more) => {
		const { ctx } = await person(world, { roles: ['coordinator'] });
		const answer = await making(ctx, more).catch((error: unknown) => error);
		expect(answer).toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } });
	});
	test('has a key that opens with the key file and belongs to it alone', async () => {
		const made = await group(world);
		const row = await asSystem(world.system, 'test', (tx) =>
			tx.db
				.selectFrom('peer_group')
				.select(['group_key', 'kek_id'])
				.where('group_id', '=', made.groupId)
				.executeTakeFirstOrThrow()
		);
		const wrapped = { kekId: row.kek_id, wrapped: row.group_key };
		expect(world.keys.unwrap(wrapped, `group:${made.groupId}`)).toHaveLength(32);
		expect(() => world.keys.unwrap(wrapped, 'group:other')).toThrow();
		expect(() => open(row.group_key.subarray(0, 32), 'x', row.group_key)).toThrow();
	});
});

describe('a coordinator', () => {
	test('changes what a group says; others cannot, and nobody changes a closed one', async () => {
		const made = await group(world);
		const { ctx } = made.coordinator;
		const { isClosed, agreement, series, facilitators, ...kept } = await groups.details(
			ctx,
			made.groupId
		);
		expect([isClosed, agreement.version, series?.minutes, facilitators.length]).toEqual([
			...[false, 1, 90, 2]
		]);
		await groups.change(ctx, { ...kept, name: 'Morning harbour', capacity: 3 });
		expect((await groups.publicPage(world.nobody, made.groupId)).name).toBe('Morning harbour');
		const [mara] = made.facilitators;
		await expect(groups.change(mara.ctx, kept)).rejects.toEqual(code('not_found'));
		await expect(groups.details(mara.ctx, made.groupId)).rejects.toEqual(code('not_found'));
		await expect(groups.all(mara.ctx)).rejects.toEqual(code('not_found'));
		await groups.close(ctx, made);
		await expect(groups.change(ctx, kept)).rejects.toEqual(code('group_closed'));
		await expect(groups.close(ctx, made)).rejects.toEqual(code('group_closed'));
	});
	test('says what a group costs and who leads it, and takes it back', async () => {
		const made = await group(world, { cost: 'donation', ledBy: 'both' });
		const { ctx } = made.coordinator;
		const told = async () => {
			const { cost, ledBy } = await groups.publicPage(world.nobody, made.groupId);
			return [cost, ledBy];
		};
		expect(await told()).toEqual(['donation', 'both']);
		const kept = await groups.details(ctx, made.groupId);
		await groups.change(ctx, kept);
		expect(await told()).toEqual(['donation', 'both']);
		const [mara] = made.facilitators;
		const byMara = groups.change(mara.ctx, { ...kept, cost: 'paid' });
		await expect(byMara).rejects.toEqual(code('not_found'));
		await Promise.all(
			[1, 2].map(() => groups.change(ctx, { ...kept, cost: 'free', ledBy: 'peer' }))
		);
		expect(await told()).toEqual(['free', 'peer']);
		await groups.change(ctx, { ...kept, cost: '', ledBy: '' });
		expect(await told()).toEqual([null, null]);
	});
	test('writes a new agreement, which members are asked to accept again', async () => {
		const made = await group(world);
		const wren = await made.member('Wren');
		expect((await groups.about(wren.ctx, made.groupId)).hasAccepted).toBe(true);
		const { ctx } = made.coordinator;
		const items = ' Be kind. \n\nPass any time.\n';
		const { version } = await groups.changeAgreement(ctx, { groupId: made.groupId, items });
		const now = await groups.about(wren.ctx, made.groupId);
		expect([now.hasAccepted, now.agreement]).toEqual([
			false,
			{ version, items: ['Be kind.', 'Pass any time.'] }
		]);
		const yes = { groupId: made.groupId, limitsVersion: now.limits.version, agree: true as const };
		const old = groups.acceptAgreement(wren.ctx, { ...yes, agreementVersion: 1 });
		await expect(old).rejects.toEqual(code('agreement_changed'));
		await groups.acceptAgreement(wren.ctx, { ...yes, agreementVersion: version });
		expect((await groups.about(wren.ctx, made.groupId)).hasAccepted).toBe(true);
	});
	test('adds facilitators and ends their place', async () => {
		const made = await group(world);
		const { ctx } = made.coordinator;
		const tom = await person(world, { roles: ['facilitator'] });
		const adding = { groupId: made.groupId, accountId: tom.accountId, alias: 'Tomas' };
		const { membershipId } = await groups.addFacilitator(ctx, adding);
		await expect(groups.addFacilitator(ctx, adding)).rejects.toEqual(code('already_member'));
		const stranger = { ...adding, accountId: (await person(world)).accountId };
		await expect(groups.addFacilitator(ctx, stranger)).rejects.toEqual(
			wrong('accountId', 'choose')
		);
		expect(await groups.requests(tom.ctx, made.groupId)).toEqual([]);
		await groups.endFacilitator(ctx, { groupId: made.groupId, membershipId });
		await expect(groups.requests(tom.ctx, made.groupId)).rejects.toEqual(code('not_found'));
		const [mara] = made.facilitators;
		const byMara = groups.endFacilitator(mara.ctx, { groupId: made.groupId, membershipId });
		await expect(byMara).rejects.toEqual(code('not_found'));
	});
	test('sees what each group needs, in words and dates', async () => {
		const made = await group(world);
		const who = await person(world);
		await groups.join(who.ctx, {
			...{ groupId: made.groupId, alias: 'Holly', ...made.versions, agree: true }
		});
		const [, ines] = made.facilitators;
		await groups.leave(ines.ctx, made);
		const all = await groups.all(made.coordinator.ctx);
		expect(all.find(({ groupId }) => groupId === made.groupId)).toMatchObject({
			...{ needsFacilitator: true, waitingSince: world.clock.now(), seats: 'open' }
		});
	});
});

test('a closed group answers who waits, and its members can read for 30 days', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const who = await person(world);
	await groups.join(who.ctx, {
		...{ groupId: made.groupId, alias: 'Holly', ...made.versions, agree: true }
	});
	await groups.close(made.coordinator.ctx, made);
	expect((await groups.mine(who.ctx)).answers).toMatchObject([{ kind: 'declined', reason: null }]);
	world.clock.pass(29 * day);
	await emptyClosed(world.system);
	expect((await groups.mine(wren.ctx)).groups).toMatchObject([{ isClosed: true }]);
	world.clock.pass(2 * day);
	await emptyClosed(world.system);
	expect((await groups.mine(wren.ctx)).groups).toEqual([]);
});

test('an alias can be changed, with the same rules, and only in one’s own group', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const changing = (ctx: Ctx, alias: string) =>
		groups.changeAlias(ctx, { groupId: made.groupId, alias });
	await expect(changing(wren.ctx, 'Mara')).rejects.toEqual(wrong('alias', 'alias_taken'));
	expect(await changing(wren.ctx, 'Sea Thrift')).toMatchObject({ alias: 'Sea Thrift' });
	expect((await groups.mine(wren.ctx)).groups).toMatchObject([{ alias: 'Sea Thrift' }]);
	const stranger = await person(world);
	await expect(changing(stranger.ctx, 'Holly')).rejects.toEqual(code('not_found'));
});

test('the form for a new group names each field that is wrong', () => {
	const given = {
		...{ name: 'Quiet room', purpose: 'A place to sit together.', experience: 'any' },
		...{ language: 'en', secondLanguage: '', meets: 'online', place: '', capacity: '10' },
		...{ entry: 'request', freq: 'monthly_weekday', interval: '1', nth: '', weekday: '' },
		...{ monthDay: '', startsOn: '2026-12-01', endsOn: '2026-11-01', localTime: '19:00' },
		...{ timeZone: 'Europe/Berlin', minutes: '90', lead1: '', lead2: '', alias1: 'A' },
		alias2: 'Ines'
	};
	const uuid = '019abcde-0000-7000-8000-000000000000';
	const fields = (more: object) =>
		NewGroupForm.safeParse({ ...given, ...more }).error?.issues.map(({ path }) => path[0]);
	expect(fields({})).toEqual(expect.arrayContaining(['lead1', 'alias1', 'lead2', 'nth']));
	const named = { lead1: uuid, lead2: uuid, alias1: 'Mara' };
	expect(fields(named)).toEqual(['nth', 'weekday', 'endsOn', 'lead2']);
	const whole = { nth: '1', weekday: '2', endsOn: '', ...named, lead2: uuid.replace('b', 'c') };
	const typed = (more: object) => NewGroupForm.parse({ ...given, ...whole, ...more });
	expect(typed({ cost: '', ledBy: '' })).toMatchObject({ cost: null, ledBy: null });
	expect(typed({ cost: 'free', ledBy: 'peer' })).toMatchObject({ cost: 'free', ledBy: 'peer' });
});
