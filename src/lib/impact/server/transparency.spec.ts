import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import * as safety from '#lib/safety/server/safety.ts';
import { day, hour } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import type { PartsName } from '../transparency.ts';
import * as impact from './impact.ts';

const world = await openWorld();
let space: Awaited<ReturnType<typeof aSpace>>;
const names = ['Reed', 'Wren', 'Heron', 'Cedar', 'Moss'];

/** In spring 2026: six people report a share, one of them a person as well; the share is hidden, and that is reversed. */
beforeAll(async () => {
	world.clock.set('2026-04-07T09:00:00Z');
	await organisation(world, { timeZone: 'UTC' });
	space = await aSpace(world);
	const { groupId, made, fern, tide, mara, ines, shareId, report } = space;
	for (const name of names)
		await report((await made.member(name)).ctx, 'share', shareId, { reason: 'identifying' });
	const reportId = await report(fern.ctx, 'share', shareId, { reason: 'identifying' });
	await report(fern.ctx, 'person', tide.membershipId, { reason: 'unkind' });
	world.clock.pass(hour);
	await safety.openReport(mara.ctx, { groupId, reportId });
	await safety.decideReport(mara.ctx, {
		...{ groupId, reportId, decision: 'hidden', why: 'Because.', tell: 'It names a street.' }
	});
	const [{ decisionId } = { decisionId: '' }] = await safety.myDecisions(tide.ctx);
	await safety.appeal(tide.ctx, { decisionId, words: 'It is another street.' });
	await safety.openAppeal(ines.ctx, { groupId, decisionId });
	const answer = { groupId, decisionId, answer: 'reversed' as const, tell: 'You were right.' };
	await safety.answerAppeal(ines.ctx, answer);
}, 120_000);

const publish = () => impact.publishHalves(world.system);
const inside = async (name: PartsName) => {
	const page = await impact.transparency(space.made.coordinator.ctx, { audience: 'inside' });
	const { all, parts } = page.figures.find((one) => one.name === name)!;
	return { all, ...Object.fromEntries(parts.map((part) => [part.name, part.value])) };
};

describe('half a year of reports', () => {
	test('is nothing before it is over, and nobody but the clock publishes it', async () => {
		expect(await publish()).toEqual([]);
		world.clock.set('2026-07-02T12:00:00Z');
		expect(await publish()).toEqual([]);
		expect(await impact.transparency(world.nobody, { audience: 'outside' })).toMatchObject({
			...{ half: null, halves: [], figures: [] }
		});
		for (const ctx of [space.made.coordinator.ctx, world.nobody])
			expect(await code(impact.publishHalves(ctx))).toBe('not_found');
	});

	test('is published once, however many look at it', async () => {
		world.clock.set('2026-07-03T00:00:01Z');
		const done = await Promise.all([publish(), publish(), publish()]);
		expect(done.flat()).toEqual(['2026-H1']);
		expect(await inside('reports_of')).toEqual({
			// One person is behind one of them: it is not shown, nor what would give it away.
			...{
				all: 7,
				meeting: 0,
				share: null,
				reply: 0,
				strategy: 0,
				feedback: 0,
				person: null,
				group: 0
			}
		});
		expect(await inside('first_on_time')).toEqual({ all: null, within: null, late: null });
		expect(await inside('decisions_step')).toMatchObject({ all: null, hidden: null, removed: 0 });
		expect(await inside('appeals')).toEqual({ all: null, reversed: null, kept: 0, open: 0 });
		expect(await inside('opened')).toEqual({ all: null, facilitator: null, coordinator: 0 });
		expect(await inside('without')).toEqual({ all: 0, no_step: 0, passed_on: 0 });
	});

	test('is for everyone without small numbers, and finer for coordinators alone', async () => {
		const page = await impact.transparency(world.nobody, { audience: 'outside' });
		expect(page.figures.every(({ all }) => all === null || all === 0)).toBe(true);
		const stranger = await person(world);
		for (const ctx of [world.nobody, stranger.ctx, space.mara.ctx])
			expect(await code(impact.transparency(ctx, { audience: 'inside' }))).toBe('not_found');
		expect(
			await code(impact.transparency(world.nobody, { audience: 'outside', half: '2025-H2' }))
		).toBe('not_found');
	});

	test('is a file in which what is not shown is empty, and none is zero', async () => {
		const page = await impact.transparency(space.made.coordinator.ctx, { audience: 'inside' });
		const lines = impact.transparencyCsv(page).split('\n');
		expect(lines[0]).toBe('half,figure,part,value,shown');
		expect(lines).toContain('2026-H1,reports_of,all,7,yes');
		expect(lines).toContain('2026-H1,reports_of,person,,no');
		expect(lines).toContain('2026-H1,reports_of,reply,0,yes');
	});

	test('does not move when something of it is deleted later', async () => {
		await inTransaction(world.system, ({ db }) => sql`delete from report`.execute(db));
		world.clock.pass(200 * day);
		await publish();
		expect(await inside('reports_of')).toMatchObject({ all: 7 });
	});

	test('holds what happened, counted apart', async () => {
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{ figures: { figures: Record<string, unknown> } }>`select figures from published_half
				where half = '2026-H1'`.execute(db)
		);
		expect(rows[0]!.figures.figures).toMatchObject({
			reports_priority: { parts: { first: { many: 6, people: 6 }, third: { many: 1, people: 1 } } },
			// The one that was opened was an hour old; the others were answered by its decision.
			first_on_time: { parts: { late: { many: 6, people: 6 } } },
			third_on_time: { all: { many: 1, people: 1 }, parts: { late: { many: 1 } } },
			decisions_step: { parts: { hidden: { many: 1, people: 1 } } },
			decisions_reason: { parts: { identifying: { many: 1, people: 1 } } },
			appeals: { parts: { reversed: { many: 1, people: 1 } } },
			opened: { all: { many: 2, people: 1 } }
		});
	});
});
