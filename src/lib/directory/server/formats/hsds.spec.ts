import { describe, expect, it } from 'vitest';
import { readAll, readOne } from '#test/support/feeds/bytes.ts';
import { arrived, leavingNow } from '#test/support/feeds/listings.ts';
import { reference } from '#test/support/feeds/reference.ts';
import { writeHsdsService } from './formats.ts';

const base = {
	id: '5f0d1b6c-7c1f-4d7e-9a57-0f6b8f4e5b11',
	name: 'Support group',
	status: 'active'
};
const weekly = { freq: 'WEEKLY', byday: 'TU', opens_at: '18:00', closes_at: '19:30' };
const service = (schedule: object) => ({ ...base, schedules: [{ ...weekly, ...schedule }] });
const timesOf = async (schedule: object) =>
	(await readOne('hsds', service(schedule))).listing?.times.map(
		({ rule, startsOn, endsOn, ...at }) => [
			...[rule, startsOn, endsOn],
			`${at.localTime} ${at.timeZone} ${at.minutes}`
		]
	);
const evening = '18:00 America/New_York 90';

describe('an HSDS schedule', () => {
	it.each([
		[{ byday: 'TU,TH' }, [{ freq: 'weekly', interval: 1, weekdays: [2, 4] }]],
		[
			{ freq: 'MONTHLY', byday: '2MO,-1FR' },
			[
				{ freq: 'monthly_weekday', interval: 1, nth: 2, weekday: 1 },
				{ freq: 'monthly_weekday', interval: 1, nth: -1, weekday: 5 }
			]
		],
		[
			{ freq: 'MONTHLY', byday: '', bymonthday: '1,-1' },
			[
				{ freq: 'monthly', interval: 1, monthDay: 1 },
				{ freq: 'monthly', interval: 1, monthDay: -1 }
			]
		],
		[{ freq: 'MONTHLY', byday: 'WE' }, [{ freq: 'weekly', interval: 1, weekdays: [3] }]]
	])('%j is read', async (schedule, rules) => {
		expect(await timesOf(schedule)).toEqual(
			rules.map((rule) => [rule, '2020-01-01', null, evening])
		);
	});

	it('begins and ends on its days', async () => {
		const [time] = (await timesOf({ dtstart: '2026-01-06', count: 3, until: '2026-12-31' })) ?? [];
		expect(time?.slice(1, 3)).toEqual(['2026-01-06', '2026-01-20']);
		const once = { freq: undefined, byday: undefined, dtstart: '2026-01-06' };
		expect((await timesOf(once))?.[0]?.slice(0, 3)).toEqual([
			{ freq: 'weekly', interval: 1, weekdays: [2] },
			...['2026-01-06', '2026-01-06']
		]);
	});

	it('needs a zone: of the notes, or of the source', async () => {
		const noZone = { timeZone: null, source: 'elsewhere' };
		const refused = await readOne('hsds', service({}), noZone);
		expect(refused).toMatchObject({ listing: null, key: base.id });
		expect(refused.problems.map(({ reason }) => reason)).toContain('zone_missing');
		const told = await readOne('hsds', service({ notes: 'Time zone: Europe/Paris' }), noZone);
		expect(told.listing?.times[0]?.timeZone).toBe('Europe/Paris');
	});

	it('that is refused names the place it is of', async () => {
		const at = (id: string, notes?: string) => ({
			...{ id, location: { location_type: 'physical', name: id } },
			schedules: [{ ...weekly, ...(notes && { notes }) }]
		});
		const places = [at('north', 'Time zone: Europe/Paris'), at('south')];
		const row = { ...base, service_at_locations: places };
		const rows = await readAll('hsds', JSON.stringify([row]), {
			...{ timeZone: null, source: 'elsewhere' }
		});
		expect(rows.map(({ key, listing }) => [key, listing !== null])).toEqual([
			[`${base.id}:north`, true],
			[`${base.id}:south`, false]
		]);
	});

	it('with an offset that its zone never has means a fixed clock', async () => {
		const clocks = async (schedule: object) => (await timesOf(schedule))?.[0]?.[3];
		expect(await clocks({ opens_at: '18:00-05:00' })).toBe(evening);
		expect(await clocks({ timezone: -4 })).toBe(evening);
		expect(await clocks({ opens_at: '18:00Z' })).toBe('18:00 UTC 90');
		expect(await clocks({ timezone: '3' })).toBe('18:00 Etc/GMT-3 90');
	});

	it('leaves with the offset of now, and the zone in its notes', async () => {
		const [listing] = arrived([await readOne('hsds', service({ dtstart: '2026-01-06' }))]);
		const winter = writeHsdsService(listing!, leavingNow)!;
		expect(winter.schedules).toMatchObject([
			{
				...{ freq: 'WEEKLY', interval: 1, byday: 'TU', wkst: 'MO', dtstart: '2026-01-06' },
				...{ opens_at: '18:00-05:00', closes_at: '19:30-05:00', timezone: -5 },
				notes: 'Time zone: America/New_York'
			}
		]);
		const july = { ...leavingNow, now: new Date('2026-07-01T00:00:00Z') };
		expect(writeHsdsService(listing!, july)!.schedules).toMatchObject([
			{ opens_at: '18:00-04:00' }
		]);
	});
});

describe('an HSDS service', () => {
	it('with several houses is a listing for each', async () => {
		const at = ['a', 'b'].map((id) => ({
			id,
			location: { location_type: 'physical', addresses: [{ address_1: `${id} Road`, city: 'B' }] }
		}));
		const rows = await readAll('hsds', JSON.stringify([{ ...base, service_at_locations: at }]));
		expect(rows.map(({ key, listing }) => [key, listing?.place?.street])).toEqual([
			[`${base.id}:a`, 'a Road'],
			[`${base.id}:b`, 'b Road']
		]);
	});

	it('is found on its own, in a list, in a page, in pages one after another, and in its organisation', async () => {
		const two = { ...base, id: '5f0d1b6c-7c1f-4d7e-9a57-0f6b8f4e5b12' };
		const organisation = {
			id: 'o',
			name: 'Example',
			website: 'https://x.example',
			services: [base, two]
		};
		const shapes: [unknown, number][] = [
			[base, 1],
			[[base, two], 2],
			[{ total_items: 2, contents: [base, two] }, 2],
			[organisation, 2],
			[[organisation], 2],
			[{ id: 'at', service: base, location: { location_type: 'virtual' } }, 1]
		];
		for (const [shape, count] of shapes) {
			const rows = await readAll('hsds', JSON.stringify(shape));
			expect(rows.filter(({ listing }) => listing)).toHaveLength(count);
		}
		const [inside] = await readAll('hsds', JSON.stringify(organisation));
		expect(inside?.listing?.organisation).toBe('Example');
		const pages = [base, two].map((one) => JSON.stringify({ contents: [one] })).join('\n');
		expect((await readAll('hsds', pages)).map(({ key }) => key)).toEqual([base.id, two.id]);
	});

	it('of the published example is read, without its persons', async () => {
		const rows = await readAll(
			'hsds',
			JSON.stringify(reference('hsds-3.0/examples/service_full.json'))
		);
		expect(rows[0]?.listing).toMatchObject({
			...{ name: 'Community Counselling', organisation: 'Example Organization Inc.', at: null },
			...{ languages: ['ur'], cost: 'paid', openness: 'request', mode: 'in_person' },
			place: { name: 'MyCity Civic Center', street: '1-30 Main Street, MyVillage', country: 'US' }
		});
		expect(JSON.stringify(rows[0]?.listing)).not.toMatch(/Persona|email@/);
	});
});
