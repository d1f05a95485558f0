import { describe, expect, it } from 'vitest';
import { readOne, textOf } from '#test/support/feeds/bytes.ts';
import { arrived, leavingNow } from '#test/support/feeds/listings.ts';
import type { LeavingListing } from './formats.ts';
import { writeHsds, writeMeetingGuide, writeMeetingGuideCsv } from './formats.ts';

const hall = {
	...{ slug: 'hall', name: 'Evening group', day: 2, time: '19:00', timezone: 'America/New_York' },
	...{
		location: 'Garden House',
		address: '1 Elm Road',
		city: 'Anytown',
		state: 'NY',
		country: 'US'
	},
	...{ latitude: 40.75, longitude: -73.99, approximate: 'no', types: ['O', 'W'] }
};
const time = {
	startsOn: '2026-01-06',
	endsOn: null,
	localTime: '19:00',
	timeZone: 'UTC',
	minutes: 60
};

async function listing(changes: Partial<LeavingListing> = {}): Promise<LeavingListing> {
	return { ...arrived([await readOne('meeting-guide', hall)])[0]!, ...changes };
}
async function guide(...listings: LeavingListing[]) {
	const { chunks, report } = writeMeetingGuide(listings, leavingNow);
	const rows = JSON.parse(await textOf(chunks)) as Record<string, unknown>[];
	return { rows, report, said: report.lines.map(({ field, reason }) => `${field} ${reason}`) };
}

describe('a Meeting Guide feed', () => {
	it('has the fields that its readers know', async () => {
		const { rows, said } = await guide(await listing());
		expect(rows).toEqual([
			{
				...{ name: 'Evening group', slug: 'hall', day: 2, time: '19:00', end_time: '20:00' },
				...{ timezone: 'America/New_York', location: 'Garden House' },
				formatted_address: '1 Elm Road, Anytown, NY, US',
				...{ address: '1 Elm Road', city: 'Anytown', state: 'NY', country: 'US' },
				...{ regions: ['NY', 'Anytown'], approximate: 'no', latitude: 40.75, longitude: -73.99 },
				types: ['O', 'W']
			}
		]);
		expect(said).toEqual([]);
	});

	it('says the site of the entity by both names', async () => {
		const { rows } = await guide(await listing({ source: 'own', organisation: null }));
		expect(rows[0]).toMatchObject({
			...{ entity: 'Our house', entity_url: 'https://holdspace.example/' },
			entity_website_url: 'https://holdspace.example/'
		});
	});

	it('tells nobody’s telephone or e-mail out of a description, ours included', async () => {
		const description = 'Call Pat on 555 010 4477';
		const { rows, said } = await guide(await listing({ source: 'own', description }));
		expect(rows[0]).toMatchObject({ notes: 'Call Pat on …' });
		expect(said).toContain('description contact_left_out');
		const hsds = await textOf(writeHsds([await listing({ description })], leavingNow).chunks);
		expect(hsds).toContain('Call Pat on …');
	});

	it('leaves out what does not meet every week, and names it', async () => {
		const monthly = { freq: 'monthly_weekday', interval: 1, nth: 2, weekday: 1 } as const;
		const fortnightly = { freq: 'weekly', interval: 2, weekdays: [1] } as const;
		const weekly = { freq: 'weekly', interval: 1, weekdays: [1] } as const;
		const { rows, report, said } = await guide(
			await listing({ times: [{ ...time, rule: monthly }] }),
			await listing({ key: 'b', times: [{ ...time, rule: { ...fortnightly, weekdays: [1] } }] }),
			await listing({
				key: 'c',
				times: [
					{ ...time, rule: monthly },
					{ ...time, rule: { ...weekly, weekdays: [1] } },
					{ ...time, rule: { ...weekly, weekdays: [4] }, endsOn: '2026-01-01' }
				]
			})
		);
		expect(rows.map(({ slug }) => slug)).toEqual(['c']);
		expect(report).toMatchObject({ written: 1, leftOut: 2, counts: { only_weekly: 3, over: 1 } });
		expect(said).toEqual([
			...Array.from({ length: 2 }, () => 'times only_weekly'),
			'times over',
			'times only_weekly'
		]);
		expect(report.lines[0]?.outcome).toBe('left_out');
	});

	it('names what it has no word for', async () => {
		const { said } = await guide(
			await listing({
				cost: 'free',
				ledBy: 'peer',
				openness: 'request',
				experiences: ['childhood']
			})
		);
		expect(said.sort()).toEqual([
			...['cost no_field', 'experience no_code', 'ledBy no_field', 'openness request_as_closed']
		]);
	});

	it('shows no online meeting at a house', async () => {
		const joining = { url: 'https://x.example/', urlNotes: null, phone: null, phoneNotes: null };
		const { rows } = await guide(await listing({ mode: 'online', joining }));
		expect(rows[0]).toMatchObject({
			approximate: 'yes',
			city: 'Anytown',
			conference_url: joining.url
		});
		expect(JSON.stringify(rows)).not.toMatch(/Elm|Garden|40\.75/);
	});

	it('writes a row for every time of the day, each with an identity of its own', async () => {
		const rule = { freq: 'weekly', interval: 1, weekdays: [1, 2] } as const;
		const times = ['09:00', '18:00'].map((localTime) => ({
			...{ ...time, localTime },
			rule: { ...rule, weekdays: [1, 2] }
		}));
		const { rows, report } = await guide(await listing({ times }));
		expect(rows.map(({ slug, day }) => [slug, day])).toEqual([
			['hall', [1, 2]],
			['hall-2', [1, 2]]
		]);
		expect(report.written).toBe(1);
	});

	it('gives one key of two sources to the first, and another to the second', async () => {
		const { rows, said } = await guide(await listing(), await listing({ source: 'another' }));
		expect(new Set(rows.map(({ slug }) => slug)).size).toBe(2);
		expect(said).toEqual(['slug identity_changed']);
	});
});

describe.each([
	['Meeting Guide', writeMeetingGuide],
	['the spreadsheet', writeMeetingGuideCsv],
	['HSDS', writeHsds]
] as const)('a confidential place in %s', (_name, write) => {
	const secret = { precision: 'confidential' } as const;
	const foreign = { meeting_guide: { regions: ['Secret Harbour'] } };

	it('takes the whole listing with it, without a trace in the report', async () => {
		const { chunks, report } = write([await listing({ ...secret, foreign })], leavingNow);
		expect(await textOf(chunks)).not.toMatch(/hall|Garden|Evening/);
		expect(report).toEqual({ written: 0, leftOut: 0, counts: {}, lines: [] });
	});

	it('is not told of one that is online as well', async () => {
		const { chunks } = write([await listing({ ...secret, foreign, mode: 'hybrid' })], leavingNow);
		const text = await textOf(chunks);
		expect(text).toContain('Evening group');
		expect(text).not.toMatch(/Garden|Elm|Anytown|NY|Secret|40\.75|confidential|hybrid/);
	});
});
