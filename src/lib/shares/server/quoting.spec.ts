import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { noChoices } from './covers.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const here = await group(world);
const { groupId } = here;
const [mara] = here.facilitators;
const fern = await here.member('Fern');
const tide = await here.member('Tide');
beforeEach(() => world.clock.pass(hour));

const quote = async (who: Belonging, shareId: string, quoted: string, passage: string) => {
	const input = { once: newId(), shareId, text: 'This stays with me.', quoted, passage };
	const { replyId } = await shares.reply(who.ctx, groupId, input);
	world.clock.pass(minute);
	return replyId;
};
const quotes = async (who: Belonging, shareId: string, after?: string) =>
	(await shares.find(who.ctx, { groupId, shareId, after: after ?? null })).share.replies.map(
		({ quote: one }) => one && [one.author.alias, one.text]
	);

describe('a quote', () => {
	test('is some words of the share, or of a reply under it, with whose they are', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call. My hands shook.');
		const replyId = await aReply(tide.ctx, groupId, shareId, 'You made it. 🌿 I am glad.');
		world.clock.pass(minute);
		await quote(mara, shareId, shareId, 'My hands shook.');
		await quote(fern, shareId, replyId, '🌿 I am glad.');
		const all = [null, ['Fern', 'My hands shook.'], ['Tide', '🌿 I am glad.']];
		expect(await quotes(tide, shareId)).toEqual(all);
		const { shares: page } = await shares.space(tide.ctx, { groupId });
		const inList = page.find((share) => share.shareId === shareId)!.replies;
		expect(inList.map((one) => one.quote?.text)).toEqual([undefined, all[1]![1], all[2]![1]]);
	});

	test('says nothing that was not said', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		await expect(quote(tide, shareId, shareId, 'I broke the call.')).rejects.toMatchObject({
			...{ code: 'invalid', fields: { passage: 'not_quoted' } }
		});
		const other = await aShare(fern.ctx, groupId, 'Elsewhere.');
		const elsewhere = await aReply(tide.ctx, groupId, other, 'Elsewhere.');
		for (const quoted of [elsewhere, other, newId()])
			await expect(quote(tide, shareId, quoted, 'Elsewhere.')).rejects.toMatchObject({
				code: 'quote_gone'
			});
		expect(await quotes(tide, shareId)).toEqual([]);
	});

	test('shows no marks, whether its words are taken as they were typed or as they are read', async () => {
		const text = 'I am **so** tired.\n\n- tea\n- *a walk*\n\n2 * 3 stars';
		const shareId = await aShare(fern.ctx, groupId, text);
		for (const passage of ['**so** tired', 'am so tired.', '- tea\n- *a', 'tea\na walk', '2 * 3'])
			await quote(tide, shareId, shareId, passage);
		const read = ['so tired', 'am so tired.', 'tea\na', 'tea\na walk', '2 * 3'];
		expect(await quotes(fern, shareId)).toEqual(read.map((words) => ['Fern', words]));
		await quote(tide, shareId, shareId, '**');
		expect((await quotes(fern, shareId)).at(-1)).toBeNull();
		await expect(quote(tide, shareId, shareId, 'am so awake')).rejects.toMatchObject({
			fields: { passage: 'not_quoted' }
		});
	});

	test('of nothing is no quote', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		await quote(tide, shareId, shareId, '');
		await aReply(tide.ctx, groupId, shareId);
		expect(await quotes(fern, shareId)).toEqual([null, null]);
	});

	test('sent twice, and twice at once, is there once', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const input = { once: newId(), shareId, text: 'Yes.', quoted: shareId, passage: 'the call' };
		const send = () => shares.reply(tide.ctx, groupId, input);
		await Promise.all([send(), send()]);
		await send();
		expect(await quotes(fern, shareId)).toEqual([['Fern', 'the call']]);
	});

	test('goes when what it quotes is taken back, or changed; what quotes it stays', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const replyId = await aReply(tide.ctx, groupId, shareId, 'You made it.');
		world.clock.pass(minute);
		await quote(mara, shareId, shareId, 'the call');
		await quote(mara, shareId, replyId, 'You made');
		await shares.removeReply(tide.ctx, groupId, { replyId });
		expect(await quotes(mara, shareId)).toEqual([['Fern', 'the call'], null]);
		await shares.edit(fern.ctx, { groupId, shareId }, { text: 'I wrote. the call' });
		expect(await quotes(mara, shareId)).toEqual([null, null]);
		await quote(mara, shareId, shareId, 'I wrote.');
		expect(await quotes(mara, shareId)).toEqual([null, null, ['Fern', 'I wrote.']]);
	});

	test('goes when its author takes their words along', async () => {
		const reed = await here.member('Reed');
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const replyId = await aReply(reed.ctx, groupId, shareId, 'You made it.');
		world.clock.pass(minute);
		await quote(mara, shareId, replyId, 'You made');
		await groups.leave(reed.ctx, { groupId, takeWords: true });
		expect(await quotes(fern, shareId)).toEqual([null, null]);
	});

	test('goes while what it quotes is hidden', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const replyId = await aReply(tide.ctx, groupId, shareId, 'You made it.');
		world.clock.pass(minute);
		await quote(mara, shareId, replyId, 'You made');
		const hide = (at: Date | null) =>
			inTransaction(world.system, ({ db }) =>
				sql`select set_hidden('reply', ${replyId}, ${at})`.execute(db)
			);
		await hide(world.clock.now());
		expect(await quotes(fern, shareId)).toEqual([null]);
		await hide(null);
		expect(await quotes(fern, shareId)).toEqual([null, ['Tide', 'You made']]);
	});

	test('stays when what quotes is changed', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const replyId = await quote(tide, shareId, shareId, 'the call');
		await shares.editReply(tide.ctx, groupId, { replyId, text: 'Other words.' });
		expect(await quotes(fern, shareId)).toEqual([['Fern', 'the call']]);
		await expect(
			shares.editReply(mara.ctx, groupId, { replyId, text: 'Not mine.' })
		).rejects.toMatchObject({ status: 404 });
	});

	test('is not there for somebody who folded those words away', async () => {
		const shareId = await aShare(tide.ctx, groupId, 'We were in court today.');
		await quote(mara, shareId, shareId, 'today');
		await shares.chooseTopics(fern.ctx, groupId, { ...noChoices, words: ['court'] });
		expect(await quotes(fern, shareId)).toEqual([null]);
		await shares.chooseTopics(fern.ctx, groupId, noChoices);
		expect(await quotes(fern, shareId)).toEqual([['Tide', 'today']]);
		await shares.fold(fern.ctx, groupId, { membershipId: tide.membershipId, wanted: true });
		expect(await quotes(fern, shareId)).toEqual([null]);
	});

	test('is there on a later page than what it quotes', async () => {
		const busy = await here.member('Wren');
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const replyId = await aReply(tide.ctx, groupId, shareId, 'You made it.');
		for (let n = 0; n < 99; n++) {
			world.clock.pass(minute);
			await aReply(busy.ctx, groupId, shareId);
		}
		world.clock.pass(minute);
		await quote(mara, shareId, replyId, 'made it');
		await quote(mara, shareId, shareId, 'the call');
		const { next } = await shares.find(fern.ctx, { groupId, shareId });
		expect(await quotes(fern, shareId, next!)).toEqual([
			['Tide', 'made it'],
			['Fern', 'the call']
		]);
	});

	test('needs a share that is there, and somebody who belongs', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the call.');
		const other = await group(world);
		const stranger = other.facilitators[0];
		for (const [who, of] of [
			[stranger, shareId],
			[tide, newId()]
		] as const)
			await expect(quote(who, of, of, 'the call')).rejects.toMatchObject({ status: 404 });
	});
});
