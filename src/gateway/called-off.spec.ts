import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { inTransaction } from '#server/ctx.ts';
import { gather, nextMeeting } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

/** A group's next meeting, five minutes before it begins. */
async function soon() {
	const made = await group(world, { entry: 'open' });
	const fern = await made.member('Fern');
	const { ctx } = made.coordinator;
	const gathering = await nextMeeting(world, made, [fern], { minutesBefore: 5 });
	const { groupId, meetingId } = gathering;
	return { ctx, meeting: { groupId, meetingId }, gathering };
}

const statusOf = (meetingId: string) =>
	inTransaction(world.system, (tx) =>
		tx.db
			.selectFrom('meeting')
			.select('status')
			.where('meeting_id', '=', meetingId)
			.executeTakeFirstOrThrow()
	);

describe('a meeting that is called off', () => {
	it('sends home who came early, and takes them in again when it is brought back', async () => {
		const { ctx, meeting, gathering } = await soon();
		const [mara, ines] = [venue.come(gathering, 'Mara'), venue.come(gathering, 'Ines')];
		await Promise.all([mara.inside(), ines.inside()]);
		const fern = venue.come(gathering, 'Fern');
		await fern.got('welcome');
		await groups.cancelMeeting(ctx, meeting);
		const closed = await Promise.all([mara.closed, ines.closed, fern.closed]);
		expect(closed).toEqual(['called-off', 'called-off', 'called-off']);
		expect(await venue.come(gathering, 'Mara').closed).toBe('called-off');
		expect(await meetings.endOf(gathering.who('Mara').ctx, meeting.meetingId)).toBe('cancelled');
		await groups.restoreMeeting(ctx, meeting);
		expect((await venue.come(gathering, 'Mara').inside()).room.stage).toBe('before');
	});

	it('ends for everybody in its room, who are told why, and stays called off', async () => {
		const gathering = await gather(world, ['Fern']);
		const here = await venue.opened(gathering, 'Fern');
		await inTransaction(world.system, (tx) =>
			tx.db
				.updateTable('meeting')
				.set({ status: 'cancelled' })
				.where('meeting_id', '=', gathering.meetingId)
				.execute()
		);
		const told = await here.get('Fern')!.sees((state) => state.ended !== null);
		expect(told.ended?.why).toBe('cancelled');
		expect(await statusOf(gathering.meetingId)).toEqual({ status: 'cancelled' });
	});

	it('cannot be opened by somebody who is inside in that very moment', async () => {
		const { ctx, meeting, gathering } = await soon();
		const { membershipId, ctx: asMara } = gathering.who('Mara');
		const act = (command: Parameters<typeof meetings.act>[3]) =>
			meetings.act(asMara, meeting.meetingId, membershipId, command);
		await act({ t: 'enter', role: 'facilitator' });
		const ines = gathering.who('Ines').membershipId;
		await meetings.act(asMara, meeting.meetingId, ines, { t: 'enter', role: 'facilitator' });
		await groups.cancelMeeting(ctx, meeting);
		const opening = act({ t: 'open', parts: [{ name: 'opening', minutes: 5 }] });
		await expect(opening).rejects.toMatchObject({ code: 'meeting_called_off' });
		expect(await statusOf(meeting.meetingId)).toEqual({ status: 'cancelled' });
	});
});
