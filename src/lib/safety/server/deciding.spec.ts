import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { aSpace, code, heliotrope } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import { forgetDecisions } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const seen = async (ctx: Ctx, groupId: string) => {
	const { shares: some } = await shares.space(ctx, { groupId });
	return JSON.stringify(
		some.map(({ text, replies, said }) => [text, replies.map((r) => r.text), said])
	);
};
const rows = (ctx: Ctx, table: 'share' | 'reply' | 'response') =>
	inTransaction(ctx, async ({ db }) => {
		const { rows: all } = await sql`select 1 from ${sql.table(table)}`.execute(db);
		return all.length;
	});
const why = 'Verbena reasons.';
const tell = 'Snowdrop words for you.';

/** Six people sign up first in each of these, which takes its time. */
const unhurried = { timeout: 60_000 };

describe('what is hidden', unhurried, () => {
	test('is hidden at once, from everybody and with all that stood under it, in the tables themselves', async () => {
		const { groupId, shareId, decided, ...people } = await aSpace(world);
		await shares.respond(people.fern.ctx, groupId, { shareId, kind: 'hear', wanted: true });
		await decided('share');
		for (const { ctx } of [people.fern, people.tide, people.lark, people.mara]) {
			expect(await seen(ctx, groupId)).not.toMatch(/Heliotrope|Gladiolus/);
			expect(await code(shares.find(ctx, { groupId, shareId }))).toBe('not_found');
			for (const table of ['share', 'reply', 'response'] as const)
				expect(await rows(ctx, table)).toBe(0);
		}
	});

	test('can neither be answered, changed nor reported any more', async () => {
		const { groupId, shareId, replyId, decided, fern, tide, lark, report } = await aSpace(world);
		await decided('share');
		const once = newId();
		const given = { once, shareId, text: 'Too late.' };
		expect(await code(shares.reply(fern.ctx, groupId, given))).toBe('not_found');
		const says = { shareId, kind: 'hear', wanted: true };
		expect(await code(shares.respond(fern.ctx, groupId, says))).toBe('not_found');
		expect(await code(shares.remove(tide.ctx, { groupId, shareId }))).toBe('not_found');
		const changed = { replyId, text: 'Changed.' };
		expect(await code(shares.editReply(lark.ctx, groupId, changed))).toBe('not_found');
		expect(await code(report(fern.ctx, 'share', shareId))).toBe('not_found');
	});

	test('takes what is written under it at that very moment with it', async () => {
		const { groupId, shareId, fern, mara, report } = await aSpace(world);
		const reportId = await report(fern.ctx, 'share', shareId);
		const replies = Array.from({ length: 6 }, (_, i) =>
			code(shares.reply(fern.ctx, groupId, { once: newId(), shareId, text: `At once ${i}.` }))
		);
		const hidden = safety.decideReport(mara.ctx, {
			...{ groupId, reportId, decision: 'hidden', why, tell }
		});
		await Promise.all([...replies, hidden]);
		expect(await rows(fern.ctx, 'reply')).toBe(0);
	});

	test('can be a reply alone: what it stood under stays', async () => {
		const { groupId, fern, decided } = await aSpace(world);
		await decided('reply');
		const text = await seen(fern.ctx, groupId);
		expect(text).toMatch(/Heliotrope/);
		expect(text).not.toMatch(/Gladiolus/);
	});

	test('is hidden by nobody but a decision', async () => {
		const { shareId, tide, mara, fern, groupId } = await aSpace(world);
		for (const { ctx } of [tide, mara]) {
			for (const statement of [
				sql`select set_hidden('share', ${shareId}, now())`,
				sql`update share set hidden_at = now() where share_id = ${shareId}`
			])
				await expect(inTransaction(ctx, ({ db }) => statement.execute(db))).rejects.toThrow(
					/only a decision hides|permission denied/
				);
		}
		expect(await seen(fern.ctx, groupId)).toMatch(/Heliotrope/);
	});
});

