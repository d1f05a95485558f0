import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { ownPage } from '../own-words.ts';
import * as shares from './shares.ts';

const world = await openWorld();
let harbour: MadeGroup;
let groupId: string;
let fern: Belonging;
let tide: Belonging;
beforeEach(async () => {
	world.clock.pass(hour);
	harbour = await group(world);
	groupId = harbour.groupId;
	[fern, tide] = [await harbour.member('Fern'), await harbour.member('Tide')];
});

const textsOf = async (who: { ctx: Ctx }, inGroup?: string) =>
	(await shares.ownWords(who.ctx, { groupId: inGroup })).words.map(({ text }) => text);
async function whole(pieces: AsyncIterable<string>): Promise<string> {
	let text = '';
	for await (const piece of pieces) text += piece;
	return text;
}
const signIn = { code: 'sign_in_first' };
const gone = { code: 'not_found' };

describe('what I wrote', () => {
	test('stands in one place, the newest first, and nothing of others', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Mine.');
		world.clock.pass(minute);
		const other = await aShare(tide.ctx, groupId, 'Not mine.');
		const replyId = await aReply(fern.ctx, groupId, other, 'My reply.');
		const { words, next, groups } = await shares.ownWords(fern.ctx, {});
		expect(words).toMatchObject([
			{ of: 'reply', id: replyId, shareId: other, text: 'My reply.', share: null },
			{
				of: 'share',
				id: shareId,
				shareId,
				text: 'Mine.',
				groupName: 'Evening harbour',
				alias: 'Fern'
			}
		]);
		expect(next).toBeNull();
		expect(groups).toEqual([{ groupId, name: 'Evening harbour' }]);
	});

	test('comes page by page, each thing once, also of one moment', async () => {
		const many = ownPage.shown + 3;
		const { membershipId } = fern;
		await inTransaction(world.system, ({ db }) =>
			sql`insert into share (share_id, group_id, membership_id, need, box, shared_at)
				select uuidv7(), ${groupId}, ${membershipId}, 'listen', 'x', ${world.clock.now()}
				from generate_series(1, ${many})`.execute(db)
		);
		const first = await shares.ownWords(fern.ctx, {});
		const second = await shares.ownWords(fern.ctx, { before: first.next });
		expect(first.words).toHaveLength(ownPage.shown);
		expect(second.next).toBeNull();
		expect(new Set([...first.words, ...second.words].map(({ id }) => id)).size).toBe(many);
		// What no key opens is there, without words.
		expect(first.words[0]!.text).toBeNull();
	});

	test('can be of one group, and not of one that is not mine', async () => {
		const elsewhere = await group(world, { name: 'Quiet orchard' });
		await aShare(fern.ctx, groupId, 'Here.');
		expect(await textsOf(fern, groupId)).toEqual(['Here.']);
		await expect(textsOf(fern, elsewhere.groupId)).rejects.toMatchObject(gone);
		await expect(shares.exportOwn(fern.ctx, elsewhere)).rejects.toMatchObject(gone);
		await expect(shares.removeAllOwn(fern.ctx, elsewhere)).rejects.toMatchObject(gone);
		await expect(textsOf({ ctx: world.nobody })).rejects.toMatchObject(signIn);
		await expect(shares.exportOwn(world.nobody, {})).rejects.toMatchObject(signIn);
		await expect(shares.removeAllOwn(world.nobody, {})).rejects.toMatchObject(signIn);
	});

	test('is without what a decision hides', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Hidden.');
		await inTransaction(world.system, ({ db }) =>
			sql`select set_hidden('share', ${shareId}, now())`.execute(db)
		);
		expect(await textsOf(fern)).toEqual([]);
		expect(await whole(shares.asJson(await shares.exportOwn(fern.ctx, {})))).toBe('[]\n');
	});
});

describe('taking all of it back', () => {
	test('removes it, once, also twice at once, and nothing of others', async () => {
		await aShare(fern.ctx, groupId);
		const other = await aShare(tide.ctx, groupId, 'Stays.');
		await aReply(fern.ctx, groupId, other);
		const both = await Promise.all([1, 2].map(() => shares.removeAllOwn(fern.ctx, {})));
		expect(both.reduce((sum, one) => sum + one.shares, 0)).toBe(1);
		expect(both.reduce((sum, one) => sum + one.replies, 0)).toBe(1);
		expect(await shares.removeAllOwn(fern.ctx, {})).toEqual({
			...{ shares: 0, replies: 0, strategies: 0, feedback: 0 }
		});
		expect(await textsOf(fern)).toEqual([]);
		expect(await textsOf(tide)).toEqual(['Stays.']);
		const { share } = await shares.find(tide.ctx, { groupId, shareId: other });
		expect(share.replies).toEqual([]);
	});
});

describe('taking it along', () => {
	test('is JSON with all of it, and no id', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'She said “no”.\nAnd left.', 'ideas');
		await aReply(fern.ctx, groupId, shareId, 'More.');
		const text = await whole(shares.asJson(await shares.exportOwn(fern.ctx, {})));
		expect(JSON.parse(text)).toMatchObject([
			{ of: expect.any(String) as string, group: 'Evening harbour', alias: 'Fern' },
			{ group: 'Evening harbour', at: world.clock.now().toISOString() }
		]);
		const texts = (JSON.parse(text) as { text: string }[]).map((one) => one.text);
		expect(texts.sort()).toEqual(['More.', 'She said “no”.\nAnd left.']);
		expect(text).not.toContain(shareId);
	});

	test('is a page in which text stays text', async () => {
		await aShare(fern.ctx, groupId, '<script>alert("x")</script> & more');
		const text = await whole(shares.asHtml(await shares.exportOwn(fern.ctx, {}), 'UTC'));
		expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more');
		expect(text).not.toContain('<script');
		expect(text).not.toMatch(/holdspace/i);
	});

	test('comes in pieces, each of which is bounded', async () => {
		const many = ownPage.exported + 1;
		await inTransaction(world.system, ({ db }) =>
			sql`insert into share (share_id, group_id, membership_id, need, box, shared_at)
				select uuidv7(), ${groupId}, ${fern.membershipId}, 'listen', 'x', ${world.clock.now()}
				from generate_series(1, ${many})`.execute(db)
		);
		const pieces: number[] = [];
		for await (const piece of await shares.exportOwn(fern.ctx, {})) pieces.push(piece.length);
		expect(pieces).toEqual([ownPage.exported, 1]);
	});

	test('is not for whoever asks without end', async () => {
		const often = Array.from({ length: 8 }, () => shares.exportOwn(fern.ctx, { groupId: '' }));
		await expect(Promise.all(often)).rejects.toMatchObject({ code: 'too_many' });
	});
});
