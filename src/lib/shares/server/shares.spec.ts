import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { hour, minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { nothingMore } from '../shares.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const owner = new pg.Client({ connectionString: world.ownerUrl });
let here: MadeGroup;
let groupId: string;
let fern: Belonging;
let tide: Belonging;

beforeAll(async () => {
	await owner.connect();
	here = await group(world);
	groupId = here.groupId;
	fern = await here.member('Fern');
	tide = await here.member('Tide');
});
beforeEach(() => world.clock.pass(hour));
afterAll(() => owner.end());

const gone = { code: 'not_found', status: 404 };
const spaceOf = (who: Belonging, before?: string | null) =>
	shares.space(who.ctx, { groupId, before });
const shareIn = async (who: Belonging, shareId: string) =>
	(await shares.find(who.ctx, { groupId, shareId })).share;

describe('a share', () => {
	test('is read by the group, with what its author needs', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'I made the phone call.', 'believe');
		expect(await shareIn(tide, shareId)).toEqual({
			shareId,
			author: expect.objectContaining({ alias: 'Fern', isFacilitator: false, isMe: false }),
			...{ kind: 'share', need: 'believe', audience: 'group', responsesOnly: false },
			...{ text: 'I made the phone call.', shape: null, about: nothingMore, cover: null },
			...{ sharedAt: world.clock.now(), isEdited: false, said: [], replies: [], hasMore: false },
			can: { answer: true, reply: true, change: false }
		});
		const { me, facilitators, readers } = await spaceOf(fern);
		expect(me).toMatchObject({ alias: 'Fern', isMe: true });
		expect(facilitators.map(({ alias }) => alias)).toEqual(['Ines', 'Mara']);
		expect(readers).toBe(4);
	});

	test('leaves no word of it in the database', async () => {
		await aShare(fern.ctx, groupId, 'A wholly unmistakable heliotrope.');
		const { rows } = await owner.query<{ found: boolean }>(
			`select position('heliotrope'::bytea in box) > 0 as found from share`
		);
		expect(rows.some(({ found }) => found)).toBe(false);
	});

	test('sent twice, and twice at once, is one', async () => {
		const input = { once: newId(), need: 'listen' as const, text: 'Once.' };
		await shares.share(fern.ctx, groupId, input);
		await Promise.all([1, 2].map(() => shares.share(fern.ctx, groupId, input)));
		const { shares: all } = await spaceOf(fern);
		expect(all.filter(({ text }) => text === 'Once.')).toHaveLength(1);
	});

	test('cannot be written over somebody else’s by using its number', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Mine.');
		const input = { once: shareId, need: 'ideas' as const, text: 'Over it.' };
		await expect(shares.share(tide.ctx, groupId, input)).rejects.toMatchObject({ status: 409 });
		expect((await shareIn(tide, shareId)).text).toBe('Mine.');
	});

	test('is changed by its author, which it says', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Before.');
		await shares.edit(fern.ctx, { groupId, shareId }, { need: 'ideas', text: 'After.' });
		const share = await shareIn(tide, shareId);
		expect(share).toMatchObject({ need: 'ideas', text: 'After.', isEdited: true });
	});

	test('is taken back by its author, with all that is under it', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await aReply(tide.ctx, groupId, shareId);
		await shares.remove(fern.ctx, { groupId, shareId });
		await expect(shareIn(fern, shareId)).rejects.toMatchObject(gone);
		await expect(shares.remove(fern.ctx, { groupId, shareId })).rejects.toMatchObject(gone);
		const { rows } = await owner.query('select from reply where share_id = $1', [shareId]);
		expect(rows).toEqual([]);
	});

	test('is nobody else’s to change or take back, not even a facilitator’s', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		for (const { ctx } of [tide, here.facilitators[0], here.coordinator]) {
			const place = { groupId, shareId };
			const edited = shares.edit(ctx, place, { need: 'listen', text: 'No.' });
			await expect(edited).rejects.toMatchObject(gone);
			await expect(shares.remove(ctx, place)).rejects.toMatchObject(gone);
		}
		expect((await shareIn(fern, shareId)).text).not.toBe('No.');
	});
});

