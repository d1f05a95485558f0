import { describe, expect, it } from 'vitest';
import { readAll, textOf } from '#test/support/feeds/bytes.ts';
import { arrived, leavingNow } from '#test/support/feeds/listings.ts';
import { writeMeetingGuideCsv } from './formats.ts';

const reasons = async (text: string | Uint8Array) =>
	(await readAll('csv', text)).flatMap(({ row, problems }) =>
		problems.map(({ field, reason }) => `${row} ${field} ${reason}`)
	);

const sheet = (rows: number) => {
	const lines = [
		'\ufeffNAME,id,Day,TIME,End  Time,Time Zone,Location,City,Country,Regions,Types,Notes'
	];
	for (let n = 1; n <= rows; n += 1) {
		lines.push(
			`Evening group,g-${n},Monday,7:30 PM,9:00 PM,,"Hall ""B""",Anytown,US,North > Pier,"Closed, Women","Two` +
				`\r\nlines"`
		);
	}
	return lines.join('\r\n');
};

describe('a spreadsheet', () => {
	it('is read by its headers, whatever their case and spaces', async () => {
		const rows = await readAll('csv', sheet(300));
		expect(rows).toHaveLength(300);
		expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
		expect(rows[0]).toMatchObject({ row: 2, key: 'g-1' });
		expect(rows[299]?.listing).toMatchObject({
			...{ name: 'Evening group', description: 'Two\nlines', openness: 'closed' },
			audiences: ['women'],
			place: { name: 'Hall "B"', city: 'Anytown', region: 'North' },
			times: [{ localTime: '19:30', minutes: 90, rule: { weekdays: [1] } }],
			foreign: { meeting_guide: { regions: ['North', 'Pier'] } }
		});
	});

	it('may say the same in our own words', async () => {
		const text =
			'Key;Name;Weekday;Start;Zone;Experience;Audience;Languages;Access;Cost;Open;Led by;Mode\n' +
			'a;Harbour;Tuesday;18:00;Europe/Berlin;Childhood;women;German, en;Step free;Free;request;peer;online\n';
		const [row] = await readAll('csv', text);
		expect(row?.listing).toMatchObject({
			...{ mode: 'online', openness: 'request', cost: 'free', ledBy: 'peer', at: null },
			...{ experiences: ['childhood'], audiences: ['women'], access: ['step_free'] },
			languages: ['de', 'en']
		});
		expect(await reasons(text.replace('Childhood', 'weather'))).toContain(
			'2 experience value_unknown'
		);
	});

	it('of Windows-1252, with tabs, is read too', async () => {
		const text = Buffer.from('ID\tName\tCity\na\tCaf\xe9\tNew York\n', 'latin1');
		const rows = await readAll('csv', text);
		expect(rows[0]?.listing?.name).toBe('Café');
		expect(await reasons(text)).toEqual(['0 feed feed_encoding']);
	});

	it('keeps the rows before a quote that nobody closed', async () => {
		expect(await reasons('ID,Name,City\na,A,B\nb,"open,B\nc,C,D\n')).toEqual([
			'0 feed feed_cut_off'
		]);
		const long = `ID,Name,City\na,A,B\nb,"${'x'.repeat(400_000)}`;
		const rows = await readAll('csv', long);
		expect(rows.map(({ key }) => key)).toEqual(['a', null]);
		expect(await reasons(long)).toEqual(['0 feed feed_broken']);
	});

	it('counts its rows as the sheet does, over empty ones', async () => {
		const rows = await readAll('csv', '\n\nID,Name\n\n1,a\n,\n\n2,"b\nc"\n3,d');
		expect(rows.map(({ row, key }) => [row, key])).toEqual([
			[5, '1'],
			[8, '2'],
			[9, '3']
		]);
	});

	it('of nothing but separators comes to an end', async () => {
		const rows = await readAll('csv', `ID,Name\n1,a\n${', \n'.repeat(110_000)}`, undefined, 65_536);
		expect(rows.map(({ key }) => key)).toEqual(['1', null]);
		expect(rows[1]?.problems[0]?.reason).toBe('feed_too_big');
	});

	it('without an identity is refused row by row, since names repeat', async () => {
		expect(await reasons('Name,City\nA,B\nA,C\n')).toEqual([
			'2 slug key_missing',
			'3 slug key_missing'
		]);
	});

	it('never takes in columns with contacts', async () => {
		const text =
			'ID,Name,City,Contact 1 Name,Contact 1 Phone,Phone,Email\na,A,B,Ann Persona,5550100,5550101,ann@x.example\n';
		expect(JSON.stringify((await readAll('csv', text))[0]?.listing)).not.toMatch(
			/Persona|555|ann@/
		);
	});
});

describe('a spreadsheet that leaves', () => {
	const cells = async (notes: string) => {
		const rows = await readAll(
			'meeting-guide',
			JSON.stringify([{ slug: 'a', name: 'A', city: 'B', notes }])
		);
		return textOf(writeMeetingGuideCsv(arrived(rows), leavingNow).chunks);
	};

	it.each(['=HYPERLINK("x")', '+1+1', '-2+3', '@SUM(A1)', '＝1', "'=1"])(
		'has no cell that a program takes for a formula: %s',
		async (notes) => {
			const text = await cells(notes);
			expect(text).toContain(`'${notes.replaceAll('"', '""')}`);
			const [back] = await readAll('csv', text);
			expect(back?.listing?.description).toBe(notes);
		}
	);

	it('has English headers, CRLF, and one row for each day', async () => {
		const row = { slug: 'a', name: 'A', city: 'B', day: [1, 3], time: '19:30', timezone: 'UTC' };
		const rows = await readAll('meeting-guide', JSON.stringify([row]));
		const text = await textOf(writeMeetingGuideCsv(arrived(rows), leavingNow).chunks);
		const [header, first, second, end] = text.split('\r\n');
		expect(header?.split(',').slice(0, 6)).toEqual([
			'ID',
			'Name',
			'Day',
			'Time',
			'End Time',
			'Time Zone'
		]);
		expect(first).toMatch(/^a,A,Monday,7:30 PM,8:30 PM,UTC,/);
		expect(second).toMatch(/^a-day3,A,Wednesday,7:30 PM,8:30 PM,UTC,/);
		expect(end).toBe('');
	});
});
