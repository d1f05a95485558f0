import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { person } from '#test/support/accounts.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { reportedFrom } from '#test/support/reports.ts';
import { openWorld } from '#test/support/world.ts';
import { askAgainDays, decisionsOn, type ReportDecision } from '../safety.ts';
import { forgetReports } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const venue = await openVenue(world);
const reported = () => reportedFrom(world, venue, 'Tide');
const why = 'Tide and I spoke of the agreement.';
const decide = (ctx: Ctx, groupId: string | null, reportId: string, decision: ReportDecision) =>
	safety.decideReport(ctx, { groupId, reportId, decision, why, tell: 'Words for them.' });
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const answers = async (ctx: Ctx) =>
	(await notices.mine(ctx)).filter(({ kind }) => kind === 'looked_at').length;

let [one, other]: Ctx[] = [];
beforeAll(async () => {
	one = (await person(world, { roles: ['coordinator'] })).ctx;
	other = (await person(world, { roles: ['coordinator'] })).ctx;
});

describe('whoever reported', () => {
	test.each(decisionsOn('meeting'))(
		'learns of what kind the step was after “%s”, and no more',
		async (decision) => {
			const { groupId, reportId, ctx } = await reported();
			const fern = ctx('Fern');
			expect(await safety.myReports(fern)).toMatchObject([{ reportId, outcome: null }]);
			expect(await answers(fern)).toBe(0);
			await decide(ctx('Ines'), groupId, reportId, decision);
			const mine = await safety.myReports(fern);
			expect(mine).toMatchObject([{ reportId, againAt: null, canAskAgain: true }]);
			expect(mine[0]!.outcome).not.toBeNull();
			expect(JSON.stringify(mine)).not.toMatch(
				/Tide|Gladiolus|Heliotrope|talked|removed|identifying/
			);
			expect(await answers(fern)).toBe(1);
			expect((await notices.mine(fern)).find(({ kind }) => kind === 'looked_at')?.href).toBe(
				'/settings/reports'
			);
		}
	);

	test('is the only one who reads it there', async () => {
		const { groupId, reportId, ctx } = await reported();
		await decide(ctx('Ines'), groupId, reportId, 'talked');
		for (const who of [ctx('Tide'), ctx('Mara'), one!]) {
			expect(await safety.myReports(who)).toEqual([]);
			expect(await answers(who)).toBe(0);
			expect(await code(safety.askAgain(who, { reportId }))).toBe('not_found');
		}
		expect(await code(safety.myReports(world.nobody))).toBe('sign_in_first');
		expect(await code(safety.askAgain(world.nobody, { reportId }))).toBe('sign_in_first');
	});
});

test('what came of a report is shown as long as another look can be asked for, and no longer', async () => {
	const { groupId, reportId, ctx } = await reported();
	world.clock.pass(200 * day);
	expect(await safety.myReports(ctx('Fern'))).toMatchObject([{ reportId, outcome: null }]);
	await decide(ctx('Ines'), groupId, reportId, 'no_step');
	world.clock.pass((askAgainDays - 1) * day);
	expect(await safety.myReports(ctx('Fern'))).toHaveLength(1);
	world.clock.pass(2 * day);
	expect(await safety.myReports(ctx('Fern'))).toEqual([]);
});

