import { after, day } from '#server/clock.ts';
import {
	expiresSoonDays,
	type LoginSummary,
	type OpenInvitation,
	type StaffCertificate,
	type StaffMember,
	type StaffRole
} from '../accounts.ts';

export function presentLogin(
	row: {
		login_id: string;
		began_at: Date;
		seen_at: Date;
		ends_at: Date;
		is_private_device: boolean;
	},
	thisLogin: string
): LoginSummary {
	return {
		loginId: row.login_id,
		beganAt: row.began_at,
		seenAt: row.seen_at,
		endsAt: row.ends_at,
		isThis: row.login_id === thisLogin,
		isPrivateDevice: row.is_private_device
	};
}

/** A calendar date in UTC, as certificates count them. */
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

export interface CertificateRow {
	certificate_id: string;
	account_id: string;
	issued_on: string;
	expires_on: string;
}

function presentCertificate(row: CertificateRow, now: Date): StaffCertificate {
	const today = dateOf(now);
	const isCurrent = row.issued_on <= today && row.expires_on >= today;
	return {
		certificateId: row.certificate_id,
		issuedOn: row.issued_on,
		expiresOn: row.expires_on,
		isCurrent,
		expiresSoon: isCurrent && row.expires_on <= dateOf(after(now, expiresSoonDays * day))
	};
}

/** One person of the staff, for coordinators: a label of their own making, never a sign-in name. */
export function presentStaff(
	accountId: string,
	roles: { role: string; label: string | null }[],
	certificates: CertificateRow[],
	now: Date
): StaffMember {
	const [longest] = certificates
		.map((row) => presentCertificate(row, now))
		.sort(
			(a, b) => Number(b.isCurrent) - Number(a.isCurrent) || (a.expiresOn < b.expiresOn ? 1 : -1)
		);
	return {
		accountId,
		label: roles.find(({ label }) => label)?.label ?? accountId.slice(-6),
		roles: roles.map(({ role }) => role as StaffRole),
		isTrained: longest?.isCurrent ?? false,
		certificate: longest ?? null
	};
}

export const presentInvitation = (row: {
	invitation_id: string;
	role: string;
	label: string;
	expires_at: Date;
}): OpenInvitation => ({
	invitationId: row.invitation_id,
	role: row.role as StaffRole,
	label: row.label,
	expiresAt: row.expires_at
});
