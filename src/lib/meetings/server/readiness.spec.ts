import { describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { formFor, TEMPLATE_NAMES, TEMPLATES, RunOfShow } from '#lib/groups/groups.ts';
import { minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { anAccount, gather, type Gathering } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
/** Their certificate is for another day than the meeting's. */
const expires = ({ who }: Gathering, alias: string, on: string) =>
	inTransaction(world.system, ({ db }) =>
		db
			.updateTable('certificate')
			.set({ expires_on: on })
			.where('account_id', '=', who(alias).accountId)
			.execute()
	);
const asks = ({ who, meetingId }: Gathering, alias: string) =>
	meetings.readiness(who(alias).ctx, meetingId);
const plans = (
	{ who, meetingId }: Gathering,
	alias: string,
	parts: Parameters<typeof meetings.planMeeting>[1]['parts']
) => meetings.planMeeting(who(alias).ctx, { meetingId, parts });
const names = (parts: readonly { name: string }[]) => parts.map(({ name }) => name);

describe('two facilitators or no door', () => {
	it('counts those whose certificate covers the day of the meeting and who did not say no', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		expect(await asks(gathering, 'Mara')).toMatchObject({ missing: 0 });
		await meetings.answer(gathering.who('Ines').ctx, { ...gathering, answer: 'not' });
		expect(await asks(gathering, 'Mara')).toMatchObject({ missing: 1 });
		await expires(gathering, 'Mara', '2026-11-21');
		const ready = await asks(gathering, 'Ines');
		expect(ready.missing).toBe(2);
		expect(ready.facilitators.map(({ alias, isCurrent }) => [alias, isCurrent])).toEqual([
			['Mara', false],
			['Ines', true]
		]);
	});

	it('asks about the day of the meeting, not about today', async () => {
		const gathering = await gather(world, [], { startsIn: 3 * 24 * 60 });
		await expires(gathering, 'Mara', '2026-11-24');
		expect(await asks(gathering, 'Mara')).toMatchObject({ missing: 1 });
		await expires(gathering, 'Mara', '2026-11-25');
		expect(await asks(gathering, 'Mara')).toMatchObject({ missing: 0 });
	});

	it('lets nobody in to lead without a certificate, and members without one', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 5 });
		const enters = (alias: string) =>
			code(meetings.enter(gathering.who(alias).ctx, gathering.meetingId));
		expect(await meetings.mayLead(gathering.who('Mara').ctx, gathering.meetingId)).toBe(true);
		expect(await enters('Mara')).toBe('done');
		await inTransaction(world.system, ({ db }) =>
			db
				.updateTable('certificate')
				.set({ withdrawn_at: world.clock.now() })
				.where('account_id', '=', gathering.who('Mara').accountId)
				.execute()
		);
		expect(await enters('Mara')).toBe('not_certified');
		expect(await meetings.mayLead(gathering.who('Mara').ctx, gathering.meetingId)).toBe(false);
		expect(await enters('Ines')).toBe('done');
		expect(await enters('Fern')).toBe('done');
		expect(await meetings.mayLead(gathering.who('Fern').ctx, gathering.meetingId)).toBe(true);
		const { mayLead } = await meetings.readyToOpen(world.system, gathering.meetingId);
		expect([...mayLead]).toEqual([gathering.who('Ines').membershipId]);
	});

	it('is for the facilitators of the group to see', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 60 });
		const stranger = world.asAccount(await anAccount(world));
		for (const ctx of [gathering.who('Fern').ctx, stranger, world.nobody])
			expect(await code(meetings.readiness(ctx, gathering.meetingId))).toBe('not_found');
		const at = world.clock.now();
		const { accountId } = gathering.who('Fern');
		expect(await accounts.isCurrentFacilitator(world.system, accountId, at)).toBe(false);
	});
});

describe('the run of show of one meeting', () => {
	it('is the group’s until it has its own, and again when that is given up', async () => {
		const gathering = await gather(world, [], { startsIn: 20, minutes: 60 });
		const mara = gathering.who('Mara').ctx;
		await meetings.changeRunOfShow(mara, gathering.groupId, [...formFor(90)]);
		expect(await asks(gathering, 'Mara')).toMatchObject({ isOwn: false, over: 30, canPlan: true });
		await plans(gathering, 'Ines', [...TEMPLATES.check_in]);
		await plans(gathering, 'Ines', [...TEMPLATES.check_in]);
		expect(await asks(gathering, 'Mara')).toMatchObject({ isOwn: true, over: 0 });
		const { parts } = await meetings.enter(mara, gathering.meetingId);
		expect(names(parts)).not.toContain('sharing');
		expect(names((await meetings.ahead(mara, gathering.meetingId)).parts)).toEqual(names(parts));
		const ready = await meetings.readyToOpen(world.system, gathering.meetingId);
		expect(ready.parts).toEqual(parts);
		await plans(gathering, 'Mara', null);
		expect(await asks(gathering, 'Mara')).toMatchObject({ isOwn: false, over: 30 });
	});

	it('is one of the plans when two are made at once', async () => {
		const gathering = await gather(world, [], { startsIn: 60 });
		await Promise.all(
			TEMPLATE_NAMES.map((name, i) =>
				plans(gathering, i % 2 ? 'Mara' : 'Ines', [...TEMPLATES[name]])
			)
		);
		const { parts } = await asks(gathering, 'Mara');
		const kept = JSON.stringify(parts.map(({ name, minutes }) => ({ name, minutes })));
		expect(TEMPLATE_NAMES.map((name) => JSON.stringify(TEMPLATES[name]))).toContain(kept);
	});

	it('is not for members to change, nor once the door is open', async () => {
		const gathering = await gather(world, ['Fern'], { startsIn: 1 });
		expect(await code(plans(gathering, 'Fern', null))).toBe('not_found');
		const act = (alias: string, command: Parameters<typeof meetings.act>[3]) =>
			meetings.act(world.system, gathering.meetingId, gathering.who(alias).membershipId, command);
		await act('Mara', { t: 'enter', role: 'facilitator' });
		await act('Ines', { t: 'enter', role: 'facilitator' });
		await act('Mara', { t: 'open', parts: [...formFor(90)] });
		world.clock.pass(minute);
		expect(await code(plans(gathering, 'Mara', null))).toBe('meeting_open');
		expect(await asks(gathering, 'Mara')).toMatchObject({ canPlan: false });
	});

	it.each(TEMPLATE_NAMES)('can begin from “%s”, which is safe to hold', (name) => {
		expect(RunOfShow.safeParse(TEMPLATES[name]).success).toBe(true);
	});
});
