import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx, StaffRole } from '#server/ctx.ts';
import { after, day } from '#server/clock.ts';
import { ALIAS_WORDS } from './aliases.ts';
import type { World } from './world.ts';

export interface Person {
	accountId: string;
	loginId: string;
	/** As this person asks, with a living login. */
	ctx: Ctx;
	name: string;
	passphrase: string;
	recoveryCodes: string[];
	/** The two halves of the login, as the browser would send them. */
	login: { token: string; here: string };
}

export interface PersonOptions {
	roles?: readonly StaffRole[];
	/** Facilitators are certified for a year unless this says no. */
	certified?: boolean;
	/** How coordinators call this person. */
	label?: string;
}

/** A new person, made through the operations: signed up, invited to the staff, certified. */
export async function person(world: World, options: PersonOptions = {}): Promise<Person> {
	const { name, offer, passphrase } = await suggestion(world);
	const made = await accounts.signUp(world.system, {
		...{ name, offer, passphrase, adult: true, address: 'test' }
	});
	const { accountId, recoveryCodes, login } = made;
	const here = await accounts.identify(world.db, world.keys, login, world.clock.now());
	const { loginId } = here!;
	for (const role of options.roles ?? []) {
		const label = options.label ?? `A ${role}`;
		const { code } = await accounts.inviteStaff(world.system, { role, label });
		const ctx = world.as({ kind: 'account', accountId, loginId, roles: [] });
		await accounts.acceptStaffInvitation(ctx, { code, address: nextAddress() });
		if (role === 'facilitator' && options.certified !== false) await certify(world, accountId);
	}
	const roles = [...(options.roles ?? [])];
	const ctx = world.as({ kind: 'account', accountId, loginId, roles });
	return { accountId, loginId, ctx, name, passphrase, recoveryCodes, login };
}

/** What the product suggests, so long as it holds none of the aliases that tests use: those could not be chosen. */
async function suggestion(world: World) {
	for (;;) {
		const given = await accounts.suggest(world.system);
		if (!given.name.split(' ').some((word) => ALIAS_WORDS.has(word))) return given;
	}
}

async function certify(world: World, accountId: string): Promise<void> {
	const now = world.clock.now();
	const date = (days: number) =>
		after(now, days * day)
			.toISOString()
			.slice(0, 10);
	await accounts.recordCertificate(world.system, {
		accountId,
		issuedOn: date(-30),
		expiresOn: date(335)
	});
}

let addresses = 0;
/** Another network each time (a range kept for documentation and tests), so that nobody is slowed. */
export function nextAddress(): string {
	addresses += 1;
	return `2001:db8:${addresses.toString(16)}:100::1`;
}
