import { expect, it } from 'vitest';
import { accountOf } from '#server/ctx.ts';
import { openLog } from '#server/log.ts';
import { gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import type { Connection } from './connection.ts';
import type { Logins } from './logins.ts';
import type { Room } from './room.ts';
import { Sweeping, SWEEP_TURNS } from './sweeping.ts';

const world = await openWorld();
const gathering = await gather(world, ['Fern']);
const fern = gathering.who('Fern');

/** So many rooms with Fern in each, and who was asked about in the order of asking. */
function house(many: number) {
	const closed: string[] = [];
	const asked: number[] = [];
	const guest = { id: fern.membershipId, role: 'member', loginId: 'login', ctx: fern.ctx } as const;
	const connection = { guest, close: (why: string) => closed.push(why) };
	const rooms = Array.from({ length: many }, () => ({
		...{ meetingId: gathering.meetingId, groupId: gathering.groupId },
		guests: () => [connection as unknown as Connection]
	})) as unknown as Room[];
	const state = { ended: false };
	const logins: Logins = {
		identify: () => Promise.resolve(null),
		endedAmong: (_, ids) => {
			asked.push(ids.length);
			return Promise.resolve(new Set(state.ended ? ids : []));
		}
	};
	const log = openLog({ level: 'silent', format: 'json' });
	const sweeping = new Sweeping(world.system, logins, log, () => rooms);
	return { sweeping, rooms, guest, closed, asked, state };
}

it('looks at every room within so many turns, whether anything hints at it or not', async () => {
	const { sweeping, closed, state } = house(25);
	state.ended = true;
	for (let turn = 0; turn < SWEEP_TURNS; turn++) {
		sweeping.nextTurn();
		await sweeping.idle();
	}
	expect(closed).toHaveLength(25);
});

it('looks at once where an account or a group is hinted at, and nowhere else', async () => {
	const { sweeping, asked, closed, state } = house(3);
	sweeping.hint('00000000-0000-7000-8000-000000000000');
	await sweeping.idle();
	expect(asked).toEqual([]);
	state.ended = true;
	sweeping.hint(accountOf(fern.ctx)!);
	await sweeping.idle();
	expect(closed).toEqual(['signed-out', 'signed-out', 'signed-out']);
	sweeping.hint(gathering.groupId);
	await sweeping.idle();
	expect(closed).toHaveLength(6);
});

it('does not miss what happened while somebody was between the door and the room', async () => {
	const { sweeping, rooms, guest, closed, state } = house(0);
	sweeping.hint(accountOf(fern.ctx)!);
	state.ended = true;
	const [room] = house(1).rooms;
	rooms.push(room!);
	(room as unknown as { guests: () => unknown[] }).guests = () => [
		{ guest, close: (why: string) => closed.push(why) }
	];
	sweeping.cameIn(room!, guest);
	await sweeping.idle();
	expect(closed).toEqual(['signed-out']);
});
