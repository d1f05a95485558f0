import { describe, expect, it } from 'vitest';
import { say } from '#lib/words/words.ts';
import { newYork, piecesOf, readAll, readOne } from '#test/support/feeds/bytes.ts';
import type { FeedFormat, Limits, ReadRow } from './formats.ts';
import { readFeed } from './formats.ts';
import { rowBounds } from './row-builder.ts';

const good = (n: number) => `{"slug":"m-${n}","name":"Evening group ${n}","city":"Anytown"}`;
const reasons = (rows: readonly ReadRow[]) =>
	rows.flatMap(({ row, problems }) => problems.map(({ reason }) => `${row} ${reason}`));

async function readChunks(
	format: FeedFormat,
	chunks: AsyncIterable<Uint8Array>,
	limits: Partial<Limits> = {}
): Promise<ReadRow[]> {
	const rows: ReadRow[] = [];
	for await (const row of readFeed(format, chunks, { ...newYork, limits })) rows.push(row);
	return rows;
}

describe('a feed that means no good', () => {
	it('never ends: it is read up to the limit, and what came before stands', async () => {
		let sent = 0;
		async function* endless() {
			yield Buffer.from(`[${good(1)},`);
			for (;;) {
				sent += 1;
				yield Buffer.from(`${good(2)},`.repeat(100));
				await Promise.resolve();
			}
		}
		const rows = await readChunks('meeting-guide', endless(), { bytes: 50_000 });
		expect(rows[0]?.listing?.key).toBe('m-1');
		expect(rows.at(-1)).toMatchObject({ row: 0, problems: [{ reason: 'feed_too_big' }] });
		expect(sent).toBeLessThan(20);
	});

	it('has more rows than a directory could hold: the first ones stand', async () => {
		const text = `[${[1, 2, 3, 4].map(good).join()}]`;
		const rows = await readChunks('meeting-guide', piecesOf(text), { rows: 2 });
		expect(rows.map(({ key }) => key)).toEqual(['m-1', 'm-2', null]);
		expect(reasons(rows)).toEqual(['0 feed_too_big']);
	});

	it('sends one text without end: the row is kept, the text cut', async () => {
		const text = `[{"slug":"m-1","name":"A","notes":"${'x'.repeat(3_000_000)}"},${good(2)}]`;
		const rows = await readAll('meeting-guide', text, newYork, 60_000);
		expect(rows.map(({ key }) => key)).toEqual(['m-1', 'm-2']);
		expect(rows[0]?.listing?.description).toHaveLength(5000);
		expect(rows[0]?.problems).toMatchObject([{ field: 'notes' }, { reason: 'place_missing' }, {}]);
	});

	const long = 'x'.repeat(15_000);
	const tooLong = Array.from({ length: 100 }, (_, n) => `"k${n}":"${long}"`).join();

	it('sends a row without end: it is cut, and what it is called is kept wherever it stands', async () => {
		const text = `[{"slug":"m-1","city":"B",${tooLong},"name":"Evening group"},${good(2)}]`;
		const rows = await readAll('meeting-guide', text);
		expect(rows[0]?.problems).toEqual([
			{ field: 'k66', value: '', reason: 'row_cut', outcome: 'repaired' }
		]);
		expect(rows.map(({ listing }) => listing?.name)).toEqual(['Evening group', 'Evening group 2']);
	});

	it('sends a row of very many short fields: it is bounded all the same', async () => {
		const keys = Array.from({ length: 4000 }, (_, n) => `"k${n}":"${'x'.repeat(1900)}"`);
		const [row] = await readAll(
			'meeting-guide',
			`[{"slug":"m-1","name":"A","city":"B",${keys.join()}}]`
		);
		expect(reasons([row!])).toEqual(['1 row_cut']);
		expect(row?.listing?.key).toBe('m-1');
	});

	const service = (id: string, more: string) =>
		`{"id":"${id}",${more},"name":"Harbour talks","status":"active"}`;

	it('sends a field without end that nobody needs: the service is read without the rest of it', async () => {
		const terms = Array.from({ length: 60 }, (_, n) => `{"id":"${n}","label":"${long}"}`);
		const text = `[${service('s-1', `"attributes":[${terms.join()}]`)},${service('s-2', '"url":""')}]`;
		const rows = await readAll('hsds', text);
		expect(reasons(rows).filter((reason) => /big|cut/.test(reason))).toEqual(['1 field_too_big']);
		expect(rows.map(({ listing }) => listing?.name)).toEqual(['Harbour talks', 'Harbour talks']);
	});

	it('says of times without end whose they are and why, and takes nothing for gone', async () => {
		const times = Array.from({ length: 60 }, (_, n) => `{"id":"${n}","description":"${long}"}`);
		const [row, ...more] = await readAll(
			'hsds',
			`[${service('s-1', `"schedules":[${times.join()}]`)}]`
		);
		expect(more).toEqual([]);
		expect(row).toEqual({
			...{ row: 1, key: 's-1', listing: null },
			problems: [
				{
					...{ field: 'schedules', value: 'Harbour talks' },
					...{ reason: 'row_too_big', outcome: 'rejected' }
				}
			]
		});
	});

	it('says of an organisation without end that its services cannot be told, so none is taken for gone', async () => {
		const services = Array.from({ length: 60 }, (_, n) =>
			service(`s-${n}`, `"description":"${long}"`)
		);
		const text = `[{"id":"o-1","name":"Lighthouse","services":[${services.join()}]}]`;
		const rows = await readAll('hsds', text);
		expect(rows.map(({ row, key }) => [row, key])).toEqual([
			[1, 'o-1'],
			[0, null]
		]);
		expect(reasons(rows)).toEqual(['1 row_too_big', '0 row_too_big']);
	});

	it('is told the bounds in words', () => {
		const said = (reason: string) =>
			say(`directory.import.${reason}` as 'directory.import.row_too_big');
		expect(said('row_too_big')).toContain(rowBounds.field.toLocaleString('en'));
		expect(said('field_too_big')).toContain(rowBounds.field.toLocaleString('en'));
		expect(said('row_cut')).toContain(rowBounds.row.toLocaleString('en'));
	});

	it('nests lists in lists: the row is kept without them', async () => {
		const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
		const rows = await readAll(
			'meeting-guide',
			`[{"slug":"m-1","name":"A","city":"B","types":${deep}}]`
		);
		expect(rows[0]?.listing?.key).toBe('m-1');
		expect(reasons(rows)).toEqual(['1 too_deep']);
		const abyss = await readAll('meeting-guide', `[${good(1)},${'['.repeat(100_000)}`);
		expect(reasons(abyss).at(-1)).toBe('0 feed_broken');
		expect(abyss[0]?.listing?.key).toBe('m-1');
	});

	it('nests tags: the words stay', async () => {
		const notes = `${'<div>'.repeat(3000)}Come in${'</div>'.repeat(500)}`;
		const { listing } = await readOne('meeting-guide', { slug: 'm', name: 'A', city: 'B', notes });
		expect(listing?.description).not.toContain('<');
	});

	it('names a field __proto__: nothing is inherited', async () => {
		const text = `[{"__proto__":{"name":"Ghost"},"slug":"m-1"},{"slug":"m-2"}]`;
		expect(reasons(await readAll('meeting-guide', text))).toEqual([
			'1 name_missing',
			'2 name_missing'
		]);
		expect(({} as { name?: string }).name).toBeUndefined();
	});

	it('breaks in the middle: the rows before are whole, and the feed is said to be broken', async () => {
		const rows = await readAll(
			'meeting-guide',
			`[${good(1)},${good(2)},{"slug": oops},${good(3)}]`
		);
		expect(rows.map(({ key }) => key)).toEqual(['m-1', 'm-2', null]);
		expect(reasons(rows)).toEqual(['0 feed_broken']);
	});

	it('is a page of words, or nothing, or an empty list: it says so', async () => {
		for (const format of ['meeting-guide', 'bmlt', 'hsds'] as const) {
			expect(reasons(await readAll(format, '<!doctype html><p>Sorry'))).toEqual(['0 feed_broken']);
			expect(reasons(await readAll(format, ''))).toEqual(['0 feed_empty']);
			expect(reasons(await readAll(format, '[]'))).toEqual(['0 feed_empty']);
		}
		expect(reasons(await readAll('csv', 'Name,ID\n'))).toEqual(['0 feed_empty']);
	});

	it('loses its connection: the rows before stand', async () => {
		async function* torn() {
			yield Buffer.from(`[${good(1)},`);
			await Promise.resolve();
			throw new Error('socket hang up');
		}
		const rows = await readChunks('meeting-guide', torn());
		expect(rows.map(({ key }) => key)).toEqual(['m-1', null]);
		expect(reasons(rows)).toEqual(['0 feed_cut_off']);
	});
});

