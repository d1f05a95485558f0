import { after, day } from '#server/clock.ts';
import { hashCode, newCode } from '#server/codes.ts';
import { accountOf, asSystem, type Ctx, type StaffRole } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { invitationDays, type OpenInvitation, type StaffMember } from '../accounts.ts';
import { endFacilitating } from './ending.ts';
import { codeUnknown, lastCoordinator } from './errors.ts';
import {
	canEndRoles,
	canGrantRoles,
	canInviteStaff,
	canSeeStaff,
	isLastOfItsKind,
	isSignedIn
} from './policy.ts';
import { presentInvitation, presentStaff } from './present.ts';
import { slowChanges, slowCodes } from './throttles.ts';

const hash = (code: string): Buffer => hashCode('staff-invitation', code);

/**
 * A single-use code with which one person becomes facilitator or coordinator; it works for seven days
 * and is in the answer only. `label` is how coordinators will know this person; members never see it.
 */
export async function inviteStaff(
	ctx: Ctx,
	input: { role: StaffRole; label: string }
): Promise<{ code: string; expiresAt: Date }> {
	allow(canInviteStaff(ctx.actor));
	await slowChanges(ctx);
	const code = newCode();
	const expiresAt = after(ctx.now(), invitationDays * day);
	await asSystem(ctx, 'accounts: a coordinator invites staff', (tx) =>
		tx.db
			.insertInto('staff_invitation')
			.values({
				code_hash: hash(code),
				role: input.role,
				label: input.label,
				made_by: accountOf(ctx),
				made_at: ctx.now(),
				expires_at: expiresAt
			})
			.execute()
	);
	return { code, expiresAt };
}

/** Takes an invitation back before it is used. One that was used or never was is not found. */
export async function withdrawInvitation(ctx: Ctx, input: { invitationId: string }): Promise<void> {
	allow(canInviteStaff(ctx.actor));
	await asSystem(ctx, 'accounts: a coordinator takes an invitation back', async (tx) => {
		const gone = await tx.db
			.deleteFrom('staff_invitation')
			.where('invitation_id', '=', input.invitationId)
			.where('used_at', 'is', null)
			.returning('invitation_id')
			.executeTakeFirst();
		allow(gone !== undefined, notFound);
	});
}

/**
 * Adds the role of an invitation to the account that asks. The code works once, whoever is quicker;
 * unknown, used and expired ones get the same answer.
 * @throws sign_in_first, too_many, invalid {code}
 */
export async function acceptStaffInvitation(
	ctx: Ctx,
	input: { code: string; address: string }
): Promise<{ role: StaffRole }> {
	const { actor } = ctx;
	if (!isSignedIn(actor)) throw signInFirst();
	await slowCodes(ctx, input.address);
	return asSystem(ctx, 'accounts: a staff invitation is accepted', async (tx) => {
		const invitation = await tx.db
			.updateTable('staff_invitation')
			.set({ used_at: tx.now(), used_by: actor.accountId })
			.where('code_hash', '=', hash(input.code))
			.where('used_at', 'is', null)
			.where('expires_at', '>', tx.now())
			.returning(['role', 'label'])
			.executeTakeFirst();
		if (!invitation) throw codeUnknown();
		const role = invitation.role as StaffRole;
		await grantRole(tx, { accountId: actor.accountId, role, label: invitation.label });
		return { role };
	});
}

/** Gives a role within the transaction of an accepted invitation or of the set-up. */
export async function grantRole(
	tx: Ctx,
	input: { accountId: string; role: StaffRole; label: string }
): Promise<void> {
	allow(canGrantRoles(tx.actor));
	const { accountId, role, label } = input;
	await tx.db
		.insertInto('account_role')
		.values({ account_id: accountId, role, label, granted_at: tx.now() })
		.onConflict((conflict) => conflict.columns(['account_id', 'role']).doNothing())
		.execute();
	await append(tx, { kind: 'account', id: accountId }, 'roles_changed');
}

/**
 * Ends a role; acts on the person's next request and, by the event, on open sockets. With the role of a
 * facilitator the powers in every group end too.
 * @throws last_coordinator
 */
export async function endRole(
	ctx: Ctx,
	input: { accountId: string; role: StaffRole }
): Promise<void> {
	allow(canEndRoles(ctx.actor));
	await slowChanges(ctx);
	await asSystem(ctx, 'accounts: a coordinator ends a role', async (tx) => {
		// Locks all holders, so that the last two coordinators cannot end each other at once.
		const holders = await tx.db
			.selectFrom('account_role')
			.select('account_id')
			.where('role', '=', input.role)
			.orderBy('account_id')
			.forUpdate()
			.execute();
		allow(
			holders.some(({ account_id: id }) => id === input.accountId),
			notFound
		);
		allow(!isLastOfItsKind(input.role, holders.length), lastCoordinator);
		await tx.db
			.deleteFrom('account_role')
			.where('account_id', '=', input.accountId)
			.where('role', '=', input.role)
			.execute();
		if (input.role === 'facilitator') await endFacilitating(tx, input.accountId);
		await append(tx, { kind: 'account', id: input.accountId }, 'roles_changed');
	});
}

/** All staff with their certificates, and invitations that nobody has used yet. Coordinators only. */
export async function staff(
	ctx: Ctx
): Promise<{ people: StaffMember[]; invitations: OpenInvitation[] }> {
	allow(canSeeStaff(ctx.actor));
	return asSystem(ctx, 'accounts: a coordinator lists staff', async (tx) => {
		const roles = await tx.db
			.selectFrom('account_role')
			.select(['account_id', 'role', 'label', 'granted_at'])
			.orderBy('granted_at')
			.orderBy('account_id')
			.execute();
		const certificates = await tx.db
			.selectFrom('certificate')
			.select(['certificate_id', 'account_id', 'issued_on', 'expires_on'])
			.where('withdrawn_at', 'is', null)
			.execute();
		const invitations = await tx.db
			.selectFrom('staff_invitation')
			.select(['invitation_id', 'role', 'label', 'expires_at'])
			.where('used_at', 'is', null)
			.where('expires_at', '>', tx.now())
			.orderBy('made_at')
			.execute();
		const ids = [...new Set(roles.map(({ account_id: id }) => id))];
		const people = ids.map((id) =>
			presentStaff(
				id,
				roles.filter((role) => role.account_id === id),
				certificates.filter((certificate) => certificate.account_id === id),
				tx.now()
			)
		);
		return { people, invitations: invitations.map(presentInvitation) };
	});
}

/** Who may lead a group, trained at this moment or not. Coordinators only. */
export async function facilitators(ctx: Ctx): Promise<Pick<StaffMember, 'accountId' | 'label'>[]> {
	const { people } = await staff(ctx);
	return people
		.filter(({ roles }) => roles.includes('facilitator'))
		.map(({ accountId, label }) => ({ accountId, label }));
}
