import { expect, test } from 'vitest';
import { minute } from '#server/clock.ts';
import { nextAddress, person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

const world = await openWorld();

const withCode = (code: string, passphrase = accounts.suggestPassphrase()) => ({
	...{ code, passphrase, privateDevice: false, address: nextAddress() }
});

test('one recovery code alone brings a person back, with their name and a new passphrase', async () => {
	const lost = await person(world);
	const input = withCode(lost.recoveryCodes[2]!.toLowerCase().replaceAll('-', ' '));
	const back = await accounts.recover(world.nobody, input);
	expect(back).toMatchObject({ accountId: lost.accountId, name: lost.name });
	const { name, passphrase } = { name: back.name, passphrase: input.passphrase };
	const again = { name, passphrase, privateDevice: false, address: nextAddress() };
	expect((await accounts.signIn(world.nobody, again)).accountId).toBe(lost.accountId);
	const old = { ...again, passphrase: lost.passphrase };
	await expect(accounts.signIn(world.nobody, old)).rejects.toMatchObject({ code: 'no_match' });
});

test('it ends every login there was, and opens one', async () => {
	const lost = await person(world);
	const back = await accounts.recover(world.nobody, withCode(lost.recoveryCodes[0]!));
	const now = world.clock.now();
	expect(await accounts.identify(world.db, world.keys, lost.login, now)).toBeNull();
	expect(await accounts.identify(world.db, world.keys, back.login, now)).toMatchObject({
		accountId: lost.accountId
	});
});

test('all five codes are replaced by five new ones', async () => {
	const lost = await person(world);
	const back = await accounts.recover(world.nobody, withCode(lost.recoveryCodes[0]!));
	for (const code of lost.recoveryCodes) {
		const tried = accounts.recover(world.nobody, withCode(code));
		await expect(tried).rejects.toMatchObject({ fields: { code: 'code_unknown' } });
	}
	expect(new Set(back.recoveryCodes).size).toBe(5);
	const next = await accounts.recover(world.nobody, withCode(back.recoveryCodes[4]!));
	expect(next.accountId).toBe(lost.accountId);
});

test('two people with the same code at once: one comes in', async () => {
	const { recoveryCodes } = await person(world);
	const both = await Promise.allSettled([
		accounts.recover(world.nobody, withCode(recoveryCodes[0]!)),
		accounts.recover(world.nobody, withCode(recoveryCodes[0]!))
	]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a passphrase that cannot be taken does not use the code up', async () => {
	const lost = await person(world);
	const code = lost.recoveryCodes[0]!;
	for (const weak of ['short', `${lost.name} ${lost.name}`]) {
		const tried = accounts.recover(world.nobody, withCode(code, weak));
		await expect(tried).rejects.toMatchObject({ code: 'invalid' });
	}
	expect((await accounts.recover(world.nobody, withCode(code))).accountId).toBe(lost.accountId);
});

test('guessing codes is slowed down, and passes with time', async () => {
	const address = nextAddress();
	const codes: string[] = [];
	for (let tries = 0; tries < 11; tries++)
		await accounts
			.recover(world.nobody, { ...withCode('wrong'), address })
			.catch(({ code }: { code: string }) => codes.push(code));
	expect(codes[9]).toBe('invalid');
	expect(codes[10]).toBe('too_many');
	world.clock.pass(2 * minute);
	const lost = await person(world);
	const input = { ...withCode(lost.recoveryCodes[0]!), address };
	expect((await accounts.recover(world.nobody, input)).accountId).toBe(lost.accountId);
});
