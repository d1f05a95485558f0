import { beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { aReply } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import type { SpaceChoices } from '../shares.ts';
import { noChoices } from './covers.ts';
import * as shares from './shares.ts';
import type { NewShare } from './writing.ts';

const world = await openWorld();
const here = await group(world);
const { groupId } = here;
const [mara] = here.facilitators;
const fern = await here.member('Fern');
const tide = await here.member('Tide');
beforeEach(() => world.clock.pass(hour));

const gone = { code: 'not_found', status: 404 };
const write = async (who: Belonging, more: Partial<NewShare> = {}) => {
	const input = { once: newId(), need: 'listen' as const, text: 'Some words.', ...more };
	return (await shares.share(who.ctx, groupId, input)).shareId;
};
const choose = (who: Belonging, more: Partial<SpaceChoices>) =>
	shares.chooseTopics(who.ctx, groupId, { ...noChoices, ...more });
const fold = (who: Belonging, whom: Belonging, wanted = true) =>
	shares.fold(who.ctx, groupId, { membershipId: whom.membershipId, wanted });
const listed = async (who: Belonging, shareId: string) =>
	(await shares.space(who.ctx, { groupId })).shares.find((one) => one.shareId === shareId);

describe('what somebody would rather not meet', () => {
	test('is folded away for them alone, by topic and by their own words, and says why', async () => {
		await choose(tide, { topics: ['hospital'], words: ['the sea'] });
		const byTopic = await write(fern, { topics: ['hospital', 'children'] });
		const byNote = await write(fern, { note: 'mentions THE SEA' });
		const byText = await write(fern, { text: 'We went to the seaside.' });
		const other = await write(fern, { topics: ['children'], text: 'Bathe seals.' });
		expect((await listed(tide, byTopic))!.cover).toEqual({ by: 'words', words: ['hospital'] });
		for (const shareId of [byNote, byText])
			expect((await listed(tide, shareId))!.cover).toEqual({ by: 'words', words: ['the sea'] });
		expect((await listed(tide, other))!.cover).toBeNull();
		for (const who of [fern, mara])
			for (const shareId of [byTopic, byNote, byText])
				expect((await listed(who, shareId))!.cover).toBeNull();
	});

	test('is left out of the list when they like that better, and can still be opened by its address', async () => {
		await choose(tide, { topics: ['war'], how: 'hide' });
		const shareId = await write(fern, { topics: ['war'] });
		expect(await listed(tide, shareId)).toBeUndefined();
		expect((await shares.space(tide.ctx, { groupId })).isLeftOut).toBe(true);
		const { share } = await shares.find(tide.ctx, { groupId, shareId });
		expect(share.cover).toEqual({ by: 'words', words: ['war'] });
		expect(await listed(mara, shareId)).toBeDefined();
	});

	test('never closes their own words', async () => {
		await choose(tide, { topics: ['war'], words: ['words'], how: 'hide' });
		const shareId = await write(tide, { topics: ['war'] });
		expect((await listed(tide, shareId))!.cover).toBeNull();
	});

	test('is met in replies too', async () => {
		await choose(tide, { words: ['court'] });
		const shareId = await write(fern);
		await aReply(mara.ctx, groupId, shareId, 'I was in court once.');
		await aReply(mara.ctx, groupId, shareId, 'They came with an escort.');
		const { replies } = (await shares.find(tide.ctx, { groupId, shareId })).share;
		expect(replies.map(({ cover }) => cover)).toEqual([{ by: 'words', words: ['court'] }, null]);
	});

	test('is kept sealed, and is gone when nothing is chosen any more', async () => {
		await choose(tide, { words: ['periwinkle'] });
		const rows = await inTransaction(world.system, ({ db }) =>
			db.selectFrom('space_choice').selectAll().execute()
		);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.some(({ box }) => box.includes('periwinkle'))).toBe(false);
		await choose(tide, {});
		expect((await shares.choices(tide.ctx, groupId)).choices).toEqual(noChoices);
	});

	test('does not make the list end early: there is more after what is left out', async () => {
		const long = await group(world);
		const [wren, cedar] = [await long.member('Wren'), await long.member('Cedar')];
		for (let n = 0; n < 22; n++) {
			world.clock.pass(hour);
			await shares.share(wren.ctx, long.groupId, {
				...{ once: newId(), need: 'listen', text: `Share ${n}`, topics: n > 1 ? ['war'] : [] }
			});
		}
		const choices = { ...noChoices, topics: ['war'], how: 'hide' as const };
		await shares.chooseTopics(cedar.ctx, long.groupId, choices);
		const first = await shares.space(cedar.ctx, { groupId: long.groupId });
		expect([first.shares.length, first.isLeftOut, first.next !== null]).toEqual([0, true, true]);
		const second = await shares.space(cedar.ctx, { groupId: long.groupId, before: first.next });
		expect(second.shares.map(({ text }) => text)).toEqual(['Share 1', 'Share 0']);
	});
});

