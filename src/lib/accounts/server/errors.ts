import { AppError, conflict, invalid } from '#server/errors.ts';

/** Name and passphrase do not match, or the name does not exist: one answer for both. */
export const noMatch = () => new AppError('no_match', 422);
/** The offered name can no longer be taken: another was quicker, or the offer is old. */
export const nameGone = () => conflict('name_gone');
/** Unknown, used and expired codes are one answer. */
export const codeUnknown = () => invalid({ code: 'code_unknown' });
/** The passphrase is asked for again before this. */
export const proveAgain = () => new AppError('prove_again', 403);
/** Somebody must be left to run the programme. */
export const lastCoordinator = () => conflict('last_coordinator');