describe('bytes', () => {
	const name = async (bytes: Uint8Array, size?: number) => {
		const rows = await readAll('meeting-guide', bytes, newYork, size);
		return [rows[0]?.listing?.name, ...reasons(rows).filter((reason) => reason.startsWith('0'))];
	};
	const text = (word: string) => `[{"slug":"m","name":"${word}","city":"B"}]`;

	it('are UTF-8 cut anywhere', async () => {
		for (const size of [1, 2, 3, 5]) {
			expect(await name(Buffer.from(text('Café 名前 🌱')), size)).toEqual(['Café 名前 🌱']);
		}
	});

	it('are read with a byte order mark, and as UTF-16 when it says so', async () => {
		expect(await name(Buffer.from(`\ufeff${text('Café')}`))).toEqual(['Café']);
		expect(await name(Buffer.from(`\ufeff${text('Café')}`, 'utf16le'), 3)).toEqual(['Café']);
	});

	it('of Windows-1252 become their letters, which is said, and do not spoil those that are UTF-8', async () => {
		const mixed = Buffer.concat([
			Buffer.from('[{"slug":"m","name":"Caf'),
			Buffer.from([0xe9, 0x20, 0x93]),
			Buffer.from('Grüße', 'utf8'),
			Buffer.from([0x20, 0x94]),
			Buffer.from('"}]')
		]);
		expect(await name(mixed, 4)).toEqual(['Café “Grüße ”', '0 feed_encoding']);
	});
});
