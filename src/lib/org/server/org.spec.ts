import { beforeAll, describe, expect, test } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { second } from '#server/clock.ts';
import { nextAddress } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import type { SetUpInput } from '../org.ts';
import * as org from './org.ts';

const world = await openWorld();

async function filledIn(token: string): Promise<SetUpInput & { token: string; address: string }> {
	const { name: signInName, offer, passphrase } = await accounts.suggest(world.nobody);
	return {
		...{ token, name: 'Harbour House', country: 'GB', timeZone: 'Europe/London' },
		...{ languages: ['en', 'cy'], leaveSite: 'https://www.bbc.com/', limitsText: 'Two limits.' },
		...{ signInName, offer, passphrase, adult: true as const, address: nextAddress() }
	};
}

describe('before the set-up', () => {
	test('there is no organisation, and Leave now still goes somewhere ordinary', async () => {
		expect(await org.organisation(world.nobody)).toBeNull();
		expect(await org.leaveSite(world.nobody)).toMatch(/^https:/);
	});

	test('nobody can begin it from a page', async () => {
		await expect(org.beginSetUp(world.nobody)).rejects.toMatchObject({ status: 404 });
	});

	test('a wrong token opens nothing, and tries are slowed down', async () => {
		await org.beginSetUp(world.system);
		const input = await filledIn('00000-00000-00000-00000-00000');
		const codes: string[] = [];
		for (let count = 0; count < 21; count++)
			await org.setUp(world.nobody, input).catch(({ code }: { code: string }) => codes.push(code));
		expect(new Set(codes.slice(0, 20))).toEqual(new Set(['setup_closed']));
		expect(codes[20]).toBe('too_many');
	});

	test('each start replaces the token of the one before', async () => {
		const first = await org.beginSetUp(world.system);
		await org.beginSetUp(world.system);
		const late = org.setUp(world.nobody, await filledIn(first!.token));
		await expect(late).rejects.toMatchObject({ code: 'setup_closed' });
	});

	test('a token can be tried without using it up', async () => {
		const { token } = (await org.beginSetUp(world.system))!;
		const address = nextAddress();
		await org.openSetUp(world.nobody, { token, address });
		expect(await org.opensSetUp(world.nobody, token)).toBe(true);
		const wrong = org.openSetUp(world.nobody, { token: 'nonsense', address });
		await expect(wrong).rejects.toMatchObject({ code: 'setup_closed' });
		expect(await org.opensSetUp(world.nobody, 'nonsense')).toBe(false);
	});

	test('only ordinary sites can be where Leave now goes', async () => {
		const { token } = (await org.beginSetUp(world.system))!;
		const input = { ...(await filledIn(token)), leaveSite: 'https://else.example/' };
		const tried = org.setUp(world.nobody, input);
		await expect(tried).rejects.toMatchObject({ fields: { leaveSite: 'choose' } });
	});

	test('no page can make a demonstration', async () => {
		const { token } = (await org.beginSetUp(world.system))!;
		const input = { ...(await filledIn(token)), isDemonstration: true };
		await expect(org.setUp(world.nobody, input)).rejects.toMatchObject({ status: 404 });
	});
});

describe('the set-up', () => {
	let coordinator: string;

	beforeAll(async () => {
		const { token } = (await org.beginSetUp(world.system))!;
		const weak = { ...(await filledIn(token)), passphrase: 'too short' };
		await expect(org.setUp(world.nobody, weak)).rejects.toMatchObject({ code: 'invalid' });
		const typed = token.toLowerCase().replaceAll('-', ' ');
		const both = await Promise.allSettled([
			org.setUp(world.nobody, await filledIn(typed)),
			org.setUp(world.nobody, await filledIn(token))
		]);
		const done = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
		expect(done).toHaveLength(1);
		coordinator = done[0]!.accountId;
		const login = done[0]!.login;
		const known = await accounts.identify(world.db, world.keys, login, world.clock.now());
		expect(known).toMatchObject({ accountId: coordinator, roles: ['coordinator'] });
	});

	test('is known to everybody', async () => {
		world.clock.pass(5 * second);
		expect(await org.organisation(world.nobody)).toEqual({
			...{ name: 'Harbour House', country: 'GB', timeZone: 'Europe/London' },
			...{ languages: ['en', 'cy'], leaveSite: 'https://www.bbc.com/' },
			...{ limitsText: 'Two limits.', limitsVersion: 1, isDemonstration: false }
		});
		expect(await org.leaveSite(world.nobody)).toBe('https://www.bbc.com/');
		expect(await org.isSetUp(world.nobody)).toBe(true);
	});

	test('cannot be begun again', async () => {
		expect(await org.beginSetUp(world.system)).toBeNull();
	});

	test('made one account that can run the programme', async () => {
		const { people } = await accounts.staff(world.asAccount(coordinator, 'coordinator'));
		expect(people.map(({ roles }) => roles)).toEqual([['coordinator']]);
	});
});

describe('what can be chosen', () => {
	test('countries that exist, by name', () => {
		const codes = org.countries().map(({ value }) => value);
		expect(codes).toEqual(expect.arrayContaining(['GB', 'UA', 'RW', 'XK']));
		expect(codes).not.toEqual(expect.arrayContaining(['SU']));
		expect(codes.length).toBeGreaterThan(200);
	});

	test('sites for Leave now are ordinary, secure and nothing but a front page', () => {
		for (const { url } of org.allowedLeaveSites) expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\/$/);
	});
});
