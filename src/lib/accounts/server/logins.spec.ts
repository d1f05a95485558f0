import { expect, test } from 'vitest';
import { day, hour, minute, second } from '#server/clock.ts';
import { asSystem, inTransaction } from '#server/ctx.ts';
import { readAfter } from '#server/events.ts';
import { newId } from '#server/ids.ts';
import { nextAddress, person, type Person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';
import { sweepLogins } from './jobs.ts';

const world = await openWorld();
const who = (login: { token: string; here: string }) =>
	accounts.identify(world.db, world.keys, login, world.clock.now());

function another({ name, passphrase }: Person, privateDevice = false) {
	return accounts.signIn(world.nobody, { name, passphrase, privateDevice, address: nextAddress() });
}

test('a login counts only with both of its halves', async () => {
	const { login } = await person(world);
	const other = await person(world);
	expect(await who(login)).not.toBeNull();
	expect(await who({ token: login.token, here: '' })).toBeNull();
	expect(await who({ token: login.token, here: other.login.here })).toBeNull();
	expect(await who({ token: other.login.token, here: login.here })).toBeNull();
	expect(await who({ token: 'x'.repeat(5000), here: login.here })).toBeNull();
});

test('whoever comes to a door in a crowd is who they are alone, and nobody else', async () => {
	const [one, other, gone] = [await person(world), await person(world), await person(world)];
	await accounts.endLogin(gone.ctx, { loginId: (await who(gone.login))!.loginId });
	const pairs = [
		...[one.login, gone.login, other.login, one.login],
		...[
			{ token: one.login.token, here: other.login.here },
			{ token: '', here: '' }
		],
		{ token: 'x'.repeat(5000), here: one.login.here }
	];
	const crowd = await Promise.all(pairs.map((pair) => accounts.identifyAtDoor(world.nobody, pair)));
	const alone = await Promise.all(pairs.map(who));
	for (const [nr, known] of crowd.entries()) {
		if (known) expect(alone[nr]).toMatchObject(known);
		else expect(alone[nr]).toBeNull();
	}
	expect(crowd.map((known) => known?.accountId ?? null)).toEqual([
		...[one.accountId, null, other.accountId, one.accountId, null, null, null]
	]);
});

test('only hashes of a login are kept', async () => {
	const { login, accountId } = await person(world);
	const row = await asSystem(world.system, 'test', (tx) =>
		tx.db
			.selectFrom('login')
			.selectAll()
			.where('account_id', '=', accountId)
			.executeTakeFirstOrThrow()
	);
	const kept = Buffer.concat([row.token_hash, row.here_hash]);
	for (const half of [login.token, login.here]) {
		expect(kept.includes(half)).toBe(false);
		expect(kept.includes(Buffer.from(half, 'base64url'))).toBe(false);
	}
	expect(Buffer.from(login.token, 'base64url')).toHaveLength(20);
});

test('a login ends after ten minutes without a sign', async () => {
	const { login } = await person(world);
	world.clock.pass(9 * minute);
	expect(await who(login)).not.toBeNull();
	world.clock.pass(10 * minute);
	expect(await who(login)).toBeNull();
});

test('what a page asks by itself is no sign of its person', async () => {
	const { login } = await person(world);
	const alone = () => accounts.identify(world.db, world.keys, login, world.clock.now(), false);
	for (let passed = 0; passed < 9; passed += 3) {
		world.clock.pass(3 * minute);
		expect(await alone()).not.toBeNull();
	}
	world.clock.pass(2 * minute);
	expect(await alone()).toBeNull();
});

test('a login ends after twelve hours, however busy its person is', async () => {
	const { login } = await person(world);
	for (let passed = 0; passed < 12 * hour - 5 * minute; passed += 5 * minute) {
		world.clock.pass(5 * minute);
		expect(await who(login)).not.toBeNull();
	}
	world.clock.pass(5 * minute);
	expect(await who(login)).toBeNull();
});

test('on a private device a login lives through six quiet days, and not through eight', async () => {
	const login = await another(await person(world), true);
	world.clock.pass(6 * day);
	expect(await who(login)).toMatchObject({ isPrivateDevice: true });
	world.clock.pass(7 * day + second);
	expect(await who(login)).toBeNull();
});

test('being in a meeting keeps a login alive, but not past its absolute end', async () => {
	const { login, loginId } = await person(world);
	for (let passed = 0; passed < 12 * hour - 9 * minute; passed += 9 * minute) {
		world.clock.pass(9 * minute);
		expect(await accounts.endedAmong(world.system, [loginId])).toEqual(new Set());
	}
	expect(await who(login)).not.toBeNull();
	world.clock.pass(9 * minute);
	expect(await accounts.endedAmong(world.system, [loginId])).toEqual(new Set([loginId]));
});

test('people see their own logins and end them one by one', async () => {
	const me = await person(world);
	const phone = await another(me, true);
	const stranger = await person(world);
	const list = await accounts.logins(me.ctx);
	expect(list.map(({ isThis, isPrivateDevice }) => ({ isThis, isPrivateDevice }))).toEqual(
		expect.arrayContaining([
			{ isThis: true, isPrivateDevice: false },
			{ isThis: false, isPrivateDevice: true }
		])
	);
	const { loginId } = list.find(({ isThis }) => !isThis)!;
	const foreign = accounts.endLogin(stranger.ctx, { loginId });
	await expect(foreign).rejects.toMatchObject({ status: 404 });
	await accounts.endLogin(me.ctx, { loginId });
	expect(await who(phone)).toBeNull();
	expect(await who(me.login)).not.toBeNull();
	await expect(accounts.endLogin(me.ctx, { loginId })).rejects.toMatchObject({ status: 404 });
	await expect(accounts.logins(world.nobody)).rejects.toMatchObject({ status: 401 });
});

test('ending all others leaves the one that asks', async () => {
	const me = await person(world);
	const others = [await another(me), await another(me, true)];
	const stranger = await person(world);
	expect(await accounts.endOtherLogins(me.ctx)).toBe(2);
	expect(await who(me.login)).not.toBeNull();
	expect(await who(stranger.login)).not.toBeNull();
	for (const login of others) expect(await who(login)).toBeNull();
	expect(await accounts.endOtherLogins(me.ctx)).toBe(0);
});

test('signing out ends the login, says so to open sockets, and may be done twice', async () => {
	const me = await person(world);
	await accounts.signOut(me.ctx);
	await accounts.signOut(me.ctx);
	await accounts.signOut(world.nobody);
	expect(await who(me.login)).toBeNull();
	expect(await told(me.accountId)).toEqual([
		{ kind: 'login_ended', data: { loginId: me.loginId } }
	]);
});

test('a login past its time is forgotten, and open sockets hear of it', async () => {
	const me = await person(world);
	world.clock.pass(11 * minute);
	const fresh = await another(me);
	await sweepLogins(world.system);
	expect(await told(me.accountId)).toEqual([
		{ kind: 'login_ended', data: { loginId: me.loginId } }
	]);
	expect(await who(fresh)).not.toBeNull();
	await sweepLogins(world.system);
	expect(await told(me.accountId)).toHaveLength(1);
});

test('nobody reads the logins of others, not even inside the database', async () => {
	const { accountId } = await person(world);
	const stranger = await person(world);
	const seen = await inTransaction(stranger.ctx, (tx) =>
		tx.db.selectFrom('login').select('account_id').execute()
	);
	expect(seen.map(({ account_id }) => account_id)).not.toContain(accountId);
	const gone = await inTransaction(world.asAccount(newId()), (tx) =>
		tx.db.deleteFrom('login').where('account_id', '=', accountId).executeTakeFirst()
	);
	expect(Number(gone.numDeletedRows)).toBe(0);
});

async function told(accountId: string) {
	const events = await asSystem(world.system, 'test', (tx) => readAfter(tx, accountId, 0));
	return events.map(({ kind, data }) => ({ kind, data }));
}
