import { afterEach, describe, expect, it, vi } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import * as events from '#server/events.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';
import { Connection } from './connection.ts';
import { Room } from './room.ts';
import { Talk } from './talk.ts';

const world = await openWorld();
const venue = await openVenue(world);
afterEach(() => vi.restoreAllMocks());

const fault = () => {
	throw new TypeError('a fault of ours');
};

describe('a fault in the gateway', () => {
	it('while somebody speaks lets go of that one connection, and of nobody else', async () => {
		const gathering = await gather(world, ['Fern', 'Wren']);
		const here = await venue.opened(gathering, 'Fern', 'Wren');
		const other = await venue.opened(await gather(world, []));
		vi.spyOn(Talk.prototype, 'add').mockImplementationOnce(fault);
		here.get('Fern')!.send({ t: 'words', text: 'These words meet a fault.' });
		expect(await here.get('Fern')!.closed).toBe('restart');
		expect(await here.get('Wren')!.say('We are still here.')).toBe('ok');
		expect(await other.get('Mara')!.say('So are we.')).toBe('ok');
		expect((await venue.come(gathering, 'Fern').inside()).place).toBe('inside');
	});

	it('while somebody is told something lets go of them, and the others are told', async () => {
		const gathering = await gather(world, ['Fern']);
		const here = await venue.opened(gathering, 'Fern');
		const deliver = Connection.prototype.deliver;
		const fern = gathering.who('Fern').membershipId;
		vi.spyOn(Connection.prototype, 'deliver').mockImplementation(function (this: Connection, data) {
			if (this.guest?.id === fern && data.includes('part_started')) fault();
			deliver.call(this, data);
		});
		expect(await here.get('Mara')!.ask({ t: 'next-part', from: -1 })).toBe('ok');
		await here.get('Ines')!.sees((state) => state.part === 0);
		expect(await here.get('Fern')!.closed).toBe('restart');
	});

	it('in a whole room closes that room, which opens again from what was stored', async () => {
		const gathering = await gather(world, []);
		const mara = (await venue.opened(gathering)).get('Mara')!;
		const other = (await venue.opened(await gather(world, []))).get('Mara')!;
		const room = Room.prototype as unknown as { takeIn(): void };
		vi.spyOn(room, 'takeIn').mockImplementationOnce(fault);
		expect(await mara.ask({ t: 'next-part', from: -1 })).toBe('not-stored');
		await venue.gateway.tick();
		expect(await mara.closed).toBe('restart');
		expect((await venue.come(gathering, 'Mara').inside()).room.part).toBe(0);
		expect(await other.say('Nothing happened here.')).toBe('ok');
	});

	it('that keeps one room from being resumed keeps no other closed', async () => {
		const poor = await gather(world, []);
		await inTransaction(world.system, async (tx) => {
			const { membershipId: lead } = poor.who('Mara');
			const meeting = { kind: 'meeting', id: poor.meetingId } as const;
			await events.append(tx, meeting, 'opened', { lead, companion: lead });
			await events.append(tx, meeting, 'part_started', { index: 0, minutes: 5 });
			await tx.db
				.updateTable('meeting')
				.set({ status: 'running' })
				.where('meeting_id', '=', poor.meetingId)
				.execute();
		});
		const fine = await gather(world, []);
		await venue.opened(fine);
		await venue.restart();
		expect((await venue.come(fine, 'Mara').inside()).room.stage).toBe('open');
		expect(await venue.come(poor, 'Mara').closed).toBe('restart');
	});
});