describe('a reply', () => {
	test('stands under the share, oldest first, a facilitator’s marked as such', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await aReply(tide.ctx, groupId, shareId, 'First.');
		world.clock.pass(minute);
		await aReply(here.facilitators[0].ctx, groupId, shareId, 'Second.');
		const { replies } = await shareIn(fern, shareId);
		expect(replies.map(({ text, author }) => [text, author.alias, author.isFacilitator])).toEqual([
			['First.', 'Tide', false],
			['Second.', 'Mara', true]
		]);
	});

	test('is changed and taken back by its author alone', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		const replyId = await aReply(tide.ctx, groupId, shareId);
		const edited = shares.editReply(fern.ctx, groupId, { replyId, text: 'No.' });
		await expect(edited).rejects.toMatchObject(gone);
		await expect(shares.removeReply(fern.ctx, groupId, { replyId })).rejects.toMatchObject(gone);
		await shares.editReply(tide.ctx, groupId, { replyId, text: 'Better said.' });
		const [reply] = (await shareIn(fern, shareId)).replies;
		expect(reply).toMatchObject({ text: 'Better said.', isEdited: true });
		await shares.removeReply(tide.ctx, groupId, { replyId });
		expect((await shareIn(fern, shareId)).replies).toEqual([]);
		await expect(shares.removeReply(tide.ctx, groupId, { replyId })).rejects.toMatchObject(gone);
	});

	test('sent twice at once is one', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		const input = { once: newId(), shareId, text: 'Once.' };
		await Promise.all([1, 2].map(() => shares.reply(tide.ctx, groupId, input)));
		expect((await shareIn(fern, shareId)).replies).toHaveLength(1);
	});

	test('cannot reach a share of another group', async () => {
		const other = await group(world);
		const theirs = await aShare((await other.member('Cedar')).ctx, other.groupId);
		await expect(aReply(fern.ctx, groupId, theirs)).rejects.toMatchObject(gone);
		await expect(shareIn(fern, theirs)).rejects.toMatchObject(gone);
	});

	test('when there are many, the space shows the first five and says that there are more', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Much to say.');
		for (let n = 1; n <= 7; n++) {
			world.clock.pass(minute);
			await aReply(tide.ctx, groupId, shareId, `Reply ${n}`);
		}
		const { shares: all } = await spaceOf(fern);
		const shown = all.find((one) => one.shareId === shareId)!;
		expect([shown.replies.length, shown.replies[0]!.text, shown.hasMore]).toEqual([
			...[5, 'Reply 1', true]
		]);
		const one = await shareIn(fern, shareId);
		expect([one.replies.length, one.hasMore]).toEqual([7, false]);
	});
});

describe('a response', () => {
	const respond = (who: Belonging, shareId: string, kind: string, wanted = true) =>
		shares.respond(who.ctx, groupId, { shareId, kind, wanted });

	test('is said by name, in order, several by one person; mine is known as mine', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await respond(tide, shareId, 'hear');
		await respond(tide, shareId, 'with');
		world.clock.pass(minute);
		await respond(here.facilitators[0], shareId, 'hear');
		const { said } = await shareIn(tide, shareId);
		expect(said).toEqual([
			{ kind: 'hear', aliases: ['Mara'], byMe: true },
			{ kind: 'with', aliases: [], byMe: true }
		]);
		expect((await shareIn(fern, shareId)).said[0]!.aliases).toEqual(['Tide', 'Mara']);
	});

	test('twice, and twice at once, is once; taken back, it is gone', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await Promise.all([1, 2].map(() => respond(tide, shareId, 'hear')));
		expect((await shareIn(fern, shareId)).said).toHaveLength(1);
		await respond(tide, shareId, 'hear', false);
		await respond(tide, shareId, 'hear', false);
		expect((await shareIn(fern, shareId)).said).toEqual([]);
	});

	test('is one of the group’s own, and never for one’s own words', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		await expect(respond(tide, shareId, 'applause')).rejects.toMatchObject({
			...{ code: 'response_gone', status: 409 }
		});
		await expect(respond(fern, shareId, 'hear')).rejects.toMatchObject(gone);
	});
});

describe('pages', () => {
	test('of twenty, newest first, none twice and none left out, down to a visible end', async () => {
		const long = await group(world);
		const cedar = await long.member('Cedar');
		for (let n = 0; n < 45; n++) {
			if (n % 3 === 0) world.clock.pass(hour);
			await aShare(cedar.ctx, long.groupId, `Share ${n}`);
		}
		const seen: string[] = [];
		const lengths: number[] = [];
		let before: string | null = null;
		do {
			const page = await shares.space(cedar.ctx, { groupId: long.groupId, before });
			expect(page.isFirst).toBe(before === null);
			seen.push(...page.shares.map(({ shareId }) => shareId));
			lengths.push(page.shares.length);
			expect(page.shares.map(({ sharedAt }) => -sharedAt)).toEqual(
				page.shares.map(({ sharedAt }) => -sharedAt).sort((a, b) => a - b)
			);
			before = page.next;
		} while (before);
		expect(lengths).toEqual([20, 20, 5]);
		expect(new Set(seen).size).toBe(45);
	});

	test('an address that was tampered with is the first page', async () => {
		const page = await spaceOf(fern, "0'; drop table share; --.x");
		expect(page.isFirst).toBe(true);
	});
});

