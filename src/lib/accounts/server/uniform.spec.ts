import { expect, test, vi } from 'vitest';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { newCode } from '#server/codes.ts';
import { nextAddress, person } from '#test/support/accounts.ts';
import { counted } from '#test/support/counted.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

/**
 * Time is measured in work done, not on the clock: one Argon2id is a thousand times everything else, and
 * statements sent to PostgreSQL are the rest.
 */
const counter = vi.hoisted(() => ({ argon2: 0 }));
vi.mock('node:crypto', async (original) => {
	const crypto = await original<typeof import('node:crypto')>();
	const argon2: typeof crypto.argon2 = (...call) => {
		counter.argon2 += 1;
		return crypto.argon2(...call);
	};
	return { ...crypto, argon2 };
});

const world = await openWorld();

async function work(attempt: (ctx: Ctx) => Promise<unknown>) {
	const { ctx, statements } = counted(world.nobody);
	counter.argon2 = 0;
	const answer: unknown = await attempt(ctx).then(
		() => 'done',
		({ code, status, fields }: Record<string, unknown>) => ({ code, status, fields })
	);
	return { argon2: counter.argon2, statements: statements(), answer };
}

test('signing in costs the same for a name that exists and one that does not', async () => {
	const { name } = await person(world);
	const attempt = (tried: string) => (ctx: Ctx) =>
		accounts.signIn(ctx, {
			name: tried,
			passphrase: 'seven words that are not right here',
			privateDevice: false,
			address: nextAddress()
		});
	const present = await work(attempt(name));
	expect(present.argon2).toBe(1);
	expect(present.statements).toBeGreaterThan(3);
	expect(await work(attempt('nobody has this'))).toEqual(present);
});

test('trying to sign up tells nobody whether a name exists', async () => {
	const { name } = await person(world);
	const offered = await accounts.suggest(world.nobody);
	const attempt = (tried: string) => (ctx: Ctx) =>
		accounts.signUp(ctx, { ...offered, name: tried, adult: true, address: nextAddress() });
	const present = await work(attempt(name));
	expect(present).toMatchObject({ argon2: 1, answer: { code: 'name_gone' } });
	expect(await work(attempt('nobody has this'))).toEqual(present);
});

test('recovering costs the same for a code that was used and one that never was', async () => {
	const { recoveryCodes } = await person(world);
	const attempt = (code: string) => (ctx: Ctx) =>
		accounts.recover(ctx, {
			code,
			passphrase: accounts.suggestPassphrase(),
			privateDevice: false,
			address: nextAddress()
		});
	await work(attempt(recoveryCodes[0]!));
	const used = await work(attempt(recoveryCodes[0]!));
	expect(used.argon2).toBe(1);
	expect(await work(attempt(newCode()))).toEqual(used);
	expect(await work(attempt('nonsense'))).toEqual(used);
});

test('a staff invitation that was used, is old or never was gets one answer', async () => {
	const { ctx } = await person(world);
	const label = 'Tuesday team';
	const used = await accounts.inviteStaff(world.system, { role: 'facilitator', label });
	await accounts.acceptStaffInvitation(ctx, { code: used.code, address: nextAddress() });
	const old = await accounts.inviteStaff(world.system, { role: 'facilitator', label });
	await asSystem(world.system, 'test', (tx) =>
		tx.db
			.updateTable('staff_invitation')
			.set({ expires_at: world.clock.now() })
			.where('used_at', 'is', null)
			.execute()
	);
	const attempt = (code: string) => () =>
		accounts.acceptStaffInvitation(ctx, { code, address: nextAddress() });
	const answer = await work(attempt(used.code));
	expect(answer.answer).toMatchObject({ fields: { code: 'code_unknown' } });
	expect(await work(attempt(old.code))).toEqual(answer);
	expect(await work(attempt(newCode()))).toEqual(answer);
});
