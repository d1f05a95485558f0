import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { reportedFrom } from '#test/support/reports.ts';
import { openWorld } from '#test/support/world.ts';
import { forgetReports } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const venue = await openVenue(world);
let coordinator: Ctx;
beforeAll(async () => {
	coordinator = (await person(world, { roles: ['coordinator'] })).ctx;
});

const reported = (by: string, more: object = {}) => reportedFrom(world, venue, by, more);
const bytes = (gathering: Gathering) =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<{ all: string; decision: string | null }>`
			select encode(coalesce(box, ''), 'escape') || r::text as all, decision from report r
			where group_id = ${gathering.groupId}`.execute(db);
		return rows;
	});
const ids = async (ctx: Ctx, groupId: string | null) =>
	(await safety.reports(ctx, groupId)).reports.map(({ reportId }) => reportId);
const decision = { decision: 'talked', why: 'Tide and I spoke.' } as const;

describe('the queue', () => {
	test('is read by the facilitators of the group and by coordinators, and shows nothing of what was said', async () => {
		const { gathering, groupId, reportId, ctx } = await reported('Tide');
		for (const [who, of] of [
			[ctx('Mara'), groupId],
			[ctx('Ines'), groupId],
			[coordinator, null]
		] as const) {
			const { reports: heads } = await safety.reports(who, of);
			const own = heads.find((each) => each.reportId === reportId);
			expect(own).toMatchObject({ reason: 'identifying', priority: 1, lines: 1, decision: null });
			expect(JSON.stringify(heads)).not.toMatch(/Heliotrope|Gladiolus|Fern|Tide/);
		}
		expect((await bytes(gathering))[0]!.all).not.toMatch(/Heliotrope|Gladiolus/);
	});

	test('is a 404 to members, to the reporter, and to facilitators of other groups', async () => {
		const { groupId, reportId, ctx } = await reported('Tide');
		const elsewhere = (await gather(world, [])).who('Mara').ctx;
		for (const who of [ctx('Fern'), ctx('Tide'), elsewhere, world.nobody]) {
			for (const of of [groupId, null]) {
				const given = { groupId: of, reportId };
				await expect(safety.reports(who, of)).rejects.toMatchObject({ status: 404 });
				await expect(safety.openReport(who, given)).rejects.toMatchObject({ status: 404 });
				await expect(safety.decideReport(who, { ...given, ...decision })).rejects.toMatchObject({
					status: 404
				});
			}
		}
	});

	test('keeps a report from the facilitator it is about, and shows it to the other', async () => {
		const { groupId, reportId, ctx } = await reported('Mara');
		expect(await ids(ctx('Mara'), groupId)).toEqual([]);
		expect(await ids(ctx('Ines'), groupId)).toEqual([reportId]);
		const given = { groupId, reportId };
		await expect(safety.openReport(ctx('Mara'), given)).rejects.toMatchObject({ status: 404 });
		await expect(safety.decideReport(ctx('Mara'), { ...given, ...decision })).rejects.toMatchObject(
			{ status: 404 }
		);
		expect(await safety.openReport(ctx('Ines'), given)).toMatchObject({ about: ['Mara'] });
	});

	test('keeps it from every facilitator when the reporter says so', async () => {
		const { groupId, reportId, ctx } = await reported('Tide', { coordinatorsOnly: true });
		expect(await ids(ctx('Mara'), groupId)).toEqual([]);
		expect(await ids(coordinator, null)).toContain(reportId);
		// The group's own page is its facilitators'.
		await expect(ids(coordinator, groupId)).rejects.toMatchObject({ status: 404 });
	});

	test('keeps it from a facilitator in the tables themselves, and from changing it there', async () => {
		const { gathering, reportId, ctx } = await reported('Mara');
		const seen = await inTransaction(ctx('Mara'), async ({ db }) => {
			const { rows } = await sql`select 1 from report`.execute(db);
			const done = await sql`
				update report set decision = 'no_step', decided_at = now() where report_id = ${reportId}`.execute(
				db
			);
			return [rows.length, Number(done.numAffectedRows)];
		});
		expect(seen).toEqual([0, 0]);
		expect((await bytes(gathering))[0]!.decision).toBeNull();
	});
});

describe('a report that is opened', () => {
	test('shows the words, the lines and whom it is about', async () => {
		const { groupId, reportId, ctx } = await reported('Tide');
		expect(await safety.openReport(ctx('Ines'), { groupId, reportId })).toMatchObject({
			...{ words: 'Gladiolus happened.', reporter: 'Fern', about: ['Tide'], why: null },
			lines: [{ alias: 'Tide', text: 'Heliotrope words.' }]
		});
	});

	test('is not found by the door of another group', async () => {
		const { reportId } = await reported('Tide');
		const other = await gather(world, []);
		const given = { groupId: other.groupId, reportId };
		await expect(safety.openReport(other.who('Mara').ctx, given)).rejects.toMatchObject({
			status: 404
		});
		await expect(safety.openReport(coordinator, given)).rejects.toMatchObject({ status: 404 });
	});
});

describe('a decision', () => {
	test('is made once, with a reason, also when two decide at once', async () => {
		const { groupId, reportId, ctx } = await reported('Tide');
		const given = { groupId, reportId, ...decision };
		await expect(safety.decideReport(ctx('Ines'), { ...given, why: ' ' })).rejects.toMatchObject({
			fields: { why: 'required' }
		});
		const both = await Promise.allSettled([
			safety.decideReport(ctx('Mara'), given),
			safety.decideReport(coordinator, { ...given, decision: 'removed' })
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		await expect(safety.decideReport(ctx('Ines'), given)).rejects.toMatchObject({
			code: 'report_decided'
		});
		const opened = await safety.openReport(ctx('Ines'), { groupId, reportId });
		expect(opened.why).toBe('Tide and I spoke.');
	});

	test('leaves the report for 90 days; then it is destroyed with its key, and the decision stays', async () => {
		const { gathering, groupId, reportId, ctx } = await reported('Tide');
		const other = await reported('Tide');
		await safety.decideReport(ctx('Ines'), { groupId, reportId, ...decision });
		world.clock.pass(89 * day);
		await forgetReports(world.system);
		expect(await safety.openReport(ctx('Ines'), { groupId, reportId })).toMatchObject({
			words: 'Gladiolus happened.'
		});
		world.clock.pass(2 * day);
		await forgetReports(world.system);
		await expect(safety.openReport(ctx('Ines'), { groupId, reportId })).rejects.toMatchObject({
			status: 404
		});
		expect((await safety.reports(ctx('Ines'), groupId)).reports).toMatchObject([
			{ reportId, decision: 'talked', isKept: false }
		]);
		// What nobody has decided waits, however long.
		expect((await safety.reports(other.ctx('Ines'), other.groupId)).reports).toMatchObject([
			{ decision: null, isKept: true }
		]);
		world.clock.pass(700 * day);
		await forgetReports(world.system);
		expect(await bytes(gathering)).toEqual([]);
	});
});
