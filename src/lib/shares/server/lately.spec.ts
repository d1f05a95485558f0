import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { minute, second } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { counted } from '#test/support/counted.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { LookingInput } from '../inputs.ts';
import { shownIn, without } from '../live.ts';
import { mostShown, type Looking } from '../shares.ts';
import { noChoices } from './covers.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const here = await group(world);
const { groupId } = here;
const [mara] = here.facilitators;
const fern = await here.member('Fern');
const tide = await here.member('Tide');
const reed = await here.member('Reed');

/** Somebody opens the space; what they ask later is what the open page asks. */
async function open(who: Belonging, isCalm = false) {
	world.clock.pass(minute);
	const since = world.clock.now();
	const space = await shares.space(who.ctx, { groupId, isCalm });
	const list: Looking['list'] = isCalm ? 'calm' : 'all';
	const page = { since, list, shown: shownIn(space.shares) };
	world.clock.pass(minute);
	return {
		look: () => shares.lately(who.ctx, groupId, page),
		left: async () => {
			const { gone } = await shares.lately(who.ctx, groupId, page);
			return shownIn(without(space.shares, new Set(gone)));
		}
	};
}
const nothing = { gone: [], isNew: false };
const hide = (of: 'share' | 'reply', id: string) =>
	inTransaction(world.system, ({ db }) =>
		sql`select set_hidden(${of}, ${id}, ${world.clock.now()})`.execute(db)
	);

describe('an open page hears that something is new', () => {
	test('when others wrote, said or changed something, and not of one’s own', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		const replyId = await aReply(tide.ctx, groupId, shareId);
		const happens: [string, Belonging, () => Promise<unknown>][] = [
			['a share', fern, () => aShare(fern.ctx, groupId)],
			['a reply', tide, () => aReply(tide.ctx, groupId, shareId)],
			['a response', tide, () => say(tide, shareId)],
			['a change', fern, () => shares.edit(fern.ctx, { groupId, shareId }, { text: 'Other.' })],
			['a change', tide, () => shares.editReply(tide.ctx, groupId, { replyId, text: 'Other.' })]
		];
		for (const [what, by, happen] of happens) {
			const [mine, theirs] = [await open(by), await open(reed)];
			expect(await theirs.look(), what).toEqual(nothing);
			await happen();
			expect(await mine.look(), what).toEqual(nothing);
			expect(await theirs.look(), what).toEqual({ gone: [], isNew: true });
			expect(await (await open(reed)).look(), what).toEqual(nothing);
		}
	});
	const say = (who: Belonging, shareId: string) =>
		shares.respond(who.ctx, groupId, { shareId, kind: 'hear', wanted: true });

	test('also when it was being written while the page was read', async () => {
		const page = await open(reed);
		world.clock.pass(-minute - 3 * second);
		await aShare(fern.ctx, groupId);
		world.clock.pass(minute + 3 * second);
		expect(await page.look()).toEqual({ gone: [], isNew: true });
	});

	test('but not of what it would not show', async () => {
		const calm = await open(reed, true);
		await aShare(fern.ctx, groupId);
		expect(await calm.look()).toEqual(nothing);
		const input = { once: newId(), need: null, text: 'I slept.', kind: 'win' as const };
		await shares.share(fern.ctx, groupId, input);
		expect((await calm.look()).isNew).toBe(true);

		const page = await open(reed);
		const forThem = { ...input, once: newId(), kind: 'facilitators' as const };
		await shares.share(fern.ctx, groupId, forThem);
		const other = await group(world);
		await aShare((await other.member('Wren')).ctx, other.groupId);
		expect(await page.look()).toEqual(nothing);
		const shown = LookingInput.parse({ since: world.clock.now().toISOString() });
		expect(shown).toMatchObject({ list: 'none', shown: [] });
	});

	test('nor of what is left out or folded away for the reader', async () => {
		const page = await open(tide);
		await shares.share(fern.ctx, groupId, {
			...{ once: newId(), need: 'listen', text: 'A long day in court.', topics: ['war'] }
		});
		const choose = (choices: Partial<typeof noChoices>) =>
			shares.chooseTopics(tide.ctx, groupId, { ...noChoices, ...choices });
		await choose({ topics: ['war'], how: 'hide' });
		expect(await page.look()).toEqual(nothing);
		await choose({ words: ['court'], how: 'hide' });
		expect(await page.look()).toEqual(nothing);
		await choose({ topics: ['war'], how: 'fold' });
		expect(await page.look()).toEqual({ gone: [], isNew: true });
		await shares.fold(tide.ctx, groupId, { membershipId: fern.membershipId, wanted: true });
		expect(await page.look()).toEqual(nothing);
		await shares.fold(tide.ctx, groupId, { membershipId: fern.membershipId, wanted: false });
		await choose(noChoices);
	});
});

