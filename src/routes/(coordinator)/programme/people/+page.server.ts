import {
	CertificateInput,
	EndRoleInput,
	InviteStaffInput,
	WithdrawCertificateInput,
	WithdrawInvitationInput
} from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, url }) => ({
	...(await accounts.staff(ctx)),
	now: ctx.now(),
	timeZone,
	invitedAt: new URL('/staff', url).href
});

export const actions: Actions = {
	invite: (event) =>
		formAction(event, InviteStaffInput, async (input) => ({
			invited: { ...(await accounts.inviteStaff(event.locals.ctx, input)), label: input.label }
		})),
	withdrawInvitation: (event) =>
		formAction(event, WithdrawInvitationInput, async (input) => {
			await accounts.withdrawInvitation(event.locals.ctx, input);
			return { done: 'accounts.people.open.withdrawn' as const };
		}),
	certify: (event) =>
		formAction(event, CertificateInput, async (input) => {
			await accounts.recordCertificate(event.locals.ctx, input);
			return { done: 'accounts.people.certificate.saved' as const };
		}),
	withdrawCertificate: (event) =>
		formAction(event, WithdrawCertificateInput, async (input) => {
			await accounts.withdrawCertificate(event.locals.ctx, input);
			return { done: 'accounts.people.certificate.withdrawn' as const };
		}),
	endRole: (event) =>
		formAction(event, EndRoleInput, async (input) => {
			await accounts.endRole(event.locals.ctx, input);
			return { done: 'accounts.people.role.ended' as const };
		})
};
