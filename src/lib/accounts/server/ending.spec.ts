import { expect, test } from 'vitest';
import { day, minute } from '#server/clock.ts';
import { asSystem } from '#server/ctx.ts';
import { readAfter } from '#server/events.ts';
import { newId } from '#server/ids.ts';
import { nextAddress, person, type Person } from '#test/support/accounts.ts';
import { openWorld, type World } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

const world = await openWorld();

const rows = <T>(read: (tx: World['system']) => Promise<T>) => asSystem(world.system, 'test', read);

/** Accounts stand below groups, so this spec makes the rows that groups would. */
async function belong({ accountId }: Person): Promise<{ groupId: string; membershipId: string }> {
	const groupId = newId();
	const membershipId = newId();
	const key = world.keys.wrap(Buffer.alloc(32, 7), `membership:${membershipId}`);
	await rows(async (tx) => {
		await tx.db
			.insertInto('peer_group')
			.values({
				...{ group_id: groupId, name: 'Evening tea', purpose: 'We listen to each other.' },
				...{ experience: 'loss', languages: ['en'], meets: 'online', capacity: 12, entry: 'open' },
				...{ what_to_expect: '', run_of_show: '[]', responses: ['hear'], created_at: tx.now() },
				...{ group_key: key.wrapped, kek_id: key.kekId }
			})
			.execute();
		await tx.db
			.insertInto('membership')
			.values({
				...{ membership_id: membershipId, group_id: groupId, account_id: accountId },
				...{ role: 'member', alias: 'Fern', alias_key: 'fern', mark: 'leaf-1-2' },
				...{ author_key: key.wrapped, kek_id: key.kekId, joined_at: tx.now() }
			})
			.execute();
	});
	return { groupId, membershipId };
}

test('ending an account destroys its keys, and names the day by which every backup has lost them', async () => {
	const me = await person(world, { roles: ['facilitator'] });
	const { groupId, membershipId } = await belong(me);
	const { erasedBy } = await accounts.endAccount(me.ctx);
	expect(erasedBy).toEqual(new Date(world.clock.now().getTime() + 35 * day));

	const account = await rows((tx) =>
		tx.db
			.selectFrom('account')
			.selectAll()
			.where('account_id', '=', me.accountId)
			.executeTakeFirstOrThrow()
	);
	expect(account).toMatchObject({
		...{ name_mac: null, name_box: null, passphrase_hash: null, account_key: null, kek_id: null },
		ended_at: world.clock.now()
	});
	const membership = await rows((tx) =>
		tx.db
			.selectFrom('membership')
			.selectAll()
			.where('membership_id', '=', membershipId)
			.executeTakeFirstOrThrow()
	);
	expect(membership).toMatchObject({ author_key: null, kek_id: null, ended_why: 'account_ended' });
	const heard = await rows((tx) => readAfter(tx, groupId, 0));
	expect(heard.map(({ kind, data }) => ({ kind, data }))).toEqual([
		{ kind: 'membership_ended', data: { groupId, membershipId } }
	]);
	const own = await rows((tx) => readAfter(tx, me.accountId, 0));
	expect(own.map(({ kind }) => kind)).toEqual(
		expect.arrayContaining(['logins_ended', 'membership_ended', 'account_ended'])
	);
});

test('afterwards nothing leads back: no login, no sign-in, no recovery, no role', async () => {
	const me = await person(world, { roles: ['facilitator'] });
	await accounts.endAccount(me.ctx);
	const now = world.clock.now();
	expect(await accounts.identify(world.db, world.keys, me.login, now)).toBeNull();
	const { name, passphrase, recoveryCodes } = me;
	const signIn = { name, passphrase, privateDevice: false, address: nextAddress() };
	await expect(accounts.signIn(world.nobody, signIn)).rejects.toMatchObject({ code: 'no_match' });
	const recover = { ...signIn, code: recoveryCodes[0]! };
	await expect(accounts.recover(world.nobody, recover)).rejects.toMatchObject({ code: 'invalid' });
	expect(await accounts.trainedFacilitators(world.system, now)).not.toContain(me.accountId);
});

test('it needs the passphrase, given a moment ago', async () => {
	const me = await person(world);
	world.clock.pass(11 * minute);
	await expect(accounts.endAccount(me.ctx)).rejects.toMatchObject({ code: 'prove_again' });
	await expect(accounts.endAccount(world.nobody)).rejects.toMatchObject({ status: 401 });
});

test('twice, or twice at once, ends it once', async () => {
	const me = await person(world);
	const both = await Promise.allSettled([accounts.endAccount(me.ctx), accounts.endAccount(me.ctx)]);
	expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	await expect(accounts.endAccount(me.ctx)).rejects.toThrow();
	const events = await rows((tx) => readAfter(tx, me.accountId, 0));
	expect(events.filter(({ kind }) => kind === 'account_ended')).toHaveLength(1);
});

test('others keep theirs', async () => {
	const me = await person(world);
	const other = await person(world);
	const { membershipId } = await belong(other);
	await accounts.endAccount(me.ctx);
	const membership = await rows((tx) =>
		tx.db
			.selectFrom('membership')
			.selectAll()
			.where('membership_id', '=', membershipId)
			.executeTakeFirstOrThrow()
	);
	expect(membership.author_key).not.toBeNull();
	expect(membership.ended_at).toBeNull();
	expect(await accounts.showName(other.ctx)).toBe(other.name);
});
