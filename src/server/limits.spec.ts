import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { inTransaction } from './ctx.ts';
import { minute, second } from './clock.ts';
import { accountKey, networkKey, networkOf, sweepThrottles, take } from './limits.ts';

const world = await openWorld();
const ctx = world.nobody;
const limit = { what: 'try', burst: 3, every: minute };
let keys = 0;
const newKey = () => accountKey(ctx, `name ${keys++}`);

describe('a limit', () => {
	test('lets a few through, then asks to wait and says how long', async () => {
		const key = newKey();
		for (let i = 0; i < 3; i++) await take(ctx, limit, key);
		await expect(take(ctx, limit, key)).rejects.toMatchObject({
			code: 'too_many',
			status: 429,
			values: { seconds: 60 }
		});
	});
	test('locks nobody out: it refills, however often it was tried', async () => {
		const key = newKey();
		for (let i = 0; i < 10; i++) await take(ctx, limit, key).catch(() => {});
		world.clock.pass(minute);
		await take(ctx, limit, key);
		await expect(take(ctx, limit, key)).rejects.toMatchObject({ code: 'too_many' });
	});
	test('gives what it said after the time it said, also to somebody who tried too early', async () => {
		const key = newKey();
		for (let i = 0; i < 3; i++) await take(ctx, limit, key);
		world.clock.pass(20 * second);
		await expect(take(ctx, limit, key)).rejects.toMatchObject({ values: { seconds: 40 } });
		world.clock.pass(40 * second);
		await take(ctx, limit, key);
		await expect(take(ctx, limit, key)).rejects.toMatchObject({ values: { seconds: 60 } });
	});
	test('counts each key and each purpose apart', async () => {
		const key = newKey();
		for (let i = 0; i < 3; i++) await take(ctx, limit, key);
		await take(ctx, limit, newKey());
		await take(ctx, { ...limit, what: 'other' }, key);
	});
	test('leaves alone how safely something is kept that is written with it', async () => {
		const how = await inTransaction(world.system, async (tx) => {
			await take(tx, limit, newKey());
			return sql<{ how: string }>`select current_setting('synchronous_commit') as how`.execute(
				tx.db
			);
		});
		expect(how.rows).toEqual([{ how: 'on' }]);
	});
	test('lets no more through when all come at once', async () => {
		const key = newKey();
		const tries = await Promise.allSettled(Array.from({ length: 12 }, () => take(ctx, limit, key)));
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
	});
});

describe('a network', () => {
	test('is the same for neighbours, and nothing of the address is kept', async () => {
		const key = await networkKey(ctx, '203.0.113.7');
		expect((await networkKey(ctx, '203.0.113.200')).equals(key)).toBe(true);
		expect((await networkKey(ctx, '203.0.114.7')).equals(key)).toBe(false);
		expect(key).toHaveLength(32);
	});
	test('is all that one customer has, where that is asked', async () => {
		const wide = await networkKey(ctx, '2001:db8:1:200::1', 48);
		expect((await networkKey(ctx, '2001:db8:1:ff00::1', 48)).equals(wide)).toBe(true);
		expect((await networkKey(ctx, '2001:db8:2:200::1', 48)).equals(wide)).toBe(false);
	});
	test('cannot be told again once its day is over', async () => {
		const key = await networkKey(ctx, '203.0.113.7');
		world.clock.set('2026-11-24T09:00:00Z');
		expect((await networkKey(ctx, '203.0.113.7')).equals(key)).toBe(false);
		await sweepThrottles(world.system);
		const days = await inTransaction(world.system, (tx) =>
			tx.db.selectFrom('throttle_salt').select('day').execute()
		);
		expect(days).toEqual([{ day: '2026-11-24' }]);
	});
	test.each([
		['::ffff:192.0.2.9', '192.0.2'],
		['2001:db8:1:2ff::7', '2001:db8:1:200::1'],
		['fe80::1%eth0', 'fe80::2']
	])('%s and %s are told as IPv4 and IPv6 should be', (a, b) => {
		if (a.includes('192')) expect(networkOf(a)).toBe(b);
		else expect(networkOf(a)).toBe(networkOf(b));
	});
});
