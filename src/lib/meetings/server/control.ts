import { asSystem, type Ctx } from '#server/ctx.ts';
import { conflict, notFound } from '#server/errors.ts';
import * as events from '#server/events.ts';
import { due } from '../clock.ts';
import type { Command } from '../commands.ts';
import { decide } from '../commands.ts';
import type { Refusal } from '../refusals.ts';
import type { ControlEvent, Draft, RoomState } from '../room.ts';
import { emptyRoom, numbered, reduce, reduceAll } from '../room.ts';
import { writeEffect } from './effects.ts';
import { controlEvent } from './present.ts';

/** Somebody else has written to the meeting since `state`: read again, decide again. */
export const movedOn = () => conflict('meeting_moved_on');

/** All control events of a meeting after `seq`, in order. For the gateway. */
export async function readControl(ctx: Ctx, meetingId: string, seq = 0): Promise<ControlEvent[]> {
	return asSystem(ctx, 'meeting:read', async (tx) => {
		const read: ControlEvent[] = [];
		let from = seq;
		for (;;) {
			const page = await events.readAfter(tx, meetingId, from);
			for (const stored of page) {
				const event = controlEvent(stored);
				if (event) read.push(event);
			}
			const last = page.at(-1);
			if (!last) return read;
			from = last.seq;
		}
	});
}

/**
 * Stores `drafts` as the next events after `state`, with what they mean for the tables, in one transaction,
 * and returns them. All share the time `ctx.now()`.
 * @throws `meeting_moved_on` when the meeting has events that `state` does not know; nothing is stored then
 */
export async function record(
	ctx: Ctx,
	meeting: { meetingId: string; groupId: string },
	state: RoomState,
	drafts: readonly Draft[]
): Promise<ControlEvent[]> {
	const at = ctx.now();
	return asSystem({ ...ctx, now: () => at }, 'meeting:record', async (tx) => {
		const stream = { kind: 'meeting', id: meeting.meetingId } as const;
		if (drafts.length === 0) return [];
		const written = drafts.map(({ kind, data }) => ({ kind, data: { ...data } }));
		const last = await events.appendAll(tx, stream, written);
		if (last !== state.seq + drafts.length) throw movedOn();
		const stored = numbered(state, drafts, at.getTime());
		let after = state;
		for (const event of stored) {
			after = reduce(after, event);
			await writeEffect({ tx, meeting, after }, event);
		}
		return stored;
	});
}

async function groupOf(ctx: Ctx, meetingId: string): Promise<string> {
	const row = await asSystem(ctx, 'meeting:group', (tx) =>
		tx.db
			.selectFrom('meeting')
			.select('group_id')
			.where('meeting_id', '=', meetingId)
			.executeTakeFirst()
	);
	if (!row) throw notFound();
	return row.group_id;
}

async function follow(
	ctx: Ctx,
	meetingId: string,
	decideOn: (state: RoomState) => { events: Draft[] } | { refused: Refusal }
): Promise<Refusal | null> {
	const state = reduceAll(await readControl(ctx, meetingId));
	const decision = decideOn(state);
	if ('refused' in decision) return decision.refused;
	if (decision.events.length > 0) {
		await record(
			ctx,
			{ meetingId, groupId: await groupOf(ctx, meetingId) },
			state,
			decision.events
		);
	}
	return null;
}

/**
 * Does one command without a socket, at `ctx.now()`: for the demonstration's past meetings and for drills.
 * Answers the refusal, or null when it was done.
 */
export const act = (
	ctx: Ctx,
	meetingId: string,
	membershipId: string,
	command: Command
): Promise<Refusal | null> =>
	follow(ctx, meetingId, (state) => decide(state, membershipId, command, ctx.now().getTime()));

/** Lets happen what is due by `ctx.now()` in a meeting that no gateway holds. */
export const elapse = (ctx: Ctx, meetingId: string): Promise<Refusal | null> =>
	follow(ctx, meetingId, (state) => ({ events: due(state, ctx.now().getTime()) }));

/** The state of a meeting's room as its events tell it. */
export const roomState = async (ctx: Ctx, meetingId: string): Promise<RoomState> =>
	reduceAll(await readControl(ctx, meetingId), emptyRoom);
