import { AppError, conflict, invalid } from '#server/errors.ts';

/** Every seat is taken; nothing was changed. */
export const groupFull = () => conflict('group_full');
export const groupClosed = () => conflict('group_closed');
export const alreadyMember = () => conflict('already_member');
/** Came in three times within a day; the next time is a day after the first. */
export const joinedOften = () => new AppError('joined_often', 429);
export const alreadyWaiting = () => conflict('already_waiting');
/** The request was decided or withdrawn by somebody else meanwhile. */
export const requestDecided = () => conflict('request_decided');
/** The agreement or the limits changed while the form was open: read the new ones first. */
export const agreementChanged = () => conflict('agreement_changed');
/** Only people with a code come in. */
export const codeNeeded = () => invalid({ code: 'code_needed' });
/** Unknown, used and expired codes are one answer. */
export const codeUnknown = () => invalid({ code: 'code_unknown' });
export const aliasRefused = (why: string, field = 'alias') => invalid({ [field]: why });
/** Only planned meetings that have not begun can be moved or cancelled. */
export const meetingBegun = () => conflict('meeting_begun');
/** On the list of this group already. */
export const alreadyListed = () => conflict('already_listed');
/** Waits for as many groups as one person can. */
export const waitsMany = () => conflict('waits_many');
/** The offer ran out, or was answered, on another device perhaps. */
export const offerGone = () => conflict('offer_gone');
/** Not on the list any more. */
export const waitEnded = () => conflict('wait_ended');
/** Somebody whose place in a group was ended hears nothing more of it from us. */
export const notForRemoved = () => new AppError('not_for_removed', 403);
/** Follows as many groups as one person can. */
export const followsMany = () => conflict('follows_many');
