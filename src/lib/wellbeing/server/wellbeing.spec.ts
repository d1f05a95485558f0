import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { day, hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { answers, rate } from '#test/support/wellbeing.ts';
import { openWorld } from '#test/support/world.ts';
import * as wellbeing from './wellbeing.ts';

const world = await openWorld();
const owner = new pg.Client({ connectionString: world.ownerUrl });
const gone = { code: 'not_found', status: 404 };
let here: MadeGroup;
let fern: Belonging;
let tide: Belonging;

beforeAll(async () => {
	await owner.connect();
	here = await group(world);
	fern = await here.member('Fern');
	tide = await here.member('Tide');
});
beforeEach(() => world.clock.pass(hour));
afterAll(() => owner.end());

const meet = (...members: Belonging[]) =>
	heldMeeting(world, {
		...{ groupId: here.groupId, startedAt: new Date(world.clock.now().getTime() - 3 * hour) },
		facilitators: here.facilitators.map(({ membershipId }) => membershipId),
		members: members.map(({ membershipId }) => membershipId)
	});
const offered = async (who: Belonging) =>
	(await wellbeing.offers(who.ctx)).map(({ groupName, alias }) => [groupName, alias]);

describe('the offer', () => {
	test('comes after the third meeting somebody came to, not the third that was held', async () => {
		const lark = await here.member('Lark');
		for (let n = 0; n < 3; n++) {
			world.clock.pass(7 * day);
			await meet(fern, tide);
			if (n < 2) await meet(lark, tide);
		}
		expect(await offered(fern)).toEqual([['Evening harbour', 'Fern']]);
		expect(await offered(lark)).toEqual([]);
	});

	test('counts only meetings that were really held: with two members', async () => {
		const wren = await here.member('Wren');
		for (let n = 0; n < 4; n++) await meet(wren);
		expect(await offered(wren)).toEqual([]);
	});

	test('is not made to facilitators, nor after leaving', async () => {
		const birch = await here.member('Birch');
		for (let n = 0; n < 3; n++) await meet(birch, tide);
		expect(await offered(birch)).toHaveLength(1);
		expect(await offered(here.facilitators[0])).toEqual([]);
		await groups.leave(birch.ctx, { groupId: here.groupId });
		expect(await offered(birch)).toEqual([]);
	});

	test('put off, comes back in a week; refused, never; and a refusal can be lifted', async () => {
		await wellbeing.choose(fern.ctx, fern.membershipId, 'later');
		expect(await offered(fern)).toEqual([]);
		world.clock.pass(7 * day);
		expect(await offered(fern)).toHaveLength(1);
		await wellbeing.choose(fern.ctx, fern.membershipId, 'never');
		world.clock.pass(400 * day);
		expect(await offered(fern)).toEqual([]);
		expect((await wellbeing.questions(fern.ctx, fern.membershipId)).choice).toBe('never');
		await wellbeing.choose(fern.ctx, fern.membershipId, 'again');
		expect(await offered(fern)).toHaveLength(1);
	});

	test('is over once answered, until the next time', async () => {
		await rate(fern, answers(1));
		expect(await offered(fern)).toEqual([]);
		world.clock.pass(84 * day);
		expect(await offered(fern)).toHaveLength(1);
	});

	test('is mine alone to choose about', async () => {
		const chosen = wellbeing.choose(tide.ctx, fern.membershipId, 'never');
		await expect(chosen).rejects.toMatchObject(gone);
	});
});

describe('answers', () => {
	test('are read and deleted by the one who gave them', async () => {
		const ratingId = await rate(tide, answers(2, 1, 0, -1, -2));
		const { own } = await wellbeing.questions(tide.ctx, tide.membershipId);
		expect(own[0]).toEqual({
			...{ ratingId, ratedAt: world.clock.now(), answers: answers(2, 1, 0, -1, -2) }
		});
		await wellbeing.removeRating(tide.ctx, tide.membershipId, ratingId);
		expect((await wellbeing.questions(tide.ctx, tide.membershipId)).own).toEqual([]);
		const again = wellbeing.removeRating(tide.ctx, tide.membershipId, ratingId);
		await expect(again).rejects.toMatchObject(gone);
	});

	test('are nobody else’s to see, give or delete', async () => {
		const ratingId = await rate(tide, answers(1));
		const input = { once: newId(), ...answers(1) };
		for (const { ctx } of [fern, here.facilitators[0], here.coordinator]) {
			const tries = [
				wellbeing.questions(ctx, tide.membershipId),
				wellbeing.answer(ctx, tide.membershipId, input),
				wellbeing.removeRating(ctx, tide.membershipId, ratingId)
			];
			for (const tried of await Promise.allSettled(tries))
				expect(tried).toMatchObject({ status: 'rejected', reason: gone });
		}
		const lead = here.facilitators[0];
		const own = wellbeing.answer(lead.ctx, lead.membershipId, input);
		await expect(own).rejects.toMatchObject(gone);
	});

	test('sent twice at once are stored once', async () => {
		const reed = await here.member('Reed');
		const input = { once: newId(), ...answers(1) };
		await Promise.all([1, 2].map(() => wellbeing.answer(reed.ctx, reed.membershipId, input)));
		expect((await wellbeing.questions(reed.ctx, reed.membershipId)).own).toHaveLength(1);
	});

	test('can be found again from the settings, in groups that were left too', async () => {
		const moss = await here.member('Moss');
		expect(await wellbeing.answered(moss.ctx)).toEqual([]);
		await rate(moss, answers(1));
		await groups.leave(moss.ctx, { groupId: here.groupId });
		expect(await wellbeing.answered(moss.ctx)).toEqual([
			expect.objectContaining({ membershipId: moss.membershipId, alias: 'Moss' })
		]);
	});

	test('are stored so that the database alone cannot tell them', async () => {
		await rate(tide, answers(2, 2, -2));
		const { rows } = await owner.query<{ box: Buffer }>('select box from change_rating');
		for (const { box } of rows) expect(box.toString('latin1')).not.toMatch(/resilience|coping/);
	});

	test('of somebody who took their words along do not open again, for themselves either', async () => {
		const heron = await here.member('Heron');
		await rate(heron, answers(1));
		await groups.leave(heron.ctx, { groupId: here.groupId, takeWords: true });
		const { own } = await wellbeing.questions(heron.ctx, heron.membershipId);
		expect(own.map((one) => one.answers)).toEqual([null]);
	});
});

describe('consent to be counted', () => {
	test('is not given unless asked for, and not taken away by answering again', async () => {
		await rate(tide, answers(1));
		expect(await wellbeing.consent(tide.ctx)).toEqual({
			...{ isGiven: false, givenAt: null, isOutdated: false }
		});
		await rate(tide, answers(1), { consent: 'give' });
		await rate(tide, answers(1));
		expect(await wellbeing.consent(tide.ctx)).toMatchObject({ isGiven: true });
	});

	test('is taken back at any moment, and given again; each time is kept', async () => {
		for (const consent of ['revoke', 'revoke'] as const)
			await wellbeing.setConsent(tide.ctx, { consent });
		expect(await wellbeing.consent(tide.ctx)).toMatchObject({ isGiven: false });
		await Promise.all([1, 2].map(() => wellbeing.setConsent(tide.ctx, { consent: 'give' })));
		expect(await wellbeing.consent(tide.ctx)).toMatchObject({ isGiven: true });
		const { rows } = await owner.query(
			'select version, revoked_at is not null as over from consent where account_id = $1 order by given_at',
			[tide.accountId]
		);
		expect(rows).toEqual([
			{ version: 1, over: true },
			{ version: 1, over: false }
		]);
	});

	test('to words that have changed since is asked for anew', async () => {
		await owner.query('update consent set version = 77 where revoked_at is null');
		expect(await wellbeing.consent(tide.ctx)).toMatchObject({ isGiven: false, isOutdated: true });
		await wellbeing.giveConsent(tide.ctx);
		expect(await wellbeing.consent(tide.ctx)).toMatchObject({ isGiven: true, isOutdated: false });
	});

	test('is a person’s own', async () => {
		await expect(wellbeing.consent(world.nobody)).rejects.toMatchObject({ status: 401 });
		await expect(wellbeing.giveConsent(world.system)).rejects.toMatchObject({ status: 401 });
	});
});
