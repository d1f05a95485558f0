import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { hasNeed, kinds, type ShareKind, type Written } from '../shares.ts';
import * as shares from './shares.ts';
import type { NewShare } from './writing.ts';

const world = await openWorld();
const here = await group(world);
const { groupId } = here;
const [mara, ines] = here.facilitators;
const fern = await here.member('Fern');
const tide = await here.member('Tide');

const gone = { code: 'not_found', status: 404 };
const write = async (who: Belonging, more: Partial<NewShare> = {}) => {
	// Nobody here writes faster than people do.
	world.clock.pass(10 * 60_000);
	const input = { once: newId(), need: 'listen' as const, text: 'Some words.', ...more };
	return (await shares.share(who.ctx, groupId, input)).shareId;
};
const read = async (who: Belonging, shareId: string) =>
	(await shares.find(who.ctx, { groupId, shareId })).share;
const seen = async (who: Belonging) =>
	(await shares.space(who.ctx, { groupId })).shares.map(({ shareId }) => shareId);

describe('a share is one of five kinds', () => {
	test.each(kinds)('%s', async (kind: ShareKind) => {
		const share = await read(fern, await write(fern, { kind }));
		expect([share.kind, share.need]).toEqual([kind, hasNeed(kind) ? 'listen' : null]);
		expect(share.audience).toBe(kind === 'facilitators' ? 'facilitators' : 'group');
	});

	test('which stays when it is changed, and so does for whom it is', async () => {
		const shareId = await write(fern, { kind: 'win', text: 'Before.' });
		const changed = {
			need: 'ideas',
			text: 'After.',
			kind: 'ask',
			audience: 'facilitators'
		} as const;
		await shares.edit(fern.ctx, { groupId, shareId }, changed);
		expect(await read(tide, shareId)).toMatchObject({
			...{ kind: 'win', need: null, text: 'After.', audience: 'group' }
		});
	});
});

describe('what its author adds', () => {
	const about = {
		feelings: ['lonely', 'safe'],
		note: 'mentions a heliotrope',
		topics: ['hospital']
	};

	test('comes with it, and changes with it', async () => {
		const shareId = await write(fern, about);
		expect((await read(tide, shareId)).about).toEqual(about);
		await shares.edit(fern.ctx, { groupId, shareId }, { text: 'No more to it.' });
		expect((await read(tide, shareId)).about).toEqual({ feelings: [], note: '', topics: [] });
	});

	test('is sealed as the words are', async () => {
		await write(fern, about);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			db.selectFrom('share').selectAll().execute()
		).then((all) => ({ rows: all.map((row) => JSON.stringify(row) + row.box.toString('latin1')) }));
		expect(rows.length).toBeGreaterThan(0);
		for (const word of ['heliotrope', 'lonely', 'hospital'])
			expect(
				rows.some((row) => row.includes(word)),
				word
			).toBe(false);
	});
});

describe('what is for the facilitators only', () => {
	test('is read by them and its author, wherever somebody looks for it', async () => {
		const shareId = await write(fern, { audience: 'facilitators', text: 'For you alone.' });
		for (const who of [fern, mara, ines]) {
			expect(await seen(who)).toContain(shareId);
			expect((await read(who, shareId)).text).toBe('For you alone.');
		}
		expect(await seen(tide)).not.toContain(shareId);
		await expect(read(tide, shareId)).rejects.toMatchObject(gone);
	});

	test('is answered by them and its author, and their answers are seen by nobody else', async () => {
		const shareId = await write(fern, { kind: 'facilitators' });
		await aReply(mara.ctx, groupId, shareId, 'I read it.');
		await shares.respond(ines.ctx, groupId, { shareId, kind: 'hear', wanted: true });
		await aReply(fern.ctx, groupId, shareId, 'Thank you.');
		const { replies, said } = await read(fern, shareId);
		expect(replies.map(({ text }) => text)).toEqual(['I read it.', 'Thank you.']);
		expect(said).toEqual([{ kind: 'hear', aliases: ['Ines'], byMe: false }]);
		const byTide = [
			aReply(tide.ctx, groupId, shareId),
			shares.respond(tide.ctx, groupId, { shareId, kind: 'hear', wanted: true })
		];
		for (const tried of byTide) await expect(tried).rejects.toMatchObject(gone);
	});

	test('is not seen by a facilitator of another group', async () => {
		const shareId = await write(fern, { kind: 'facilitators' });
		const other = await group(world);
		await expect(read(other.facilitators[0], shareId)).rejects.toMatchObject(gone);
	});
});

