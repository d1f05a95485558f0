import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { STEPPED_OUT_AFTER } from '#lib/meetings/limits.ts';
import { personIn } from '#lib/meetings/room.ts';
import { openRoom } from '#test/support/one-room.ts';

/** Fern's connection has been gone for long enough to be told to the others at the next look at the clock. */
async function lost() {
	const scene = await openRoom();
	const here = await scene.open('fern', 'tide');
	here.get('fern')!.go();
	scene.clock.now += STEPPED_OUT_AFTER;
	const place = () => personIn(scene.room.state, 'fern')?.place;
	const told = () => scene.store.events.filter(({ kind }) => kind === 'went').length;
	return { ...scene, place, told };
}

describe('somebody whose connection was gone for ten seconds', () => {
	it('is shown as having stepped out', async () => {
		const { room, place, told } = await lost();
		await room.tick();
		expect([place(), told()]).toEqual(['away', 1]);
	});

	it('and who is coming back in that very moment is not: they come in before it is their turn to be lost', async () => {
		const { room, store, come, place, told } = await lost();
		// Something is being stored; the comer waits behind it, and being lost behind the comer.
		store.next = 'slow';
		const locking = room.command('ines', { t: 'lock', locked: true });
		const back = come('fern');
		const ticking = room.tick();
		await setImmediate();
		store.catchUp();
		expect(await Promise.all([locking, back.entering])).toEqual([null, null]);
		await ticking;
		expect([place(), told()]).toEqual(['inside', 0]);
		expect(back.sent.at(-1)).toMatchObject({ t: 'welcome', place: 'inside' });
	});

	it('is lost anew from the moment in which the new connection goes too', async () => {
		const { room, clock, come, place, told } = await lost();
		const back = come('fern');
		await back.entering;
		back.go();
		await room.tick();
		expect(place()).toBe('inside');
		clock.now += STEPPED_OUT_AFTER;
		await room.tick();
		expect([place(), told()]).toEqual(['away', 1]);
	});
});
