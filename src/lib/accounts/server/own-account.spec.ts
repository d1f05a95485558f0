import { expect, test } from 'vitest';
import { minute } from '#server/clock.ts';
import { nextAddress, person, type Person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

const world = await openWorld();

const signInWith = ({ name }: Person, passphrase: string) =>
	accounts.signIn(world.nobody, { name, passphrase, privateDevice: false, address: nextAddress() });

test('sensitive changes are taken for ten minutes after the passphrase, then it is asked for again', async () => {
	const me = await person(world);
	expect(await accounts.showName(me.ctx)).toBe(me.name);
	world.clock.pass(10 * minute + 1);
	expect(await accounts.hasProved(me.ctx)).toBe(false);
	const changes = [
		() => accounts.showName(me.ctx),
		() => accounts.reissueCodes(me.ctx),
		() => accounts.changePassphrase(me.ctx, { passphrase: accounts.suggestPassphrase() }),
		() => accounts.endAccount(me.ctx)
	];
	for (const change of changes)
		await expect(change()).rejects.toMatchObject({ code: 'prove_again' });
	await accounts.prove(me.ctx, { passphrase: me.passphrase, address: nextAddress() });
	expect(await accounts.hasProved(me.ctx)).toBe(true);
	expect(await accounts.showName(me.ctx)).toBe(me.name);
});

test('a proof counts for the login that gave it only', async () => {
	const me = await person(world);
	world.clock.pass(11 * minute);
	const phone = await signInWith(me, me.passphrase);
	const { loginId } = (await accounts.identify(world.db, world.keys, phone, world.clock.now()))!;
	const onPhone = world.as({ kind: 'account', accountId: me.accountId, loginId, roles: [] });
	expect(await accounts.hasProved(onPhone)).toBe(true);
	expect(await accounts.hasProved(me.ctx)).toBe(false);
});

test('a wrong passphrase proves nothing', async () => {
	const me = await person(world);
	world.clock.pass(11 * minute);
	const wrong = { passphrase: 'words that are not the right ones', address: nextAddress() };
	await expect(accounts.prove(me.ctx, wrong)).rejects.toMatchObject({ code: 'no_match' });
	expect(await accounts.hasProved(me.ctx)).toBe(false);
	await expect(accounts.prove(world.nobody, wrong)).rejects.toMatchObject({ status: 401 });
});

test('a new passphrase replaces the old one and ends other logins', async () => {
	const me = await person(world);
	const elsewhere = await signInWith(me, me.passphrase);
	const passphrase = accounts.suggestPassphrase();
	expect(await accounts.changePassphrase(me.ctx, { passphrase })).toEqual({ ended: 1 });
	const now = world.clock.now();
	expect(await accounts.identify(world.db, world.keys, elsewhere, now)).toBeNull();
	expect(await accounts.identify(world.db, world.keys, me.login, now)).not.toBeNull();
	await expect(signInWith(me, me.passphrase)).rejects.toMatchObject({ code: 'no_match' });
	expect((await signInWith(me, passphrase)).accountId).toBe(me.accountId);
});

test('a new passphrase keeps the rules', async () => {
	const me = await person(world);
	const change = (passphrase: string) => accounts.changePassphrase(me.ctx, { passphrase });
	await expect(change('too short')).rejects.toMatchObject({
		fields: { passphrase: 'passphrase_short' }
	});
	await expect(change(`my ${me.name}`)).rejects.toMatchObject({
		fields: { passphrase: 'passphrase_name' }
	});
});

test('new recovery codes make the old ones worthless, also when asked for twice at once', async () => {
	const me = await person(world);
	const [one, two] = await Promise.all([
		accounts.reissueCodes(me.ctx),
		accounts.reissueCodes(me.ctx)
	]);
	const recovered = await Promise.allSettled(
		[me.recoveryCodes[0]!, one.recoveryCodes[0]!, two.recoveryCodes[0]!].map((code) =>
			accounts.recover(world.nobody, {
				code,
				passphrase: accounts.suggestPassphrase(),
				privateDevice: false,
				address: nextAddress()
			})
		)
	);
	expect(recovered.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(recovered[0]!.status).toBe('rejected');
});