describe('a share that asks for no replies', () => {
	test('takes none, also from its author; what is said with one press stays open', async () => {
		const shareId = await write(fern, { responsesOnly: true });
		for (const who of [tide, mara, fern])
			await expect(aReply(who.ctx, groupId, shareId)).rejects.toMatchObject({
				...{ code: 'responses_only', status: 409 }
			});
		await shares.respond(tide.ctx, groupId, { shareId, kind: 'hear', wanted: true });
		const share = await read(tide, shareId);
		expect([share.can.answer, share.can.reply, share.said.length]).toEqual([true, false, 1]);
	});

	test('can be opened to them, and closed again: what was written stays', async () => {
		const shareId = await write(fern, { responsesOnly: true });
		const change = (responsesOnly: boolean) =>
			shares.edit(fern.ctx, { groupId, shareId }, { text: 'Some words.', responsesOnly });
		await change(false);
		await aReply(tide.ctx, groupId, shareId, 'Now I may.');
		await change(true);
		expect((await read(fern, shareId)).replies.map(({ text }) => text)).toEqual(['Now I may.']);
		await expect(aReply(tide.ctx, groupId, shareId)).rejects.toMatchObject({ status: 409 });
	});
});

describe('a share that is taken back at the moment somebody answers it', () => {
	test('is gone for both, as if it had been gone before', async () => {
		for (let n = 0; n < 10; n++) {
			const shareId = await write(fern);
			const [removed, replied, responded, edited] = await Promise.allSettled([
				shares.remove(fern.ctx, { groupId, shareId }),
				aReply(tide.ctx, groupId, shareId),
				shares.respond(mara.ctx, groupId, { shareId, kind: 'hear', wanted: true }),
				shares.edit(fern.ctx, { groupId, shareId }, { text: 'Changed.' })
			]);
			expect(removed.status).toBe('fulfilled');
			for (const one of [replied, responded, edited])
				if (one.status === 'rejected') expect(one.reason).toMatchObject(gone);
			await expect(read(fern, shareId)).rejects.toMatchObject(gone);
		}
	});
});

describe('what somebody keeps for later', () => {
	const draft: Written = {
		...{ kind: 'ask', need: null, text: 'I am not sure yet about the periwinkle.' },
		...{ feelings: ['low'], note: '', topics: [], audience: 'group', responsesOnly: false }
	};

	test('is there for them alone, and one in each group', async () => {
		await shares.keepDraft(fern.ctx, groupId, draft);
		await Promise.all([1, 2].map(() => shares.keepDraft(fern.ctx, groupId, draft)));
		const kept = await shares.draft(fern.ctx, groupId);
		expect(kept).toEqual({ written: draft, keptAt: world.clock.now() });
		for (const who of [tide, mara]) expect(await shares.draft(who.ctx, groupId)).toBeNull();
	});

	test('is sealed', async () => {
		await shares.keepDraft(fern.ctx, groupId, draft);
		const rows = await inTransaction(world.system, ({ db }) =>
			db.selectFrom('share_draft').selectAll().execute()
		);
		expect(rows).toHaveLength(1);
		expect(rows[0]!.box.includes('periwinkle')).toBe(false);
	});

	test('is thrown away, also when nothing is there', async () => {
		await shares.keepDraft(fern.ctx, groupId, draft);
		await shares.dropDraft(fern.ctx, groupId);
		await shares.dropDraft(fern.ctx, groupId);
		expect(await shares.draft(fern.ctx, groupId)).toBeNull();
	});

	test('is kept no longer once it is shared; another share leaves it', async () => {
		await shares.keepDraft(fern.ctx, groupId, draft);
		await write(fern);
		expect(await shares.draft(fern.ctx, groupId)).not.toBeNull();
		await write(fern, { ...draft, wasKept: true });
		expect(await shares.draft(fern.ctx, groupId)).toBeNull();
	});

	test('goes with the place in the group', async () => {
		const reed = await here.member('Reed');
		await shares.keepDraft(reed.ctx, groupId, draft);
		await groups.leave(reed.ctx, { groupId });
		const rows = await inTransaction(world.system, ({ db }) =>
			db
				.selectFrom('share_draft')
				.selectAll()
				.where('membership_id', '=', reed.membershipId)
				.execute()
		);
		expect(rows).toEqual([]);
	});

	test('is nothing for who does not belong to the group', async () => {
		const stranger = await person(world);
		for (const { ctx } of [stranger, here.coordinator, { ctx: world.nobody }])
			for (const tried of [
				() => shares.keepDraft(ctx, groupId, draft),
				() => shares.draft(ctx, groupId),
				() => shares.dropDraft(ctx, groupId)
			])
				await expect(tried()).rejects.toMatchObject(gone);
	});
});

test('an ordinary share says nothing more than its words', async () => {
	const share = await read(tide, await aShare(fern.ctx, groupId, 'Only this.'));
	expect(share).toMatchObject({ kind: 'share', text: 'Only this.', audience: 'group' });
	expect(share.about).toEqual({ feelings: [], note: '', topics: [] });
});
