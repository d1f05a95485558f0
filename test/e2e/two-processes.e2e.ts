import { expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { startServer } from './support/server.ts';

/** Two servers on one database, as behind a balancer: each has an index of its own. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
const { groupId, coordinator } = await group(world, { name: 'Amber lantern' });
const [one, other] = [await startServer(world), await startServer(world)];

const soon = { timeout: 2000, interval: 25 };

/** What a stranger finds, asked of one of the processes. */
async function found({ origin }: { origin: string }, words: string): Promise<string[]> {
	const answer = await fetch(`${origin}/api/v1/listings?q=${encodeURIComponent(words)}`);
	const { items } = (await answer.json()) as { items: { name: string }[] };
	return items.map(({ name }) => name);
}

/** What the coordinator sends from the page of the group; it has happened when the answer is here. */
async function send({ origin }: { origin: string }, form: string, fields: [string, string][]) {
	const { token, here } = coordinator.login;
	const answer = await fetch(`${origin}/programme/groups/${groupId}?/${form}`, {
		method: 'POST',
		headers: {
			...{ origin, accept: 'text/html' },
			cookie: `__Host-hs_login=${token}; __Host-hs_here=${here}`
		},
		body: new URLSearchParams(fields)
	});
	expect(answer.status).toBe(200);
}

async function rename(server: { origin: string }, name: string) {
	const {
		accessNeeds = [],
		audience = [],
		...kept
	} = await groups.details(coordinator.ctx, groupId);
	await send(server, 'details', [
		['name', name],
		['purpose', kept.purpose],
		['experience', kept.experience],
		['language', kept.languages[0]!],
		['meets', kept.meets],
		['capacity', String(kept.capacity)],
		['entry', kept.entry],
		...audience.map((code): [string, string] => ['audience[]', code]),
		...accessNeeds.map((code): [string, string] => ['accessNeeds[]', code])
	]);
}

test('what is changed through one process is found by the other within two seconds', async () => {
	expect(one.process.pid).not.toBe(other.process.pid);
	for (const server of [one, other])
		expect(await found(server, 'Amber lantern')).toEqual(['Amber lantern']);
	for (const [by, at, name] of [
		[one, other, 'Copper kettle'],
		[other, one, 'Velvet meadow'],
		[one, other, 'Juniper window']
	] as const) {
		expect(await found(at, name)).toEqual([]);
		await rename(by, name);
		await expect.poll(() => found(at, name), soon).toEqual([name]);
		await expect.poll(() => found(by, name), soon).toEqual([name]);
	}
});

test('what is closed through one is gone from the other within two seconds', async () => {
	await send(other, 'close', [['sure', 'yes']]);
	await expect.poll(() => found(one, 'Juniper window'), soon).toEqual([]);
});
