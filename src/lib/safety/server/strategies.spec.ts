import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { aShare, aStrategy } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { forgetDecisions } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const { strategies } = shares;
const said = { clear: 'yes', doable: 'no', keep: 'Heliotrope.', change: '' } as const;

/** Tide shared something to try, and Lark said something of it. */
async function tried() {
	const space = await aSpace(world);
	const { groupId, tide, lark, mara } = space;
	const strategyId = await aStrategy(tide.ctx, groupId, { title: 'Gladiolus' });
	const place = { groupId, strategyId };
	await strategies.giveFeedback(lark.ctx, place, { once: newId(), ...said });
	const [feedback] = (await strategies.strategy(tide.ctx, place)).feedback;
	const decide = (reportId: string, decision: 'hidden' | 'taken_down' | 'read_only' | 'slowed') =>
		safety.decideReport(mara.ctx, {
			...{ groupId, reportId, decision, why: 'Verbena.', tell: 'Snowdrop words.' }
		});
	const titles = async (who: { ctx: Ctx }) =>
		(await strategies.ours(who.ctx, groupId)).strategies.map(({ words }) => words.title);
	return { ...space, ...{ place, strategyId, feedbackId: feedback!.feedbackId, decide, titles } };
}

describe('a strategy that somebody reports', () => {
	test('goes along as it stood, and is hidden from everybody until it is brought back', async () => {
		const { groupId, fern, tide, lark, mara, ines, place, strategyId, ...more } = await tried();
		const { report, decide, titles } = more;
		expect(await code(report(tide.ctx, 'strategy', strategyId))).toBe('report_own');
		expect(await safety.thing(fern.ctx, { groupId, of: 'strategy', id: strategyId })).toMatchObject(
			{
				...{ alias: 'Tide', href: `/groups/${groupId}/strategies/${strategyId}` }
			}
		);
		const reportId = await report(fern.ctx, 'strategy', strategyId);
		const opened = await safety.openReport(mara.ctx, { groupId, reportId });
		expect(opened.lines.map(({ text }) => text).join()).toMatch(/Gladiolus\n1\. Go to a tap\./);
		expect(await titles(lark)).toEqual(['Gladiolus']);
		await decide(reportId, 'hidden');
		for (const who of [fern, tide, lark, mara]) {
			expect(await titles(who)).toEqual([]);
			expect(await code(strategies.strategy(who.ctx, place))).toBe('not_found');
			expect(await code(strategies.joinWeek(who.ctx, place, true))).toBe('not_found');
		}
		expect(await code(strategies.beginWeek(fern.ctx, place))).toBe('not_found');
		const again = { once: newId(), ...said };
		expect(await code(strategies.giveFeedback(fern.ctx, place, again))).toBe('not_found');
		expect((await strategies.ours(mara.ctx, groupId)).waiting).toEqual([]);
		expect((await shares.ownWords(tide.ctx, {})).words.map(({ of }) => of)).not.toContain(
			'strategy'
		);
		expect((await shares.ownWords(lark.ctx, {})).words.map(({ of }) => of)).not.toContain(
			'feedback'
		);
		const [{ decisionId, mine } = { decisionId: '', mine: '' }] = await safety.myDecisions(
			tide.ctx
		);
		expect(mine).toMatch(/Gladiolus/);
		await safety.appeal(tide.ctx, { decisionId, words: 'It helps.' });
		const answer = { decisionId, answer: 'reversed', tell: 'It is back.' } as const;
		await safety.answerAppeal(ines.ctx, { ...answer, groupId });
		expect(await titles(fern)).toEqual(['Gladiolus']);
		expect((await strategies.strategy(tide.ctx, place)).feedback).toHaveLength(1);
	});

	test('that was taken down is deleted when it can no longer be appealed', async () => {
		const [down, hidden] = [await tried(), await tried()];
		await down.decide(await down.report(down.fern.ctx, 'strategy', down.strategyId), 'taken_down');
		await hidden.decide(
			await hidden.report(hidden.fern.ctx, 'strategy', hidden.strategyId),
			'hidden'
		);
		const left = ({ strategyId }: { strategyId: string }) =>
			inTransaction(world.system, async ({ db }) => {
				const found = await sql`
					select 1 from group_strategy where strategy_id = ${strategyId}
					union all select 1 from strategy_feedback where strategy_id = ${strategyId}`.execute(db);
				return found.rows.length;
			});
		world.clock.pass(6 * day);
		await forgetDecisions(world.system);
		expect(await left(down)).toBe(2);
		world.clock.pass(2 * day);
		await forgetDecisions(world.system);
		expect([await left(down), await left(hidden)]).toEqual([0, 2]);
	});
});

