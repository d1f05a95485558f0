import { expect, test } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const harbour = await group(world, { capacity: 4, entry: 'open' });
const bread = await group(world, {
	name: 'Bread and café company',
	purpose: 'For people who had to leave their country.',
	experience: 'forced_flight',
	audience: ['refugees'],
	languages: ['en', 'ar'],
	meets: 'in_person',
	place: 'Garden House, Easton',
	accessNeeds: ['step_free'],
	series: {
		rule: { freq: 'weekly', interval: 2, weekdays: [3] },
		...{ startsOn: '2026-11-18', localTime: '23:30', timeZone: 'Europe/Berlin', minutes: 60 }
	}
});
const notFound = expect.objectContaining({ code: 'not_found', status: 404 });
const closed = await group(world, { name: 'Long ago' });
await groups.close(closed.coordinator.ctx, closed);

test('seats are words and never numbers, for everybody', async () => {
	const seats = async () => {
		const page = await groups.publicPage(world.nobody, harbour.groupId);
		expect(JSON.stringify(page)).not.toMatch(/capacity|members/);
		return page.seats;
	};
	expect(await seats()).toBe('open');
	await harbour.member('Wren');
	expect(await seats()).toBe('few');
	for (const alias of ['Robin', 'Lark', 'Heron']) await harbour.member(alias);
	expect(await seats()).toBe('full');
});

test('the page says how a series repeats, with moments and not words', async () => {
	const pattern = async ({ groupId }: { groupId: string }) =>
		(await groups.publicPage(world.nobody, groupId)).pattern;
	expect([await pattern(harbour), await pattern(bread)]).toEqual([
		{ freq: 'weekly', interval: 1, nth: null, minutes: 90, at: [new Date('2026-11-24T18:00Z')] },
		{ freq: 'weekly', interval: 2, nth: null, minutes: 60, at: [new Date('2026-12-02T22:30Z')] }
	]);
});

test('the public page says what will happen, and nothing of a closed group', async () => {
	const page = await groups.publicPage(world.nobody, bread.groupId);
	expect(page).toMatchObject({
		name: 'Bread and café company',
		minutes: 60,
		standing: 'none',
		seats: 'open'
	});
	expect(page.parts.map(({ name }) => name)).not.toContain('pause');
	expect(page.next).toHaveLength(4);
	const gone = groups.publicPage(world.nobody, closed.groupId);
	await expect(gone).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
	const nonsense = groups.publicPage(world.nobody, 'nonsense');
	await expect(nonsense).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
});

test('a group that became confidential leads nobody to its people, whoever kept its address', async () => {
	const refuge = await group(world, {
		...{ name: 'Refuge circle', entry: 'open', meets: 'in_person', place: '12 Elm Street' }
	});
	const wren = await refuge.member('Wren');
	const stranger = await person(world);
	await groups.follow(stranger.ctx, refuge);
	await groups.follow(wren.ctx, refuge);
	const {
		isClosed: _closed,
		agreement: _agreement,
		series: _series,
		facilitators: _facilitators,
		...details
	} = await groups.details(refuge.coordinator.ctx, refuge.groupId);
	await groups.change(refuge.coordinator.ctx, { ...details, isConfidential: true });

	for (const ctx of [world.nobody, stranger.ctx])
		await expect(groups.publicPage(ctx, refuge.groupId)).rejects.toEqual(notFound);
	const inside = await groups.publicPage(wren.ctx, refuge.groupId);
	expect(inside).toMatchObject({ place: '12 Elm Street' });
	expect([inside.leads.length, inside.next.length]).toEqual([2, 4]);

	expect(await groups.followed(stranger.ctx)).toEqual([]);
	expect(await groups.followed(wren.ctx)).toHaveLength(1);
	const another = await person(world);
	await expect(groups.follow(another.ctx, refuge)).rejects.toEqual(notFound);
});