describe('whoever a decision concerns', () => {
	test('is told that there is one, and reads what, why, and what they had written', async () => {
		const { tide, fern, decided } = await aSpace(world);
		await decided('share');
		expect((await notices.mine(tide.ctx)).filter(({ kind }) => kind === 'decided')).toMatchObject([
			{ href: '/settings/about-me' }
		]);
		const mine = await safety.myDecisions(tide.ctx);
		expect(mine).toMatchObject([
			{
				...{ step: 'hidden', of: 'share', reason: 'unkind', by: 'Mara', told: tell },
				...{ mine: heliotrope, canAppeal: true, answer: null, groupName: 'Evening harbour' }
			}
		]);
		// Neither who reported it nor what those who decide keep for themselves.
		expect(JSON.stringify(mine)).not.toMatch(new RegExp(`Fern|Verbena|${fern.membershipId}`));
	});

	test('is the only one who reads it', async () => {
		const { fern, lark, ines, made, decided } = await aSpace(world);
		await decided('share');
		for (const { ctx } of [fern, lark, ines, made.coordinator])
			expect(await safety.myDecisions(ctx)).toEqual([]);
		expect(await code(safety.myDecisions(world.nobody))).toBe('sign_in_first');
	});

	test('must be told something, and only what can be done can be decided', async () => {
		const { groupId, shareId, fern, mara, tide, report } = await aSpace(world);
		const reportId = await report(fern.ctx, 'share', shareId);
		const given = { groupId, reportId, decision: 'hidden', why } as const;
		await expect(safety.decideReport(mara.ctx, given)).rejects.toMatchObject({
			fields: { tell: 'required' }
		});
		const person = await report(fern.ctx, 'person', tide.membershipId);
		await expect(
			safety.decideReport(mara.ctx, { ...given, reportId: person, tell })
		).rejects.toMatchObject({ fields: { decision: 'choose' } });
		expect(await safety.myDecisions(tide.ctx)).toEqual([]);
	});
});

describe('whoever’s writing is limited', () => {
	const write = (ctx: Ctx, groupId: string) =>
		code(shares.share(ctx, groupId, { once: newId(), need: 'listen', text: 'Once more.' }));
	const limited = async (decision: 'slowed' | 'read_only', days: '1' | '7' = '7') => {
		const space = await aSpace(world);
		const { groupId, fern, mara, tide, report } = space;
		const reportId = await report(fern.ctx, 'person', tide.membershipId);
		// What was written before does not count towards the day.
		world.clock.pass(2 * day);
		await safety.decideReport(mara.ctx, { groupId, reportId, decision, why, tell, days });
		return space;
	};

	test('reads and does not write, until it ends by itself', async () => {
		const { groupId, shareId, tide, fern } = await limited('read_only');
		expect(await write(tide.ctx, groupId)).toBe('writing_limited');
		const given = { once: newId(), shareId, text: 'Once more.' };
		expect(await code(shares.reply(tide.ctx, groupId, given))).toBe('writing_limited');
		expect(await seen(tide.ctx, groupId)).toMatch(/Heliotrope/);
		expect(await write(fern.ctx, groupId)).toBe('done');
		expect(await safety.myDecisions(tide.ctx)).toMatchObject([
			{ step: 'read_only', until: new Date(world.clock.now().getTime() + 7 * day) }
		]);
		world.clock.pass(7 * day);
		expect(await write(tide.ctx, groupId)).toBe('done');
	});

	test('writes two things a day, also when many come at once', async () => {
		const { groupId, tide } = await limited('slowed');
		const all = await Promise.all([1, 2, 3, 4].map(() => write(tide.ctx, groupId)));
		expect(all.sort()).toEqual(['done', 'done', 'writing_limited', 'writing_limited']);
		world.clock.pass(day);
		expect(await write(tide.ctx, groupId)).toBe('done');
	});

	test('writes in other groups as before, and here again once somebody else reverses it', async () => {
		const { groupId, tide, ines } = await limited('read_only');
		const other = await aSpace(world);
		expect(await write(other.tide.ctx, other.groupId)).toBe('done');
		const [{ decisionId } = { decisionId: '' }] = await safety.myDecisions(tide.ctx);
		await safety.appeal(tide.ctx, { decisionId, words: 'It was not me.' });
		expect(await write(tide.ctx, groupId)).toBe('writing_limited');
		const answer = { decisionId, answer: 'reversed', tell } as const;
		await safety.answerAppeal(ines.ctx, { ...answer, groupId });
		expect(await write(tide.ctx, groupId)).toBe('done');
	});
});

