import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Line } from '#lib/meetings/protocol.ts';
import { hour } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';
import { ReportForm } from '../inputs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const venue = await openVenue(world);

/** The lines that a browser was sent, as it reports them. */
async function linesOf(client: LiveClient) {
	const { epoch, lines } = await client.inside();
	const heard = [...lines, ...client.messages].filter(
		(each): each is Extract<Line, { t: 'w' }> => each.t === 'w'
	);
	return heard.map(({ n, in: place, who, at, text, tag }) => ({
		...{ epoch, n, in: place, who, at, text, tag }
	}));
}
type Reported = Awaited<ReturnType<typeof linesOf>>[number];

/** Tide said something that Fern, who heard it, reports. */
async function evening() {
	const gathering = await gather(world, ['Fern', 'Tide', 'Lark']);
	const here = await venue.opened(gathering, 'Fern', 'Tide', 'Lark');
	const [mara, ines, fern, tide, lark] = ['Mara', 'Ines', 'Fern', 'Tide', 'Lark'].map((alias) =>
		here.get(alias)!
	) as [LiveClient, LiveClient, LiveClient, LiveClient, LiveClient];
	await tide.say('I know where you live.');
	await fern.got('w');
	const send = (alias: string, lines: readonly object[], more: object = {}) =>
		safety.reportFromRoom(gathering.who(alias).ctx, {
			...{ meetingId: gathering.meetingId, once: newId(), reason: 'threat' },
			...{ lines: lines as Reported[], ...more }
		});
	return { gathering, mara, ines, fern, tide, lark, send };
}
const stored = (gathering: Gathering) =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<{ reason: string; priority: number; about_ids: string[] }>`
			select reason, priority, about_ids from report
			where meeting_id = ${gathering.meetingId} order by made_at`.execute(db);
		return rows;
	});

describe('a report from the room', () => {
	test('keeps the lines that its reporter was sent, and says so once it is stored', async () => {
		const { gathering, fern, send } = await evening();
		const receipt = await send('Fern', await linesOf(fern));
		expect(receipt).toMatchObject({ kept: 1, refused: 0 });
		expect(await stored(gathering)).toEqual([
			{ reason: 'threat', priority: 1, about_ids: [gathering.who('Tide').membershipId] }
		]);
	});

	test('needs no lines: something happened just now', async () => {
		const { gathering, send } = await evening();
		expect(
			await send('Fern', [], { reason: 'sexual', words: 'He asked for my number.' })
		).toMatchObject({ kept: 0, refused: 0 });
		expect(await stored(gathering)).toEqual([{ reason: 'sexual', priority: 2, about_ids: [] }]);
	});

	test('refuses and counts every line that was changed in any part', async () => {
		const { gathering, fern, send } = await evening();
		const [line] = (await linesOf(fern)) as [Reported];
		const forged = [
			{ text: 'I will find you.' },
			{ who: gathering.who('Lark').membershipId },
			{ at: line.at + 1 },
			{ n: line.n + 1 },
			{ in: 'side' },
			{ epoch: newId() },
			{ tag: line.tag.slice(0, -4) + 'AAAA' },
			{ tag: '' },
			{ tag: line.tag.slice(0, 8) }
		].map((change) => ({ ...line, ...change }));
		expect(await send('Fern', [...forged, line])).toMatchObject({ kept: 1, refused: 9 });
	});

	test('refuses a true line of another meeting', async () => {
		const first = await evening();
		const { fern, send } = await evening();
		const foreign = await linesOf(first.fern);
		expect(await send('Fern', [...foreign, ...(await linesOf(fern))])).toMatchObject({
			...{ kept: 1, refused: 1 }
		});
	});

	test('keeps a line once, however often it is in it', async () => {
		const { fern, send } = await evening();
		const lines = await linesOf(fern);
		expect(await send('Fern', [...lines, ...lines])).toMatchObject({ kept: 1 });
	});

	test('sent again, or twice at once, is one report with one receipt', async () => {
		const { gathering, fern, send } = await evening();
		const [lines, once] = [await linesOf(fern), newId()];
		const both = await Promise.all([send('Fern', lines, { once }), send('Fern', lines, { once })]);
		const later = await send('Fern', [], { once, words: 'Another.' });
		expect(new Set([...both, later].map(({ reportId }) => reportId)).size).toBe(1);
		expect(later.kept).toBe(1);
		expect(await stored(gathering)).toHaveLength(1);
	});

	test('may name whom it is about, who was there and is not oneself', async () => {
		const { gathering, fern, send } = await evening();
		const lines = await linesOf(fern);
		const id = (alias: string) => gathering.who(alias).membershipId;
		for (const about of [id('Mara'), id('Fern'), newId()]) await send('Fern', lines, { about });
		expect((await stored(gathering)).map(({ about_ids }) => about_ids)).toEqual([
			[id('Mara')],
			[id('Tide')],
			[id('Tide')]
		]);
	});
});