describe('another look', () => {
	const asked = async (by: 'facilitator' | 'coordinator' = 'facilitator') => {
		const made = await reported();
		const { groupId, reportId, ctx } = made;
		if (by === 'facilitator') await decide(ctx('Ines'), groupId, reportId, 'no_step');
		else await decide(one!, null, reportId, 'no_step');
		await safety.askAgain(ctx('Fern'), { reportId, words: 'Zinnia happened again.' });
		return made;
	};
	const waiting = async (ctx: Ctx, groupId: string | null, reportId: string) =>
		(await safety.reports(ctx, groupId)).reports.find((each) => each.reportId === reportId);

	test('is asked for once, by whoever reported, also at once', async () => {
		const { groupId, reportId, ctx } = await reported();
		const fern = ctx('Fern');
		expect(await code(safety.askAgain(fern, { reportId }))).toBe('not_found');
		expect(await code(safety.askAgain(fern, { reportId: newId() }))).toBe('not_found');
		await decide(ctx('Ines'), groupId, reportId, 'talked');
		const both = await Promise.all([1, 2].map(() => code(safety.askAgain(fern, { reportId }))));
		expect(both.sort()).toEqual(['done', 'report_asked_before']);
		expect(await safety.myReports(fern)).toMatchObject([
			{ canAskAgain: false, againAt: world.clock.now(), againOutcome: null }
		]);
	});

	test('is for coordinators who did not decide, and waits for them among the first', async () => {
		const { groupId, reportId, ctx } = await asked('coordinator');
		expect(await waiting(other!, null, reportId)).toMatchObject({ waits: true, isAgain: true });
		const given = { groupId: null, reportId };
		expect(await safety.openReport(other!, given)).toMatchObject({
			...{ again: 'Zinnia happened again.', why }
		});
		for (const [who, of] of [
			[one!, null],
			[ctx('Ines'), groupId],
			[ctx('Mara'), groupId]
		] as const) {
			expect(await waiting(who, of, reportId)).toMatchObject({ waits: false });
			expect((await safety.openReport(who, { groupId: of, reportId })).again).toBeNull();
			expect(await code(decide(who, of, reportId, 'removed'))).toBe('report_decided');
		}
	});

	test('is decided once, with word to whoever reported', async () => {
		const { groupId, reportId, ctx } = await asked();
		expect(await code(decide(one!, null, reportId, 'need_more'))).toBe('invalid');
		const both = await Promise.all([
			code(decide(one!, null, reportId, 'removed')),
			code(decide(other!, null, reportId, 'removed'))
		]);
		expect(both.sort()).toEqual(['done', 'report_decided']);
		expect(await safety.myReports(ctx('Fern'))).toMatchObject([
			{ outcome: 'no_step', againOutcome: 'limit', canAskAgain: false }
		]);
		expect(await answers(ctx('Fern'))).toBe(2);
		expect(await waiting(ctx('Ines'), groupId, reportId)).toMatchObject({
			...{ waits: false, decision: 'no_step', againDecision: 'removed' }
		});
		expect(await code(safety.askAgain(ctx('Fern'), { reportId }))).toBe('report_asked_before');
	});

	test('goes back to who asked to hear more', async () => {
		const { reportId, ctx } = await reported();
		await decide(one!, null, reportId, 'need_more');
		await safety.askAgain(ctx('Fern'), { reportId, words: 'It was on Tuesday.' });
		expect(await waiting(one!, null, reportId)).toMatchObject({ waits: true });
		await decide(one!, null, reportId, 'talked');
		expect(await safety.myReports(ctx('Fern'))).toMatchObject([
			{ outcome: 'need_more', againOutcome: 'spoke' }
		]);
	});

	test('is refused when it is late, or when nobody else could take it', async () => {
		const late = await reported();
		await decide(late.ctx('Ines'), late.groupId, late.reportId, 'talked');
		const only = await reported();
		await decide(one!, null, only.reportId, 'talked');
		await inTransaction(world.system, ({ db }) =>
			sql`delete from account_role where role = 'coordinator'
				and account_id <> ${(one!.actor as { accountId: string }).accountId}`.execute(db)
		);
		const ask = ({ ctx, reportId }: typeof only) =>
			code(safety.askAgain(ctx('Fern'), { reportId }));
		expect(await ask(only)).toBe('report_nobody_else');
		expect(await safety.myReports(only.ctx('Fern'))).toMatchObject([{ canAskAgain: true }]);
		world.clock.pass((askAgainDays + 1) * day);
		expect(await ask(late)).toBe('report_asked_too_late');
		expect(await safety.myReports(late.ctx('Fern'))).toEqual([]);
		other = (await person(world, { roles: ['coordinator'] })).ctx;
	});

	test('keeps the report until it is decided, and 90 days more', async () => {
		const { groupId, reportId, ctx } = await asked();
		const opened = () => code(safety.openReport(ctx('Mara'), { groupId, reportId }));
		world.clock.pass(200 * day);
		await forgetReports(world.system);
		expect(await opened()).toBe('done');
		await decide(one!, null, reportId, 'talked');
		world.clock.pass(91 * day);
		await forgetReports(world.system);
		expect(await opened()).toBe('not_found');
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select again_decision, box, report_key from report where report_id = ${reportId}`.execute(
				db
			)
		);
		expect(rows).toEqual([{ again_decision: 'talked', box: null, report_key: null }]);
	});

	test('is nobody’s to take in the tables themselves but theirs', async () => {
		const { reportId, ctx } = await asked('coordinator');
		const gathering = await gather(world, []);
		const take = (who: Ctx) =>
			inTransaction(who, async ({ db }) => {
				const { numAffectedRows } = await sql`
					update report set again_decision = 'no_step', again_decided_at = now()
					where report_id = ${reportId}`.execute(db);
				return Number(numAffectedRows);
			});
		const others = [one!, ...['Fern', 'Tide', 'Mara', 'Ines'].map(ctx), gathering.who('Mara').ctx];
		for (const who of others) expect(await take(who)).toBe(0);
		expect(await take(other!)).toBe(1);
	});
});
