import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { aReply } from '#test/support/shares.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import { forgetDecisions } from './jobs.ts';
import * as safety from './safety.ts';

const world = await openWorld();
/** People sign up first in each of these, which takes its time. */
const unhurried = { timeout: 60_000 };
const isThere = (table: 'share' | 'reply', id: string) =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql`select 1 from ${sql.table(table)}
			where ${sql.ref(`${table}_id`)} = ${id}`.execute(db);
		return rows.length === 1;
	});
/** After the night in which what is final goes. */
const afterDays = async (days: number) => {
	world.clock.pass(days * day);
	await forgetDecisions(world.system);
};

describe('what a decision hides', unhurried, () => {
	test('stays, unless its author lets it go', async () => {
		const { shareId, decided } = await aSpace(world);
		await decided('share');
		await afterDays(8);
		expect(await isThere('share', shareId)).toBe(true);
	});

	test.each(['share', 'reply'] as const)('goes then when it is final: a %s', async (of) => {
		const space = await aSpace(world);
		const { decisionId, author } = await space.decided(of);
		await Promise.all([1, 2].map(() => safety.letGo(author.ctx, { decisionId })));
		expect(await safety.myDecisions(author.ctx)).toMatchObject([{ letGo: 'done' }]);
		await afterDays(6);
		const id = of === 'share' ? space.shareId : space.replyId;
		expect(await isThere(of, id)).toBe(true);
		await afterDays(1);
		expect(await isThere(of, id)).toBe(false);
		expect(await code(safety.letGo(author.ctx, { decisionId }))).toBe('not_found');
	});

	test('is let go by nobody else', async () => {
		const { shareId, decided, fern, mara, made } = await aSpace(world);
		const { decisionId } = await decided('share');
		for (const { ctx } of [fern, mara, made.coordinator])
			expect(await code(safety.letGo(ctx, { decisionId }))).toBe('not_found');
		expect(await code(safety.letGo(world.nobody, { decisionId }))).toBe('sign_in_first');
		await shares.removeAllOwn(fern.ctx, {});
		await afterDays(8);
		expect(await isThere('share', shareId)).toBe(true);
	});

	test('is there while an appeal waits, and is not shown again when that is right', async () => {
		const { groupId, shareId, decided, fern, ines, tide } = await aSpace(world);
		const { decisionId } = await decided('share');
		await safety.appeal(tide.ctx, { decisionId, words: 'It was my own door.' });
		await safety.letGo(tide.ctx, { decisionId });
		await afterDays(30);
		expect(await isThere('share', shareId)).toBe(true);
		const answer = { groupId, decisionId, answer: 'reversed' as const, tell: 'You were right.' };
		await safety.answerAppeal(ines.ctx, answer);
		expect(await isThere('share', shareId)).toBe(false);
		expect((await shares.space(fern.ctx, { groupId })).shares).toEqual([]);
	});

	test('is let go with all of one’s words', async () => {
		const { groupId, shareId, decided, lark, tide, replyId } = await aSpace(world);
		await decided('share');
		// What Lark wrote under it is nobody’s decision: it goes now.
		expect(await isThere('reply', replyId)).toBe(true);
		await shares.removeAllOwn(lark.ctx, {});
		expect(await isThere('reply', replyId)).toBe(false);
		await shares.removeAllOwn(tide.ctx, { groupId });
		await afterDays(7);
		expect(await isThere('share', shareId)).toBe(false);
	});

	test('does not stay behind, unreadable, when somebody leaves with their words', async () => {
		const { groupId, decided, lark, replyId, shareId, tide } = await aSpace(world);
		await decided('reply');
		await aReply(tide.ctx, groupId, shareId, 'Mine, here.');
		await groups.leave(lark.ctx, { groupId, takeWords: true });
		await afterDays(7);
		expect(await isThere('reply', replyId)).toBe(false);
		expect((await shares.find(tide.ctx, { groupId, shareId })).share.replies).toHaveLength(1);
	});
});
