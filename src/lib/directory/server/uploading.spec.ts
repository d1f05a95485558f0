import { describe, expect, test } from 'vitest';
import type { Ctx } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { bytesOf } from '#test/support/directory.ts';
import { bmltTraps } from '#test/support/feeds/bmlt.ts';
import { hsdsTraps } from '#test/support/feeds/hsds.ts';
import { meetingGuideTraps } from '#test/support/feeds/meeting-guide.ts';
import { feedOf } from '#test/support/feeds/traps.ts';
import { openWorld } from '#test/support/world.ts';
import type { FeedFormat, UploadInput } from '../inputs.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const coordinator = (await person(world, { roles: ['coordinator'] })).ctx;
const files: Record<FeedFormat, string> = {
	'meeting-guide': JSON.stringify(feedOf(meetingGuideTraps, 2).rows),
	bmlt: JSON.stringify(feedOf(bmltTraps, 2).rows),
	hsds: JSON.stringify({ contents: feedOf(hsdsTraps, 2).rows }),
	csv: 'Name,ID,City\r\n"=HYPERLINK(""http://x"")",1,Anytown\r\n+1 formula,2,Anytown\r\n@SUM(A1),3,Anytown\r\n'
};
const send = async (text: string, input: Partial<UploadInput> = {}, ctx: Ctx = coordinator) => {
	const given = { name: 'Sent', format: 'csv' as const, timeZone: 'UTC', ...input };
	const { runId, report } = await directory.uploadFeed(ctx, given, () => bytesOf(text));
	const ended = await report;
	expect(ended.runId).toBe(runId);
	return ended;
};
const names = async () => (await directory.sources(world.system)).map(({ name }) => name);
const rows = (count: number) =>
	`Name,ID,City\r\n${Array.from({ length: count }, (_, n) => `Group ${n},${n},Anytown\r\n`).join('')}`;

describe('a file that a coordinator sends', () => {
	test.each(Object.keys(files) as FeedFormat[])('as %s is taken in', async (format) => {
		const first = await send(files[format], { name: `Sent ${format}`, format });
		expect(first.added).toBeGreaterThan(2);
		expect(first.outcome).toBe('changed');
		const again = await send(files[format], { name: `Sent ${format}`, format });
		expect(again).toMatchObject({ outcome: 'unchanged', added: 0, changed: 0, retired: 0 });
	});

	test('with formulas loses no row, and they stay words', async () => {
		const { sourceId: _, ...sent } = (await directory.sources(world.system)).find(
			({ name }) => name === 'Sent csv'
		)!;
		expect(sent.listings).toBe(3);
		await directory.catchUp(world.nobody);
		const { items } = await directory.search(world.nobody, { source: ['Sent csv'] });
		expect(items.map(({ name }) => name)).toContain('=HYPERLINK("http://x")');
	});

	test('is held when more than half would go', async () => {
		await send(rows(10), { name: 'Half' });
		const held = await send(rows(4), { name: 'Half' });
		expect(held).toMatchObject({ outcome: 'held', retired: 6, before: 10 });
		const half = (await directory.sources(world.system)).find(({ name }) => name === 'Half')!;
		expect(half.listings).toBe(10);
	});

	const formats = Object.keys(files) as FeedFormat[];
	test.each(
		formats.flatMap((is) =>
			formats.filter((said) => said !== is).map((said) => [is, said] as const)
		)
	)('as %s that is said to be %s is refused, and makes no source', async (is, said) => {
		const looks = `upload_looks_${is.replace('-', '_')}`;
		await expect(send(files[is], { name: 'Wrong', format: said })).rejects.toMatchObject({
			fields: { format: looks }
		});
		expect(await names()).not.toContain('Wrong');
	});

	test.each([
		['', 'csv', { file: 'upload_empty' }],
		['[]', 'meeting-guide', { file: 'upload_empty' }],
		['Name,ID\r\n', 'csv', { file: 'upload_empty' }],
		['PK\u0003\u0004workbook', 'csv', { file: 'upload_workbook' }],
		['<!doctype html><p>Sorry', 'csv', { file: 'upload_unreadable' }],
		['[oops', 'hsds', { file: 'upload_unreadable' }],
		['%PDF-1.7', 'csv', { file: 'upload_unreadable' }],
		['[{"a":1}]', 'csv', { format: 'upload_looks_json' }]
	] as const)('%j as %s changes nothing', async (text, format, fields) => {
		await expect(send(text, { name: 'Wrong', format })).rejects.toMatchObject({ fields });
		expect(await names()).not.toContain('Wrong');
	});

	test('needs a file, a name and a format', async () => {
		const none = directory.uploadFeed(
			coordinator,
			{ name: 'Wrong', format: 'csv', timeZone: '' },
			null
		);
		await expect(none).rejects.toMatchObject({ fields: { file: 'upload_none' } });
		await expect(send(rows(1), { name: '' })).rejects.toMatchObject({
			fields: { name: 'required' }
		});
		await expect(send(rows(1), { name: 'Own' })).rejects.toMatchObject({
			fields: { name: 'source_taken' }
		});
	});

	test('leaves a source that is read by itself as it is read', async () => {
		const url = 'https://lists.example.org/feed.json';
		const source = { name: 'By itself', format: 'meeting-guide' as const, url, everyMinutes: 60 };
		await directory.addSource(world.system, source);
		await expect(send(rows(1), { name: 'by itself' })).rejects.toMatchObject({
			fields: { format: 'upload_other_format' }
		});
		const { outcome } = await send(files['meeting-guide'], {
			name: 'By itself',
			format: 'meeting-guide'
		});
		expect(outcome).toBe('changed');
		const kept = (await directory.sources(world.system)).find(({ name }) => name === 'By itself');
		expect(kept).toMatchObject({ url, everyMinutes: 60, format: 'meeting-guide' });
	});

	test('at the same moment as another of the same source waits for its turn', async () => {
		const both = await Promise.allSettled([
			send(rows(50), { name: 'Twice' }),
			send(rows(50), { name: 'Twice' })
		]);
		const refused = both.filter(({ status }) => status === 'rejected');
		for (const one of refused) expect(one).toMatchObject({ reason: { code: 'import_running' } });
		expect(refused.length).toBeLessThan(2);
		const twice = (await directory.sources(world.system)).find(({ name }) => name === 'Twice')!;
		expect(twice.listings).toBe(50);
	});

	test('is refused to whoever is no coordinator', async () => {
		const member = (await person(world)).ctx;
		for (const ctx of [member, world.nobody])
			await expect(send(rows(1), { name: 'Wrong' }, ctx)).rejects.toMatchObject({ status: 404 });
		expect(await names()).not.toContain('Wrong');
	});
});
