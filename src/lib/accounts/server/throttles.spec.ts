import { describe, expect, test } from 'vitest';
import { nextAddress } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import { hour } from '#server/clock.ts';
import { slowPassphrases } from './throttles.ts';

const world = await openWorld();
const ctx = world.nobody;

/** How many tries at a name were let through, from this many networks with `each` tries. */
async function flood(name: string, networks: number, each = 8): Promise<number> {
	let through = 0;
	for (let n = 0; n < networks; n++) {
		const address = nextAddress();
		for (let tries = 0; tries < each; tries++) {
			await slowPassphrases(ctx, name, address).then(
				() => (through += 1),
				() => {}
			);
		}
	}
	return through;
}

// Hundreds of tries, each a transaction: a busy machine takes its time.
describe('strangers who try one name from many networks', { timeout: 90_000 }, () => {
	test('do not close the door to its owner, who comes from elsewhere', async () => {
		await flood('calm river nine', 14);
		const home = nextAddress();
		for (let tries = 0; tries < 3; tries++) await slowPassphrases(ctx, 'calm river nine', home);
	});
	test('do not keep it closed by going on', async () => {
		const [name, home] = ['still amber lake', nextAddress()];
		await flood(name, 14);
		for (let tries = 0; tries < 3; tries++) await slowPassphrases(ctx, name, home);
		await expect(slowPassphrases(ctx, name, home)).rejects.toMatchObject({ code: 'too_many' });
		world.clock.pass(hour);
		await slowPassphrases(ctx, name, home);
	});
	test('have a hundred tries at once, and nine thousand in a day', async () => {
		expect(await flood('soft cedar bay', 17)).toBe(100);
		world.clock.pass(hour);
		expect(await flood('soft cedar bay', 17)).toBe(100);
		world.clock.pass(100_000);
		expect(await flood('soft cedar bay', 3)).toBe(10);
	});
	test('have no more for having many addresses of one customer', async () => {
		const name = 'quiet maple hill';
		let through = 0;
		for (let part = 0; part < 40; part++) {
			const address = `2001:db8:ffff:${part.toString(16)}00::1`;
			for (let tries = 0; tries < 2; tries++)
				await slowPassphrases(ctx, name, address).then(
					() => (through += 1),
					() => {}
				);
		}
		expect(through).toBe(53);
	});
});
