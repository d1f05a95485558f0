import { expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import * as meetings from './meetings.ts';

const world = await openWorld();

const tried = (promise: Promise<meetings.Entrance>) =>
	promise.then(
		({ me, meetingId }) => `${me.alias} ${meetingId}`,
		(error: { code?: string }) => error.code
	);

it('lets everybody of two groups into their own meeting who come at the same moment', async () => {
	const [harbour, dawn] = [await gather(world, ['Fern', 'Tide']), await gather(world, ['Moss'])];
	const all = [harbour, dawn].flatMap((of) =>
		[...of.people.values()].map(({ alias, ctx }) => ({ alias, ctx, of }))
	);
	const came = await Promise.all(
		all.map(({ ctx, of }) => tried(meetings.enter(ctx, of.meetingId)))
	);
	expect(came).toEqual(all.map(({ alias, of }) => `${alias} ${of.meetingId}`));
});

it('keeps out, in the middle of a crowd, who is of another group, was here, or is nobody', async () => {
	const [harbour, dawn] = [await gather(world, ['Fern', 'Tide']), await gather(world, ['Moss'])];
	await inTransaction(world.system, ({ db }) =>
		db
			.updateTable('membership')
			.set({ ended_at: world.clock.now(), ended_why: 'left' })
			.where('membership_id', '=', harbour.who('Tide').membershipId)
			.execute()
	);
	const at = harbour.meetingId;
	const asked = [
		...[meetings.enter(harbour.who('Fern').ctx, at), meetings.enter(dawn.who('Moss').ctx, at)],
		...[meetings.enter(harbour.who('Tide').ctx, at), meetings.enter(world.nobody, at)],
		...[
			meetings.enter(harbour.who('Mara').ctx, newId()),
			meetings.enter(dawn.who('Moss').ctx, 'x')
		],
		meetings.enter(dawn.who('Moss').ctx, dawn.meetingId)
	];
	const none = Array<string>(5).fill('not_found');
	expect(await Promise.all(asked.map(tried))).toEqual([
		...[`Fern ${at}`, ...none, `Moss ${dawn.meetingId}`]
	]);
});

it('goes on after a question that failed', async () => {
	const { meetingId, who } = await gather(world, ['Fern']);
	const { ctx } = who('Fern');
	const broken = {
		...ctx,
		db: ctx.db.withPlugin({
			transformQuery: () => {
				throw new Error('gone');
			},
			transformResult: ({ result }) => Promise.resolve(result)
		})
	};
	const both = [meetings.enter(broken, meetingId), meetings.enter(broken, meetingId)];
	for (const one of both) await expect(one).rejects.toThrow('gone');
	expect(await tried(meetings.enter(ctx, meetingId))).toBe(`Fern ${meetingId}`);
});
