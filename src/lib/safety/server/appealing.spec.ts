import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { day, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import { appealDays } from '../safety.ts';
import { forgetDecisions } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const words = 'Marigold: it was about my own door.';
const tell = 'You were right.';

async function appealed(of: 'share' | 'reply' = 'share') {
	const space = await aSpace(world);
	const { decisionId, author, reportId } = await space.decided(of);
	await safety.appeal(author.ctx, { decisionId, words });
	const answer = (
		ctx: Ctx,
		how: 'reversed' | 'kept' = 'reversed',
		groupId: string | null = space.groupId
	) => safety.answerAppeal(ctx, { groupId, decisionId, answer: how, tell });
	const heads = async (ctx: Ctx, groupId: string | null = space.groupId) =>
		(await safety.appeals(ctx, groupId)).map((one) => one.decisionId);
	return { ...space, decisionId, author, reportId, answer, heads };
}
const texts = async (ctx: Ctx, groupId: string) => {
	const { shares: some } = await shares.space(ctx, { groupId });
	return some.flatMap(({ text, replies }) => [text, ...replies.map((each) => each.text)]);
};

describe('an appeal', () => {
	test('is made by whom the decision concerns, and by nobody else', async () => {
		const { fern, lark, mara, made, decided, tide } = await aSpace(world);
		const { decisionId } = await decided('share');
		for (const { ctx } of [fern, lark, mara, made.coordinator])
			expect(await code(safety.appeal(ctx, { decisionId, words }))).toBe('not_found');
		expect(await code(safety.appeal(world.nobody, { decisionId, words }))).toBe('sign_in_first');
		expect(await code(safety.appeal(tide.ctx, { decisionId: newId(), words }))).toBe('not_found');
		expect(await code(safety.appeal(tide.ctx, { decisionId, words: ' ' }))).toBe('invalid');
		expect(await code(safety.appeal(tide.ctx, { decisionId, words }))).toBe('done');
	});

	test('is made once, also when it is sent twice at once', async () => {
		const { tide, decided } = await aSpace(world);
		const { decisionId } = await decided('share');
		const both = await Promise.all([
			code(safety.appeal(tide.ctx, { decisionId, words })),
			code(safety.appeal(tide.ctx, { decisionId, words }))
		]);
		expect(both.sort()).toEqual(['appeal_made_before', 'done']);
	});

	test('is made within seven days', async () => {
		const [early, late] = [await aSpace(world), await aSpace(world)];
		const [one, other] = [await early.decided('share'), await late.decided('share')];
		world.clock.pass(appealDays * day);
		const { decisionId } = one;
		expect(await code(safety.appeal(early.tide.ctx, { decisionId, words }))).toBe('done');
		world.clock.pass(minute);
		expect(await safety.myDecisions(late.tide.ctx)).toMatchObject([{ canAppeal: false }]);
		const second = { decisionId: other.decisionId, words };
		expect(await code(safety.appeal(late.tide.ctx, second))).toBe('appeal_too_late');
	});

	test('comes to somebody else: not to who decided, who reported or whom it is about', async () => {
		const { mara, ines, fern, tide, made, groupId, decisionId, heads } = await appealed();
		expect(await heads(ines.ctx)).toEqual([decisionId]);
		expect(await heads(made.coordinator.ctx, null)).toContain(decisionId);
		expect(await heads(mara.ctx)).toEqual([]);
		for (const { ctx } of [fern, tide]) expect(await code(heads(ctx))).toBe('not_found');
		const told = async (ctx: Ctx) =>
			(await notices.mine(ctx)).filter(({ kind }) => kind === 'to_review').length;
		// Once for the report, and once for the appeal.
		expect([await told(mara.ctx), await told(ines.ctx)]).toEqual([1, 2]);
		expect(JSON.stringify(await safety.appeals(ines.ctx, groupId))).not.toMatch(/Marigold|Tide/);
	});

	test('is never heard by whoever decided, and they are told so', async () => {
		const { mara, groupId, decisionId, answer, fern } = await appealed();
		const given = { groupId, decisionId };
		expect(await code(answer(mara.ctx))).toBe('appeal_own_decision');
		expect(await code(safety.openAppeal(mara.ctx, given))).toBe('appeal_own_decision');
		// A coordinator's role makes no difference to that.
		const both = world.asAccount(mara.accountId, 'facilitator', 'coordinator');
		expect(await code(answer(both, 'kept', null))).toBe('appeal_own_decision');
		expect(await texts(fern.ctx, groupId)).toEqual([]);
	});

	test('is a 404 to facilitators of other groups, members and strangers', async () => {
		const { groupId, decisionId, fern, tide, answer } = await appealed();
		const elsewhere = await aSpace(world);
		for (const who of [fern.ctx, tide.ctx, elsewhere.mara.ctx, world.nobody]) {
			expect(await code(answer(who))).toBe('not_found');
			expect(await code(safety.openAppeal(who, { groupId, decisionId }))).toBe('not_found');
		}
		const byOtherDoor = safety.answerAppeal(elsewhere.mara.ctx, {
			...{ groupId: elsewhere.groupId, decisionId, answer: 'reversed', tell }
		});
		expect(await code(byOtherDoor)).toBe('not_found');
	});

	test('shows what it is about when it is opened', async () => {
		const { ines, groupId, decisionId } = await appealed();
		expect(await safety.openAppeal(ines.ctx, { groupId, decisionId })).toEqual({
			...{ decisionId, alias: 'Tide', words, told: 'Snowdrop words for you.' },
			lines: ['Heliotrope words.']
		});
	});
});

describe('an answer', () => {
	test.each(['share', 'reply'] as const)(
		'that reverses it brings a %s back as it was, with all that stood under it',
		async (of) => {
			const { fern, ines, groupId, author, answer } = await appealed(of);
			await answer(ines.ctx, 'reversed');
			expect(await texts(fern.ctx, groupId)).toEqual(['Heliotrope words.', 'Gladiolus words.']);
			expect(await safety.myDecisions(author.ctx)).toMatchObject([
				{ answer: 'reversed', answered: tell, canAppeal: false }
			]);
			const told = (await notices.mine(author.ctx)).filter(({ kind }) => kind === 'decided');
			expect(told).toHaveLength(2);
		}
	);

	test('that keeps it changes nothing, and what was taken down goes', async () => {
		const space = await aSpace(world);
		const { decisionId } = await space.decided('share', 'taken_down');
		await safety.appeal(space.tide.ctx, { decisionId, words });
		world.clock.pass(30 * day);
		await forgetDecisions(world.system);
		// While somebody waits for an answer, nothing is lost.
		expect(await safety.appeals(space.ines.ctx, space.groupId)).toHaveLength(1);
		const { groupId } = space;
		const given = { groupId, decisionId, answer: 'kept', tell } as const;
		await safety.answerAppeal(space.ines.ctx, given);
		expect(await texts(space.fern.ctx, groupId)).toEqual([]);
		expect(await safety.myDecisions(space.tide.ctx)).toMatchObject([{ answer: 'kept' }]);
	});

	test('is given once, also when two give it at once', async () => {
		const { ines, made, answer } = await appealed();
		const both = await Promise.all([
			code(answer(ines.ctx, 'reversed')),
			code(answer(made.coordinator.ctx, 'kept', null))
		]);
		expect(both.sort()).toEqual(['appeal_answered', 'done']);
		expect(await code(answer(ines.ctx))).toBe('appeal_answered');
	});

	test('leaves what another decision hides hidden', async () => {
		const { shareId, groupId, fern, lark, mara, ines, made, tide, report } = await aSpace(world);
		const [first, second] = [
			await report(fern.ctx, 'share', shareId),
			await report(lark.ctx, 'share', shareId, { coordinatorsOnly: true })
		];
		const given = { decision: 'hidden', why: 'Verbena.', tell: 'Words.' } as const;
		await safety.decideReport(mara.ctx, { ...given, groupId, reportId: first });
		await safety.decideReport(made.coordinator.ctx, { ...given, groupId: null, reportId: second });
		const mine = await safety.myDecisions(tide.ctx);
		expect(mine).toHaveLength(2);
		const byMara = mine.find(({ by }) => by === 'Mara')!;
		await safety.appeal(tide.ctx, { decisionId: byMara.decisionId, words });
		const answer = { decisionId: byMara.decisionId, answer: 'reversed', tell } as const;
		await safety.answerAppeal(ines.ctx, { ...answer, groupId });
		expect(await texts(fern.ctx, groupId)).toEqual([]);
		const other = mine.find(({ by }) => by === null)!;
		await safety.appeal(tide.ctx, { decisionId: other.decisionId, words });
		await safety.answerAppeal(ines.ctx, { ...answer, groupId, decisionId: other.decisionId });
		expect(await texts(fern.ctx, groupId)).toHaveLength(2);
	});
});

test('where nobody else is there it is said, and the appeal is still theirs to make', async () => {
	const own = await openWorld();
	const { tide, ines, made, decided } = await aSpace(own);
	const { decisionId } = await decided('share');
	const only = (isGone: boolean) =>
		inTransaction(own.system, async ({ db }) => {
			await sql`update membership set ended_at = ${isGone ? own.clock.now() : null},
				ended_why = ${isGone ? 'left' : null} where membership_id = ${ines.membershipId}`.execute(db);
			await sql`delete from account_role where account_id = ${made.coordinator.accountId}`.execute(
				db
			);
		});
	await only(true);
	expect(await code(safety.appeal(tide.ctx, { decisionId, words }))).toBe('report_nobody_else');
	expect(await safety.myDecisions(tide.ctx)).toMatchObject([{ appealedAt: null, canAppeal: true }]);
	await only(false);
	expect(await code(safety.appeal(tide.ctx, { decisionId, words }))).toBe('done');
});

test('each member sees who of the staff read their words, and what was decided', async () => {
	const { fern, tide, ines, mara, groupId, reportId, decisionId, answer } = await appealed();
	await safety.openReport(ines.ctx, { groupId, reportId });
	await safety.openAppeal(ines.ctx, { groupId, decisionId });
	await answer(ines.ctx);
	const kinds = async (ctx: Ctx) =>
		(await audit.aboutMe(ctx)).map(({ kind, role }) => [kind, role]);
	expect(await kinds(tide.ctx)).toEqual([
		['appeal_answered', 'facilitator'],
		['appeal_opened', 'facilitator'],
		['words_opened', 'facilitator'],
		['decided', 'facilitator']
	]);
	expect(JSON.stringify(await audit.aboutMe(tide.ctx))).not.toMatch(
		new RegExp(`Fern|Ines|Mara|${mara.accountId}|${fern.membershipId}`)
	);
	for (const { ctx } of [fern, mara]) expect(await kinds(ctx)).toEqual([]);
	expect(await code(audit.aboutMe(world.nobody))).toBe('sign_in_first');
});