describe('lines that the reporter could not have heard', () => {
	test('from the side room are refused to who was in the circle, though their tags are right', async () => {
		const { gathering, ines, fern, send } = await evening();
		const who = gathering.who('Fern').membershipId;
		expect(await ines.ask({ t: 'ask-aside', who })).toBe('ok');
		expect(await ines.ask({ t: 'go', to: 'side' })).toBe('ok');
		expect(await fern.ask({ t: 'go', to: 'side' })).toBe('ok');
		world.clock.pass(10_000);
		await fern.say('Between us.');
		const lines = await linesOf(fern);
		expect(lines.map(({ text, in: place }) => [place, text])).toEqual([
			['circle', 'I know where you live.'],
			['side', 'Between us.']
		]);
		expect(await send('Fern', lines)).toMatchObject({ kept: 2, refused: 0 });
		expect(await send('Lark', lines)).toMatchObject({ kept: 1, refused: 1 });
	});

	test('while away are theirs when they came back to them, not when they stayed away', async () => {
		const { gathering, mara, fern, tide, send } = await evening();
		world.clock.pass(10_000);
		const cursor = fern.cursor();
		await venue.cut(fern, tide);
		world.clock.pass(11_000);
		await venue.gateway.tick();
		world.clock.pass(10_000);
		await mara.say('While two were away.');
		const back = venue.come(gathering, 'Fern', cursor);
		const lines = await linesOf(back);
		expect(lines.map(({ text }) => text)).toEqual(['While two were away.']);
		world.clock.pass(10_000);
		expect(await send('Fern', lines)).toMatchObject({ kept: 1 });
		expect(await send('Tide', lines)).toMatchObject({ kept: 0, refused: 1 });
	});
});

describe('a report', () => {
	test('comes through after the meeting and after a new start, until a day is over', async () => {
		const { fern, mara, send } = await evening();
		const lines = await linesOf(fern);
		await mara.ask({ t: 'end' });
		await venue.restart();
		world.clock.pass(23 * hour);
		expect(await send('Fern', lines)).toMatchObject({ kept: 1 });
		world.clock.pass(2 * hour);
		await expect(send('Fern', lines)).rejects.toMatchObject({ code: 'report_too_late' });
	});

	test('is for the meeting’s own people who were there', async () => {
		const { gathering, fern, send } = await evening();
		const lines = await linesOf(fern);
		const stranger = (await gather(world, ['Wren'])).who('Wren');
		const from = (ctx: typeof world.nobody) =>
			safety.reportFromRoom(ctx, {
				...{ meetingId: gathering.meetingId, once: newId(), reason: 'other' as const },
				lines
			});
		await expect(from(stranger.ctx)).rejects.toMatchObject({ status: 404 });
		await expect(from(world.nobody)).rejects.toMatchObject({ status: 401 });
		const quiet = await gather(world, ['Fern']);
		await expect(
			safety.reportFromRoom(quiet.who('Fern').ctx, {
				...{ meetingId: quiet.meetingId, once: newId(), reason: 'other' }
			})
		).rejects.toMatchObject({ code: 'report_not_there' });
		expect(await stored(gathering)).toEqual([]);
		expect(await send('Lark', lines)).toMatchObject({ kept: 1 });
	});

	test.each([
		[{ reason: 'bored' }, 'reason'],
		[{ words: 'x'.repeat(1_001) }, 'words'],
		[{ lines: [{ text: 'No tag.' }] }, 'lines'],
		[{ once: 'no-id' }, 'once']
	])('with %j is refused as a form', async (wrong, field) => {
		const { send } = await evening();
		const refused = await send('Fern', [], wrong).catch((error: unknown) => error);
		expect(Object.keys((refused as { fields: object }).fields)[0]).toMatch(new RegExp(`^${field}`));
	});

	test('takes no more than the last lines, and no flood of reports', async () => {
		const { fern, send } = await evening();
		const [line] = (await linesOf(fern)) as [Reported];
		const many = Array.from({ length: 21 }, () => line);
		await expect(send('Fern', many)).rejects.toMatchObject({ code: 'invalid' });
		for (let i = 0; i < 6; i += 1) await send('Fern', [line]);
		await expect(send('Fern', [line])).rejects.toMatchObject({ code: 'too_many' });
	});
});

test('a form that carries something else than lines is refused as a form', () => {
	const form = { once: newId(), reason: 'other' };
	for (const lines of ['[{]', '{"a":1}', '[1]', 'null'])
		expect(ReportForm.safeParse({ ...form, lines }).success, lines).toBe(false);
	expect(ReportForm.parse({ ...form, lines: '', coordinatorsOnly: 'on' })).toMatchObject({
		...{ lines: [], coordinatorsOnly: true, about: '' }
	});
});
