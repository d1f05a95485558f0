import { describe, expect, test } from 'vitest';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import type { SearchInput } from '../groups.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const { member: joinHarbour } = await group(world, { capacity: 4, entry: 'open' });
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
const closed = await group(world, { name: 'Long ago' });
await groups.close(closed.coordinator.ctx, closed);

const found = async (input: Partial<SearchInput>) => {
	const result = await groups.search(world.nobody, { timeZone: 'Europe/Berlin', ...input });
	return result.groups.map(({ name }) => name);
};
const harbour = 'Evening harbour';
const cafe = 'Bread and café company';

describe('a search', () => {
	test('without anything shows every open group, soonest first', async () => {
		expect(await found({})).toEqual([harbour, cafe]);
	});
	test.each([
		[{ words: 'cafe' }, [cafe]],
		[{ words: 'CAFÉ bre' }, [cafe]],
		[{ words: 'easton' }, [cafe]],
		[{ words: 'arab' }, [cafe]],
		[{ words: 'online' }, [harbour]],
		[{ words: 'refuge' }, [cafe]],
		[{ words: 'women' }, [harbour]],
		[{ words: 'arbour' }, []],
		[{ words: '%' }, [harbour, cafe]],
		[{ words: "'; drop table peer_group; --" }, []],
		[{ experience: 'forced_flight' as const }, [cafe]],
		[{ meets: 'online' as const }, [harbour]],
		[{ language: 'ar' as const }, [cafe]],
		[{ weekday: 2 }, [harbour]],
		[{ weekday: 3 }, [cafe]]
	])('for %o finds %o', async (input, names) => expect(await found(input)).toEqual(names));
	test('takes weekdays by the reader’s own calendar', async () => {
		expect(await found({ weekday: 4, timeZone: 'Asia/Tokyo' })).toEqual([cafe]);
		expect(await found({ weekday: 3, timeZone: 'Asia/Tokyo' })).toEqual([harbour]);
	});
	test('refuses what no form of ours sends', async () => {
		for (const bad of [{ weekday: 9 }, { page: -1 }, { words: 'x'.repeat(81) }])
			await expect(found(bad)).rejects.toEqual(expect.objectContaining({ code: 'invalid' }));
	});
	test('says how a series repeats, with moments and not words', async () => {
		const { groups: all } = await groups.search(world.nobody, { timeZone: 'UTC' });
		expect(all.map(({ pattern }) => pattern)).toEqual([
			{ freq: 'weekly', interval: 1, nth: null, minutes: 90, at: [new Date('2026-11-24T18:00Z')] },
			{ freq: 'weekly', interval: 2, nth: null, minutes: 60, at: [new Date('2026-12-02T22:30Z')] }
		]);
	});
	test('gives twenty a page and says whether there is more', async () => {
		const first = await groups.search(world.nobody, { timeZone: 'UTC', page: 1 });
		expect(first).toMatchObject({ page: 1, hasMore: false, total: 2 });
		const second = await groups.search(world.nobody, { timeZone: 'UTC', page: 2 });
		expect(second).toMatchObject({ groups: [], page: 2 });
	});
});

test('seats are words and never numbers, for everybody', async () => {
	const seats = async () => {
		const { groups: all } = await groups.search(world.nobody, {
			timeZone: 'UTC',
			words: 'evening'
		});
		expect(JSON.stringify(all)).not.toMatch(/capacity|members/);
		return all[0]!.seats;
	};
	expect(await seats()).toBe('open');
	await joinHarbour('Wren');
	expect(await seats()).toBe('few');
	for (const alias of ['Robin', 'Lark', 'Heron']) await joinHarbour(alias);
	expect(await seats()).toBe('full');
});

test('the week has seven days of the reader’s zone with what meets on each', async () => {
	const week = await groups.week(world.nobody, { timeZone: 'Asia/Tokyo' });
	expect(week.map(({ day }) => day)).toEqual([
		...['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
		...['2026-11-28', '2026-11-29']
	]);
	expect(week.flatMap(({ day, meetings }) => meetings.map(({ name }) => [day, name]))).toEqual([
		['2026-11-25', harbour]
	]);
});

test('the public page says what will happen, and nothing of a closed group', async () => {
	const page = await groups.publicPage(world.nobody, bread.groupId);
	expect(page).toMatchObject({ name: cafe, minutes: 60, standing: 'none', seats: 'open' });
	expect(page.parts.map(({ name }) => name)).not.toContain('pause');
	expect(page.next).toHaveLength(4);
	const gone = groups.publicPage(world.nobody, closed.groupId);
	await expect(gone).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
	const nonsense = groups.publicPage(world.nobody, 'nonsense');
	await expect(nonsense).rejects.toEqual(expect.objectContaining({ code: 'not_found' }));
});