describe('what is gone leaves an open page', () => {
	test('when it was taken back or hidden, with what stands under it and what quotes it', async () => {
		const [one, two] = [await aShare(fern.ctx, groupId), await aShare(fern.ctx, groupId)];
		world.clock.pass(second);
		const under = await aReply(tide.ctx, groupId, one);
		const other = await aReply(tide.ctx, groupId, two);
		const page = await open(reed);
		expect(await page.left()).toEqual(expect.arrayContaining([one, two, under, other]));
		await shares.removeReply(tide.ctx, groupId, { replyId: other });
		expect((await page.look()).gone).toEqual([other]);
		await hide('share', one);
		expect((await page.look()).gone.sort()).toEqual([one, under, other].sort());
		await hide('reply', under);
		await shares.remove(fern.ctx, { groupId, shareId: two });
		const left = await page.left();
		for (const id of [one, two, under, other]) expect(left).not.toContain(id);
	});

	test('when its author takes their words along', async () => {
		const wren = await here.member('Wren');
		const shareId = await aShare(wren.ctx, groupId);
		const page = await open(reed);
		await groups.leave(wren.ctx, { groupId, takeWords: true });
		expect((await page.look()).gone).toEqual([shareId]);
		expect((await (await open(reed)).look()).gone).toEqual([]);
	});
});

test('nobody who does not belong, or no more, hears anything', async () => {
	const shareId = await aShare(fern.ctx, groupId);
	const [stranger, left] = [await person(world), await here.member('Lark')];
	const other = await group(world);
	const page = { since: world.clock.now(), shown: [shareId], list: 'all' as const };
	await groups.leave(left.ctx, { groupId });
	const outside = [stranger, left, here.coordinator, other.facilitators[0], { ctx: world.nobody }];
	for (const { ctx } of outside)
		await expect(shares.lately(ctx, groupId, page)).rejects.toMatchObject({ status: 404 });
	// A share of a group of mine cannot be asked for from another one, nor what I may not read.
	const mine = other.facilitators[0];
	expect(await shares.lately(mine.ctx, other.groupId, page)).toEqual({
		...{ gone: [shareId], isNew: false }
	});
	const forThem = { once: newId(), need: 'listen' as const, text: 'You two.' };
	const only = await shares.share(fern.ctx, groupId, { ...forThem, kind: 'facilitators' });
	const asked = { ...page, shown: [only.shareId] };
	expect((await shares.lately(tide.ctx, groupId, asked)).gone).toEqual([only.shareId]);
	expect((await shares.lately(mara.ctx, groupId, asked)).gone).toEqual([]);
});

test('what a page asks is bounded', () => {
	const since = '2026-11-22T18:00:00.000Z';
	const isTaken = (given: object) => LookingInput.safeParse({ since, ...given }).success;
	const ids = (many: number) => Array.from({ length: many }, () => newId());
	expect(isTaken({ shown: ids(mostShown), list: 'calm' })).toBe(true);
	for (const bad of [
		...[{ shown: ids(mostShown + 1) }, { shown: ['no-id'] }, { shown: 'x' }],
		...[{ since: 'yesterday' }, { since: '' }, { list: 'everything' }]
	])
		expect(isTaken(bad), JSON.stringify(bad).slice(0, 60)).toBe(false);
});

test('looking costs the same few statements, whatever is there', async () => {
	const since = world.clock.now();
	const shown: string[] = [];
	const cost = async () => {
		const { ctx, statements } = counted(reed.ctx);
		await shares.lately(ctx, groupId, { since, shown, list: 'all' });
		return statements();
	};
	const ofNothing = await cost();
	for (let n = 0; n < 25; n++) {
		world.clock.pass(3 * minute);
		const shareId = await aShare(fern.ctx, groupId);
		shown.push(shareId, await aReply(tide.ctx, groupId, shareId));
	}
	expect(await cost()).toBe(ofNothing);
	shown.splice(0);
	expect(await cost()).toBe(ofNothing);
});
