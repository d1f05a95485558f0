import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { hour } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import type { ThingOf } from '../safety.ts';
import * as safety from './safety.ts';

const world = await openWorld();
let made: MadeGroup;
let fern: Belonging, tide: Belonging, lark: Belonging;
let shareId: string, replyId: string;
beforeAll(async () => {
	made = await group(world);
	[fern, tide, lark] = [
		await made.member('Fern'),
		await made.member('Tide'),
		await made.member('Lark')
	];
	shareId = await aShare(tide.ctx, made.groupId, 'Heliotrope words.');
	replyId = await aReply(tide.ctx, made.groupId, shareId, 'Gladiolus words.');
});

const idOf = (of: ThingOf) =>
	({
		...{ share: shareId, reply: replyId, strategy: '', feedback: '' },
		...{ person: tide.membershipId, group: '' }
	})[of];
const send = (ctx: Ctx, of: ThingOf, more: object = {}) =>
	safety.reportThing(ctx, {
		...{ groupId: made.groupId, of, id: idOf(of), once: newId(), reason: 'unkind' },
		...more
	});
const stored = async (reportId: string) =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<{ of: string; about_ids: string[]; all: string }>`
			select of, about_ids, encode(box, 'escape') || r::text as all from report r
			where report_id = ${reportId}`.execute(db);
		return rows[0]!;
	});

describe('what somebody reports in the space of a group', () => {
	test.each(['share', 'reply', 'person', 'group'] as const)('can be a %s', async (of) => {
		const { reportId } = await send(fern.ctx, of, { words: 'Verbena words.' });
		const row = await stored(reportId);
		expect(row.of).toBe(of);
		expect(row.about_ids).toEqual(of === 'group' ? [] : [tide.membershipId]);
		expect(row.all).not.toMatch(/Heliotrope|Gladiolus|Verbena|Fern|Tide/);
		world.clock.pass(hour);
	});

	test('goes with what was written as it stood, also when its author takes it back', async () => {
		const own = await aShare(tide.ctx, made.groupId, 'Snowdrop words.');
		const { reportId } = await send(fern.ctx, 'share', { id: own });
		await shares.remove(tide.ctx, { groupId: made.groupId, shareId: own });
		const opened = await safety.openReport(made.facilitators[0].ctx, {
			...{ groupId: made.groupId, reportId }
		});
		expect(opened).toMatchObject({ reporter: 'Fern', about: ['Tide'] });
		expect(opened.lines.map(({ text }) => text)).toEqual(['Snowdrop words.']);
	});

	test('is one report when it is sent twice, and twice at once', async () => {
		const once = newId();
		const both = await Promise.all([
			send(fern.ctx, 'share', { once }),
			send(fern.ctx, 'share', { once })
		]);
		const third = await send(fern.ctx, 'share', { once });
		expect(new Set([...both, third].map(({ reportId }) => reportId)).size).toBe(1);
		world.clock.pass(hour);
	});

	test('is not their own, and nothing that they do not see', async () => {
		await expect(send(tide.ctx, 'share')).rejects.toMatchObject({ code: 'report_own' });
		await expect(send(tide.ctx, 'reply')).rejects.toMatchObject({ code: 'report_own' });
		await expect(send(tide.ctx, 'person')).rejects.toMatchObject({ code: 'report_own' });
		const other = await group(world);
		const heron = await other.member('Heron');
		for (const of of ['share', 'reply', 'person'] as const) {
			await expect(send(fern.ctx, of, { id: newId() })).rejects.toMatchObject({ status: 404 });
			await expect(send(heron.ctx, of)).rejects.toMatchObject({ status: 404 });
			// By the door of one's own group it is unknown as well.
			await expect(send(heron.ctx, of, { groupId: other.groupId })).rejects.toMatchObject({
				status: 404
			});
			await expect(send(world.nobody, of)).rejects.toMatchObject({ code: 'sign_in_first' });
		}
		await expect(
			safety.thing(heron.ctx, { groupId: made.groupId, of: 'share', id: shareId })
		).rejects.toMatchObject({ status: 404 });
	});

	test('is shown before, in a word, and nothing of what was written', async () => {
		const given = { groupId: made.groupId, of: 'reply', id: replyId };
		expect(await safety.thing(fern.ctx, given)).toEqual({
			...{ of: 'reply', id: replyId, groupId: made.groupId, groupName: 'Evening harbour' },
			...{ alias: 'Tide', href: `/groups/${made.groupId}/shares/${shareId}` },
			people: [{ id: tide.membershipId, alias: 'Tide' }]
		});
		// No list of members: of a group only those who look after it.
		const whole = await safety.thing(fern.ctx, { groupId: made.groupId });
		expect(whole.people.map(({ alias }) => alias).sort()).toEqual(['Ines', 'Mara']);
	});

	test('needs a reason of the list', async () => {
		await expect(send(fern.ctx, 'share', { reason: 'boring' })).rejects.toMatchObject({
			fields: { reason: 'choose' }
		});
	});
});

describe('however many report it', () => {
	test('nothing is hidden by counting', async () => {
		for (const who of [fern, lark]) await send(who.ctx, 'share');
		const { share } = await shares.find(fern.ctx, { groupId: made.groupId, shareId });
		expect(share.text).toBe('Heliotrope words.');
	});

	test('one person is slowed before a queue is full of them', async () => {
		world.clock.pass(24 * hour);
		const codes: string[] = [];
		for (let i = 0; i < 8; i++)
			codes.push(
				await send(lark.ctx, 'share').then(
					() => 'sent',
					(error: { code: string }) => error.code
				)
			);
		expect(codes).toEqual([...Array<string>(6).fill('sent'), 'too_many', 'too_many']);
	});
});

test('those who look after the group are told once in an hour that something waits; the reported never', async () => {
	const mine = await group(world);
	const [a, b] = [await mine.member('Fern'), await mine.member('Tide')];
	const own = await aShare(a.ctx, mine.groupId);
	for (let i = 0; i < 3; i++)
		await safety.reportThing(b.ctx, {
			...{ groupId: mine.groupId, of: 'share', id: own, once: newId(), reason: 'unkind' }
		});
	const kinds = async (ctx: Ctx) => (await notices.mine(ctx)).map(({ kind }) => kind);
	const isOfReview = (kind: string) => kind === 'to_review' || kind === 'to_decide';
	for (const who of mine.facilitators)
		expect((await kinds(who.ctx)).filter(isOfReview)).toEqual(['to_review']);
	expect((await kinds(mine.coordinator.ctx)).filter(isOfReview)).toContain('to_decide');
	for (const who of [a, b]) expect((await kinds(who.ctx)).filter(isOfReview)).toEqual([]);
	// What comes first is said once more.
	await safety.reportThing(b.ctx, {
		...{ groupId: mine.groupId, of: 'group', once: newId(), reason: 'threat' }
	});
	expect((await kinds(mine.facilitators[0].ctx)).filter(isOfReview)).toHaveLength(2);
});
