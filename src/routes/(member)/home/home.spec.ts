import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { load } from './+page.server.ts';

const world = await openWorld();
await organisation(world);
const made = await group(world);

type Event = Parameters<typeof load>[0];
/** Where Home leads somebody: on to an address, or the groups that it shows. */
async function homeOf({ ctx }: Person, method = 'GET'): Promise<string | string[]> {
	const request = new Request('https://groups.example.org/home', { method });
	const url = new URL(request.url);
	const event = { locals: { ctx, timeZone: 'UTC' }, request, url } as Event;
	return Promise.resolve(load(event)).then(
		(data) => (data as { groups: { name: string }[] }).groups.map(({ name }) => name),
		(thrown: { location: string }) => thrown.location
	);
}

describe('whoever has just signed in', () => {
	test('and runs the programme, in no group, finds the programme', async () => {
		expect(await homeOf(made.coordinator)).toBe('/programme');
	});
	test('is at Home when they are in a group, also those who run the programme', async () => {
		expect(await homeOf(await made.member('Heron'))).toEqual(['Evening harbour']);
		const orchard = await group(world, { name: 'Quiet orchard', entry: 'open' });
		const { coordinator, groupId, versions } = orchard;
		const joining = { groupId, alias: 'Plover', ...versions, agree: true } as const;
		await groups.join(coordinator.ctx, joining);
		expect(await homeOf(coordinator)).toEqual(['Quiet orchard']);
	});
	test('is at Home when they are in none and run nothing', async () => {
		expect(await homeOf(await person(world))).toEqual([]);
	});
	test('reads the answer to a form of Home there, whoever they are', async () => {
		expect(await homeOf(made.coordinator, 'POST')).toEqual([]);
	});
});
