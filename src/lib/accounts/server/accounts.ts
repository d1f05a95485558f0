/** Accounts: signing up, in and out, recovering, ending, and who belongs to the staff. */
export {
	anybodyApart,
	apartFrom,
	areApart,
	endApart,
	isDrawn,
	keepApart,
	looksFirst,
	myApart,
	type Pair
} from './apart.ts';
export {
	currentFacilitators,
	isCurrentFacilitator,
	recordCertificate,
	trainedFacilitators,
	withdrawCertificate
} from './certificates.ts';
export { endAccount, erasedBy } from './ending.ts';
export { jobs } from './jobs.ts';
export { endLogin, endOtherLogins, identify, identifyAtDoor, logins, signOut } from './logins.ts';
export {
	changePassphrase,
	givesNameAway,
	hasProved,
	provedAccount,
	reissueCodes,
	showName
} from './own-account.ts';
export { ownKey, ownKeyFor } from './own-key.ts';
export { recover, suggestPassphrase } from './recover.ts';
export { prove, signIn } from './sign-in.ts';
export { signUp, suggest } from './sign-up.ts';
export { endedAmong } from './socket-logins.ts';
export {
	acceptStaffInvitation,
	endRole,
	facilitators,
	grantRole,
	inviteStaff,
	staff,
	withdrawInvitation
} from './staff.ts';