describe('whoever’s place ends', () => {
	const removed = async () => {
		const space = await aSpace(world);
		const { groupId, fern, mara, tide, report } = space;
		const reportId = await report(fern.ctx, 'person', tide.membershipId);
		await safety.decideReport(mara.ctx, { groupId, reportId, decision: 'removed', why, tell });
		return space;
	};
	const isIn = ({ ctx }: { ctx: Ctx }, groupId: string) => code(shares.space(ctx, { groupId }));

	test('is out at once, reads why, and is in again as they were when it is reversed', async () => {
		const { groupId, tide, ines, fern } = await removed();
		expect(await isIn(tide, groupId)).toBe('not_found');
		const [one] = await safety.myDecisions(tide.ctx);
		expect(one).toMatchObject({ step: 'removed', told: tell, canAppeal: true });
		const { decisionId } = one!;
		await safety.appeal(tide.ctx, { decisionId, words: 'It was not me.' });
		await safety.answerAppeal(ines.ctx, { groupId, decisionId, answer: 'reversed', tell });
		expect(await isIn(tide, groupId)).toBe('done');
		const { share } = await shares.find(fern.ctx, {
			...{ groupId, shareId: (await shares.space(tide.ctx, { groupId })).shares[0]!.shareId }
		});
		expect(share.author).toMatchObject({ alias: 'Tide', membershipId: tide.membershipId });
	});

	test('is nobody who looks after the group', async () => {
		const { groupId, fern, mara, ines, report } = await aSpace(world);
		const reportId = await report(fern.ctx, 'person', ines.membershipId);
		const given = { groupId, reportId, decision: 'removed', why, tell } as const;
		expect(await code(safety.decideReport(mara.ctx, given))).toBe('decision_leads');
		expect(await isIn(ines, groupId)).toBe('done');
		expect((await safety.reports(mara.ctx, groupId)).reports).toMatchObject([{ waits: true }]);
	});
});

describe('what is taken down', () => {
	const left = (shareId: string) =>
		inTransaction(world.system, async ({ db }) => {
			const found = await sql`select 1 from share where share_id = ${shareId}`.execute(db);
			return found.rows.length;
		});

	test('is deleted when nobody can appeal it any more, what is hidden is not', async () => {
		const [down, hidden] = [await aSpace(world), await aSpace(world)];
		await down.decided('share', 'taken_down');
		await hidden.decided('share', 'hidden');
		world.clock.pass(6 * day);
		await forgetDecisions(world.system);
		expect(await left(down.shareId)).toBe(1);
		world.clock.pass(2 * day);
		await forgetDecisions(world.system);
		expect([await left(down.shareId), await left(hidden.shareId)]).toEqual([0, 1]);
		// What was decided is still there to read, and goes with its words later.
		expect(await safety.myDecisions(down.tide.ctx)).toMatchObject([{ told: tell }]);
		world.clock.pass(90 * day);
		await forgetDecisions(world.system);
		expect(await safety.myDecisions(down.tide.ctx)).toMatchObject([{ told: null }]);
		world.clock.pass(700 * day);
		await forgetDecisions(world.system);
		expect(await safety.myDecisions(down.tide.ctx)).toEqual([]);
	});
});