describe('what a decision hides', () => {
	test('is its author’s to let go, strategies and feedback too; it goes when it is final, or reversed', async () => {
		const { fern, tide, lark, ines, groupId, place, strategyId, feedbackId, report, decide } =
			await tried();
		await decide(await report(tide.ctx, 'feedback', feedbackId), 'hidden');
		const [theirs] = await safety.myDecisions(lark.ctx);
		await safety.letGo(lark.ctx, theirs!);
		expect(await safety.myDecisions(lark.ctx)).toMatchObject([{ letGo: 'done' }]);
		await decide(await report(fern.ctx, 'strategy', strategyId), 'hidden');
		await shares.removeAllOwn(tide.ctx, {});
		const [{ decisionId, letGo } = { decisionId: '', letGo: null }] = await safety.myDecisions(
			tide.ctx
		);
		expect(letGo).toBe('done');
		await safety.appeal(tide.ctx, { decisionId, words: 'It helps.' });
		const answer = { decisionId, answer: 'reversed', tell: 'It was not right.' } as const;
		await safety.answerAppeal(ines.ctx, { ...answer, groupId });
		expect(await code(strategies.strategy(fern.ctx, place))).toBe('not_found');
		const left = await inTransaction(world.system, ({ db }) =>
			sql`select 1 from group_strategy where strategy_id = ${strategyId}`.execute(db)
		);
		expect(left.rows).toEqual([]);
	});
});

describe('feedback that somebody reports', () => {
	test('is hidden from its author too, and cannot be given anew in its place', async () => {
		const { groupId, fern, tide, lark, mara, place, feedbackId, report, decide } = await tried();
		// Who is not shown it does not know of it.
		expect(await code(report(fern.ctx, 'feedback', feedbackId))).toBe('not_found');
		const reportId = await report(tide.ctx, 'feedback', feedbackId);
		const opened = await safety.openReport(mara.ctx, { groupId, reportId });
		expect(opened.lines.map(({ text }) => text).join()).toContain('What I would keep: Heliotrope.');
		await decide(reportId, 'taken_down');
		for (const who of [tide, lark, mara])
			expect((await strategies.strategy(who.ctx, place)).feedback).toEqual([]);
		const again = { once: newId(), ...said };
		expect(await code(strategies.giveFeedback(lark.ctx, place, again))).toBe('not_found');
		expect(await code(strategies.takeBackFeedback(lark.ctx, place))).toBe('not_found');
		expect((await strategies.ours(mara.ctx, groupId)).waiting).toHaveLength(1);
		world.clock.pass(8 * day);
		await forgetDecisions(world.system);
		expect(await code(strategies.giveFeedback(lark.ctx, place, again))).toBe('done');
	});
});

describe('whoever’s writing is limited', () => {
	test('shares no strategy and gives no feedback; slowed, two things a day of any kind', async () => {
		const { groupId, fern, tide, lark, place, report, decide } = await tried();
		await decide(await report(fern.ctx, 'person', lark.membershipId), 'read_only');
		expect(await code(aStrategy(lark.ctx, groupId))).toBe('writing_limited');
		await decide(await report(fern.ctx, 'person', tide.membershipId), 'slowed');
		world.clock.pass(2 * day);
		const others = await aStrategy(fern.ctx, groupId);
		const theirs = { groupId, strategyId: others };
		const give = (who: { ctx: Ctx }) =>
			code(strategies.giveFeedback(who.ctx, theirs, { once: newId(), ...said }));
		expect(await give(lark)).toBe('writing_limited');
		expect(await code(aStrategy(tide.ctx, groupId))).toBe('done');
		expect(await give(tide)).toBe('done');
		expect(await code(aShare(tide.ctx, groupId))).toBe('writing_limited');
		expect(await code(aStrategy(tide.ctx, groupId))).toBe('writing_limited');
		expect(await code(strategies.takeBackFeedback(lark.ctx, place))).toBe('done');
	});
});