describe('who does not belong', () => {
	test('sees one and the same nothing: strangers, staff, people who wait, who left or were removed', async () => {
		const shareId = await aShare(fern.ctx, groupId);
		const stranger = await person(world);
		const waiting = await person(world);
		const join = { ...here.versions, agree: true as const };
		await groups.join(waiting.ctx, { groupId, alias: 'Sparrow', ...join });
		const left = await here.member('Lark');
		await groups.leave(left.ctx, { groupId });
		const removed = await here.member('Birch');
		const { membershipId } = removed;
		const reason = 'We agreed to speak first.';
		await groups.remove(here.facilitators[0].ctx, { groupId, membershipId, reason });
		const outside = [stranger, waiting, left, removed, here.coordinator];
		for (const { ctx } of [...outside, { ctx: world.nobody }]) {
			const text = 'Hello.';
			const once = newId();
			const tries = [
				shares.space(ctx, { groupId }),
				shares.space(ctx, { groupId: newId() }),
				shares.find(ctx, { groupId, shareId }),
				shares.share(ctx, groupId, { once, need: 'listen', text }),
				shares.reply(ctx, groupId, { once, shareId, text }),
				shares.respond(ctx, groupId, { shareId, kind: 'hear', wanted: true })
			];
			for (const tried of await Promise.allSettled(tries))
				expect(tried).toMatchObject({ status: 'rejected', reason: gone });
		}
	});

	test('takes their words along when they wish: the rest of the page stays as it was', async () => {
		const reed = await here.member('Reed');
		const shareId = await aShare(reed.ctx, groupId, 'Soon gone.');
		await aReply(tide.ctx, groupId, shareId, 'Still here.');
		await groups.leave(reed.ctx, { groupId, takeWords: true });
		const share = await shareIn(fern, shareId);
		expect(share).toMatchObject({ text: null, author: { alias: 'Reed' } });
		expect(share.replies.map(({ text }) => text)).toEqual(['Still here.']);
	});
});

describe('a page', () => {
	test('takes the same number of statements, whatever is on it', async () => {
		const few = await group(world);
		const wren = await few.member('Wren');
		await aShare(wren.ctx, few.groupId);
		const statements = countStatements();
		await shares.space(wren.ctx, { groupId: few.groupId });
		const onFew = statements();
		await shares.space(fern.ctx, { groupId });
		expect(statements()).toBe(onFew);
		expect(onFew).toBeLessThanOrEqual(5);
	});
});

test('somebody who writes very much in a short while is asked to wait, and nothing is locked', async () => {
	const busy = await group(world);
	const jay = await busy.member('Jay');
	for (let n = 0; n < 12; n++) await aShare(jay.ctx, busy.groupId);
	await expect(aShare(jay.ctx, busy.groupId)).rejects.toMatchObject({ code: 'too_many' });
	world.clock.pass(10 * minute);
	await aShare(jay.ctx, busy.groupId);
});

test('a closed group can be read; it takes no new words, but gives one’s own back', async () => {
	const closing = await group(world);
	const jay = await closing.member('Jay');
	const shareId = await aShare(jay.ctx, closing.groupId, 'From before.');
	await owner.query('update peer_group set closed_at = now() where group_id = $1', [
		closing.groupId
	]);
	const page = await shares.space(jay.ctx, { groupId: closing.groupId });
	expect([page.can.share, page.shares[0]!.text]).toEqual([false, 'From before.']);
	await expect(aShare(jay.ctx, closing.groupId)).rejects.toMatchObject({ code: 'group_closed' });
	await shares.remove(jay.ctx, { groupId: closing.groupId, shareId });
});

/** From now on, how many statements this process sends to PostgreSQL since it was last asked. */
function countStatements(): () => number {
	const { query } = pg.Client.prototype;
	let sent = 0;
	pg.Client.prototype.query = function counting(this: pg.Client, ...given: never[]) {
		sent += 1;
		return Reflect.apply(query, this, given);
	} as typeof query;
	return () => {
		const since = sent;
		sent = 0;
		return since;
	};
}