describe('somebody whose words are folded away', () => {
	test('is folded for the one who asked, in shares and replies; nobody else sees a difference', async () => {
		const reed = await here.member('Reed');
		await fold(reed, fern);
		const shareId = await write(fern);
		const under = await write(tide);
		await aReply(fern.ctx, groupId, under);
		expect((await listed(reed, shareId))!.cover).toEqual({ by: 'person' });
		expect((await listed(reed, under))!.replies[0]!.cover).toEqual({ by: 'person' });
		for (const who of [fern, tide, mara]) {
			expect((await listed(who, shareId))!.cover).toBeNull();
			expect((await shares.choices(who.ctx, groupId)).people).toEqual([]);
		}
		expect((await shares.choices(reed.ctx, groupId)).people).toMatchObject([{ alias: 'Fern' }]);
		await fold(reed, fern, false);
		expect((await listed(reed, shareId))!.cover).toBeNull();
	});

	test('twice is once, and two at once are both', async () => {
		const lark = await here.member('Lark');
		await Promise.all([fold(lark, fern), fold(lark, tide), fold(lark, fern)]);
		await choose(lark, { topics: ['war'] });
		const { choices, people } = await shares.choices(lark.ctx, groupId);
		expect(people.map(({ alias }) => alias).sort()).toEqual(['Fern', 'Tide']);
		expect(choices.topics).toEqual(['war']);
		await fold(lark, fern, false);
		await fold(lark, fern, false);
		expect((await shares.choices(lark.ctx, groupId)).people).toHaveLength(1);
	});

	test('is somebody else of this very group', async () => {
		const other = await group(world);
		const wren = await other.member('Wren');
		for (const whom of [fern, wren]) await expect(fold(fern, whom)).rejects.toMatchObject(gone);
		const asked = (membershipId: string) => shares.somebody(fern.ctx, groupId, membershipId);
		for (const id of [fern.membershipId, wren.membershipId, 'no-id'])
			await expect(asked(id)).rejects.toMatchObject(gone);
		expect(await asked(tide.membershipId)).toMatchObject({ alias: 'Tide' });
	});
});

test('the calm view has small wins and what helped alone, page by page', async () => {
	const calm = await group(world);
	const jay = await calm.member('Jay');
	for (let n = 0; n < 30; n++) {
		world.clock.pass(hour);
		const kind = (['win', 'share', 'strategy', 'ask'] as const)[n % 4]!;
		await shares.share(jay.ctx, calm.groupId, {
			...{ once: newId(), kind, need: 'listen', text: `${kind} ${n}` }
		});
	}
	const page = await shares.space(jay.ctx, { groupId: calm.groupId, isCalm: true });
	expect(page.shares.map(({ kind }) => kind).filter((kind) => kind === 'win')).toHaveLength(8);
	expect(new Set(page.shares.map(({ kind }) => kind))).toEqual(new Set(['win', 'strategy']));
	expect([page.isCalm, page.next]).toEqual([true, null]);
});

test('what somebody chose is nobody’s to see or change who does not belong to the group', async () => {
	const stranger = await person(world);
	for (const { ctx } of [stranger, here.coordinator, { ctx: world.nobody }])
		for (const tried of [
			() => shares.choices(ctx, groupId),
			() => shares.chooseTopics(ctx, groupId, noChoices),
			() => shares.fold(ctx, groupId, { membershipId: fern.membershipId, wanted: true }),
			() => shares.somebody(ctx, groupId, fern.membershipId)
		])
			await expect(tried()).rejects.toMatchObject(gone);
});
