import { describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group, personNotCalled, type GroupOptions, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const unhurried = { timeout: 60_000 };
const open: GroupOptions = { entry: 'open' };

const comeIn = (who: Person, made: MadeGroup, alias: string, more: { wait?: true } = {}) =>
	groups.join(who.ctx, {
		...{ groupId: made.groupId, alias, ...made.versions, agree: true, ...more }
	});
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const isDrawn = (who: Person, { groupId }: MadeGroup) =>
	accounts.isDrawn(world.system, who.accountId, groupId);
/** A month in which chance leaves these people alone. */
function undrawn(who: Person[], made: MadeGroup): void {
	while (who.some((one) => isDrawn(one, made))) world.clock.pass(31 * day);
}
/** One asks to be kept apart from the other, wherever they met. */
const asks = (one: Person, other: Person) =>
	inTransaction(one.ctx, (tx) =>
		accounts.keepApart(tx, {
			...{ of: other.accountId, groupId: null },
			label: { alias: 'Heron', groupName: 'Evening', groupId: '', membershipId: '' }
		})
	);
const people = async () => {
	const all = [await personNotCalled(world, 'Fern'), await personNotCalled(world, 'Tide')];
	return all as [Person, Person];
};

describe('where nobody asked to be kept apart', unhurried, () => {
	test('chance keeps nobody waiting', async () => {
		const made = await group(world, open);
		const fern = await personNotCalled(world, 'Fern');
		for (let tries = 0; !isDrawn(fern, made) && tries < 100; tries++) world.clock.pass(31 * day);
		expect(isDrawn(fern, made)).toBe(true);
		expect(await comeIn(fern, made, 'Fern')).toMatchObject({ status: 'member' });
	});
});

describe('two who are kept apart', unhurried, () => {
	test.each(['who asked', 'the other'])('do not come together: %s waits', async (second) => {
		const made = await group(world, open);
		const [fern, tide] = await people();
		const [first, later] = second === 'the other' ? [fern, tide] : [tide, fern];
		undrawn([fern, tide], made);
		await comeIn(first, made, 'Fern');
		await asks(fern, tide);
		const joined = await comeIn(later, made, 'Tide');
		expect(joined.status).toBe('waiting');
		const [mara] = made.facilitators;
		const { groupId } = made;
		const request = { ...(joined as { requestId: string }), groupId };
		// A yes puts them on the list, as where no seat is free.
		expect(await groups.approve(mara.ctx, request)).toMatchObject({ status: 'listed' });
		await groups.passSeatsOn(world.system);
		expect(await groups.waits(later.ctx)).toMatchObject([{ groupId, state: 'waiting' }]);
		expect(await groups.waitingPeople(mara.ctx, groupId)).toMatchObject([{ isOffered: false }]);
		expect(await groups.publicPage(later.ctx, groupId)).toMatchObject({ seats: 'full' });
		expect(await code(groups.approve(mara.ctx, request))).toBe('request_decided');

		// Once the other has gone, a seat comes by itself.
		await groups.leave(first.ctx, { groupId });
		const [wait] = await groups.waits(later.ctx);
		expect(wait).toMatchObject({ state: 'offered' });
		expect(await groups.takeOffer(later.ctx, wait!)).toMatchObject({ groupId });
	});

	test('and whoever waits behind them is offered the seat', async () => {
		const made = await group(world, { ...open, capacity: 3 });
		const [fern, tide] = await people();
		const lark = await personNotCalled(world, 'Lark');
		undrawn([fern, tide, lark], made);
		await comeIn(fern, made, 'Fern');
		const [reed] = [await made.member('Reed'), await made.member('Moss')];
		await comeIn(tide, made, 'Tide', { wait: true });
		await comeIn(lark, made, 'Lark', { wait: true });
		await asks(tide, fern);
		await groups.leave(reed.ctx, { groupId: made.groupId });
		expect(await groups.waits(tide.ctx)).toMatchObject([{ state: 'waiting' }]);
		expect(await groups.waits(lark.ctx)).toMatchObject([{ state: 'offered' }]);
	});

	test('cannot take a seat that was held before one of them asked', async () => {
		const made = await group(world, { ...open, capacity: 3 });
		const [fern, tide] = await people();
		undrawn([fern, tide], made);
		await comeIn(fern, made, 'Fern');
		const [reed] = [await made.member('Reed'), await made.member('Moss')];
		await comeIn(tide, made, 'Tide', { wait: true });
		await groups.leave(reed.ctx, { groupId: made.groupId });
		const [wait] = await groups.waits(tide.ctx);
		await asks(fern, tide);
		expect(await code(groups.takeOffer(tide.ctx, wait!))).toBe('offer_gone');
	});

	test('are not both let in when they come at the same moment', async () => {
		const made = await group(world, open);
		const [fern, tide] = await people();
		undrawn([fern, tide], made);
		await asks(fern, tide);
		await Promise.all([comeIn(fern, made, 'Fern'), comeIn(tide, made, 'Tide')]);
		const [mara] = made.facilitators;
		const { groupId } = made;
		const waiting = await groups.requests(mara.ctx, groupId);
		await Promise.all(
			waiting.map(({ requestId }) => groups.approve(mara.ctx, { groupId, requestId }))
		);
		const inside = (await groups.people(mara.ctx, groupId)).members;
		expect(inside).toHaveLength(1);
	});

	test('are not made to look after a group that the other is in', async () => {
		const made = await group(world, open);
		const joan = await person(world, { roles: ['facilitator'] });
		const fern = await made.member('Fern');
		await asks(fern, joan);
		const given = { groupId: made.groupId, accountId: joan.accountId, alias: 'Joan' };
		expect(await code(groups.addFacilitator(made.coordinator.ctx, given))).toBe('invalid');
	});
});

describe('that somebody waits says nothing', unhurried, () => {
	test('because who asked waits everywhere, whoever is there', async () => {
		const made = await group(world, open);
		const [fern, tide] = await people();
		undrawn([fern, tide], made);
		await asks(fern, tide);
		const joined = await comeIn(fern, made, 'Fern');
		expect(joined.status).toBe('waiting');
		const [mara] = made.facilitators;
		const request = { ...(joined as { requestId: string }), groupId: made.groupId };
		expect(await groups.approve(mara.ctx, request)).toMatchObject({ status: 'member' });
		// The other comes in elsewhere as before.
		const elsewhere = await group(world, open);
		undrawn([tide], elsewhere);
		expect(await comeIn(tide, elsewhere, 'Tide')).toMatchObject({ status: 'member' });
	});

	test('and some others wait by chance, all month in that group, one in eight', async () => {
		const made = await group(world, open);
		const reed = await personNotCalled(world, 'Reed');
		for (let tries = 0; !isDrawn(reed, made) && tries < 100; tries++) world.clock.pass(31 * day);
		const joined = await comeIn(reed, made, 'Reed');
		expect(joined).toMatchObject({ status: 'waiting' });
		await groups.withdraw(reed.ctx, joined as { requestId: string });
		expect(await comeIn(reed, made, 'Reed')).toMatchObject({ status: 'waiting' });
		const many = Array.from({ length: 2000 }, (_, i) =>
			accounts.isDrawn(world.system, `${i}`, made.groupId)
		);
		const drawn = many.filter(Boolean).length;
		expect(drawn).toBeGreaterThan(170);
		expect(drawn).toBeLessThan(330);
	});
});
