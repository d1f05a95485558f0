import { expect, test } from 'vitest';
import * as accounts from './accounts.ts';
import { hour, minute } from '#server/clock.ts';
import { asSystem } from '#server/ctx.ts';
import { nextAddress, person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();

/** A sign-up by nobody, from a network of its own. */
async function newcomer() {
	const offered = await accounts.suggest(world.nobody);
	return { ...offered, adult: true as const, address: nextAddress() };
}

test('somebody signs up without an e-mail address and signs in with what they were given', async () => {
	const input = await newcomer();
	const made = await accounts.signUp(world.nobody, input);
	expect(made.recoveryCodes).toHaveLength(5);
	const { name, passphrase, address } = input;
	const login = await accounts.signIn(world.nobody, {
		...{ name, passphrase, address, privateDevice: false }
	});
	expect(login.accountId).toBe(made.accountId);
	expect(await accounts.identify(world.db, world.keys, login, world.clock.now())).toEqual({
		accountId: made.accountId,
		loginId: expect.any(String),
		roles: [],
		isPrivateDevice: false,
		unseen: 0
	});
});

test('a name may be typed with capitals and dashes, a passphrase with more spaces', async () => {
	const { name, passphrase, accountId } = await person(world);
	const login = await accounts.signIn(world.nobody, {
		name: ` ${name.toUpperCase().replaceAll(' ', '-')} `,
		passphrase: `  ${passphrase.replaceAll(' ', '   ')} `,
		privateDevice: false,
		address: nextAddress()
	});
	expect(login.accountId).toBe(accountId);
});

test('a name that is taken and one that was never offered get the same answer', async () => {
	const input = await newcomer();
	await accounts.signUp(world.nobody, input);
	const taken = accounts.signUp(world.nobody, input);
	await expect(taken).rejects.toMatchObject({ code: 'name_gone', status: 409 });
	const made = accounts.signUp(world.nobody, { ...input, name: 'a name of mine' });
	await expect(made).rejects.toMatchObject({ code: 'name_gone', status: 409 });
});

test('an offered name is kept for a day only', async () => {
	const input = await newcomer();
	const later = { ...world.nobody, now: () => new Date(world.clock.now().getTime() + 25 * hour) };
	await expect(accounts.signUp(later, input)).rejects.toMatchObject({ code: 'name_gone' });
});

test('when two people take the same offered name at once, one gets it', async () => {
	const input = await newcomer();
	const both = await Promise.allSettled([
		accounts.signUp(world.nobody, input),
		accounts.signUp(world.nobody, input)
	]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a weak passphrase is refused beside its field', async () => {
	const input = await newcomer();
	const short = accounts.signUp(world.nobody, { ...input, passphrase: 'short' });
	await expect(short).rejects.toMatchObject({ fields: { passphrase: 'passphrase_short' } });
	const same = accounts.signUp(world.nobody, { ...input, passphrase: `${input.name}!!!!!!!!!` });
	await expect(same).rejects.toMatchObject({ fields: { passphrase: 'passphrase_name' } });
});

test('a wrong passphrase and an absent name get the same answer', async () => {
	const { name } = await person(world);
	const wrong = { passphrase: 'not the right words at all', privateDevice: false };
	for (const tried of [name, 'nobody has this']) {
		const attempt = accounts.signIn(world.nobody, {
			...wrong,
			name: tried,
			address: nextAddress()
		});
		await expect(attempt).rejects.toMatchObject({ code: 'no_match', status: 422 });
	}
});

test('many wrong tries slow one network down, and the owner elsewhere still comes in', async () => {
	const { name, passphrase, accountId } = await person(world);
	const from = nextAddress();
	const wrong = { name, passphrase: 'not the right words at all', privateDevice: false };
	const codes: string[] = [];
	for (let tries = 0; tries < 10; tries++)
		await accounts
			.signIn(world.nobody, { ...wrong, address: from })
			.catch(({ code }: { code: string }) => codes.push(code));
	expect(codes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 'no_match'));
	expect(codes.slice(8)).toEqual(['too_many', 'too_many']);
	const right = { name, passphrase, privateDevice: false };
	const owner = await accounts.signIn(world.nobody, { ...right, address: nextAddress() });
	expect(owner.accountId).toBe(accountId);
	world.clock.pass(2 * minute);
	expect(await accounts.signIn(world.nobody, { ...right, address: from })).toBeTruthy();
});

test('sign-ups from one network are slowed down', async () => {
	const address = nextAddress();
	const input = { ...(await newcomer()), address, passphrase: 'short' };
	const codes: string[] = [];
	for (let tries = 0; tries < 31; tries++)
		await accounts
			.signUp(world.nobody, input)
			.catch(({ code }: { code: string }) => codes.push(code));
	expect(new Set(codes.slice(0, 30))).toEqual(new Set(['invalid']));
	expect(codes.at(30)).toBe('too_many');
});

test('neither the sign-in name nor the passphrase is in any table', async () => {
	const { name, passphrase, accountId } = await person(world);
	const row = await accountRow(accountId);
	const everything = Buffer.concat([
		row.name_mac!,
		row.name_box!,
		row.account_key!,
		Buffer.from(row.passphrase_hash!)
	]);
	expect(everything.includes(name)).toBe(false);
	expect(everything.includes(passphrase)).toBe(false);
});

test('a sign-in name opens only in its own row', async () => {
	const one = await person(world);
	const other = await person(world);
	const { name_box } = await accountRow(one.accountId);
	await asSystem(world.system, 'test', (tx) =>
		tx.db
			.updateTable('account')
			.set({ name_box })
			.where('account_id', '=', other.accountId)
			.execute()
	);
	await expect(accounts.showName(other.ctx)).rejects.toThrow('does not open');
});

async function accountRow(accountId: string) {
	return asSystem(world.system, 'test', (tx) =>
		tx.db
			.selectFrom('account')
			.selectAll()
			.where('account_id', '=', accountId)
			.executeTakeFirstOrThrow()
	);
}
