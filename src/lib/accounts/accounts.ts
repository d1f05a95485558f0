import { z } from 'zod';

export type { Apart } from './apart.ts';

export const staffRoles = ['facilitator', 'coordinator'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Counted in characters after Unicode normalisation. */
export const passphraseLength = { min: 15, max: 200 };
export const recoveryCodeCount = 5;
/** Days that a staff invitation can be used. */
export const invitationDays = 7;
/** Minutes after giving the passphrase in which a sensitive change is taken without asking again. */
export const proofMinutes = 10;
/** Hours a login may last at all; days on a private device. How long without a sign: `login_idle` in SQL. */
export const absolute = { hours: 12, privateDays: 30 };
/** A certificate that expires within this many days is named to coordinators. */
export const expiresSoonDays = 60;

/**
 * A sign-in name as it is compared: small letters, one space between words, whichever way it was typed
 * (`Quiet-Lantern  road`).
 */
export function readName(typed: string): string {
	return typed
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\p{P}]+/gu, ' ')
		.trim();
}

/** A passphrase as it is measured and hashed: spaces around and between words do not matter. */
export function readPassphrase(typed: string): string {
	return typed.normalize('NFKC').replace(/\s+/gu, ' ').trim();
}

const id = z.uuid('invalid');
const name = z.string('required').trim().min(1, 'required').max(120, 'too_long');
const code = z.string('required').trim().min(1, 'required').max(60, 'too_long');
/** Given to prove who one is: any length that could have been taken, so that nothing is learned from it. */
const givenPassphrase = z.string('required').min(1, 'required').max(1000, 'too_long');
const chosenPassphrase = z.string('required').min(1, 'required').max(1000, 'too_long');
const checkbox = z
	.union([z.literal('on'), z.literal('yes'), z.literal(true)])
	.optional()
	.transform((value) => value !== undefined);

export const SignUpInput = z.object({
	name,
	offer: z.string('invalid').max(200, 'invalid'),
	passphrase: chosenPassphrase,
	adult: z
		.union([z.literal('on'), z.literal('yes'), z.literal(true)], 'adult')
		.transform(() => true as const),
	privateDevice: checkbox
});
export const SignInInput = z.object({ name, passphrase: givenPassphrase, privateDevice: checkbox });
export const RecoverInput = z.object({
	code,
	passphrase: chosenPassphrase,
	privateDevice: checkbox
});
export const ProveInput = z.object({ passphrase: givenPassphrase });
export const ChangePassphraseInput = z.object({ passphrase: chosenPassphrase });
export const EndLoginInput = z.object({ loginId: id });
export const EndAccountInput = z.object({ sure: z.enum(['on', 'yes'], 'sure') });

const label = z.string('required').trim().min(1, 'required').max(80, 'too_long');
export const InviteStaffInput = z.object({ role: z.enum(staffRoles, 'choose'), label });
export const AcceptStaffInput = z.object({ code });
export const WithdrawInvitationInput = z.object({ invitationId: id });
const date = z.iso.date('date');
export const CertificateInput = z.object({ accountId: id, issuedOn: date, expiresOn: date });
export const WithdrawCertificateInput = z.object({ certificateId: id });
export const EndRoleInput = z.object({ accountId: id, role: z.enum(staffRoles, 'choose') });

/** The two halves of a login, to be put into cookies, and when it ends at the latest. */
export interface NewLogin {
	accountId: string;
	token: string;
	here: string;
	endsAt: Date;
	privateDevice: boolean;
}

export interface LoginSummary {
	loginId: string;
	beganAt: Date;
	seenAt: Date;
	endsAt: Date;
	isThis: boolean;
	isPrivateDevice: boolean;
}

export interface StaffCertificate {
	certificateId: string;
	/** Calendar dates, `YYYY-MM-DD`; the last day counts. */
	issuedOn: string;
	expiresOn: string;
	isCurrent: boolean;
	expiresSoon: boolean;
}
export interface StaffMember {
	accountId: string;
	/** How coordinators call this person among themselves. */
	label: string;
	roles: StaffRole[];
	isTrained: boolean;
	/** The certificate that counts longest, or null. */
	certificate: StaffCertificate | null;
}
export interface OpenInvitation {
	invitationId: string;
	role: StaffRole;
	label: string;
	expiresAt: Date;
}
