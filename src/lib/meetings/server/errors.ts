import { AppError, conflict } from '#server/errors.ts';

/** Too early: `opensAt` says from when on. */
export const tooEarly = () => new AppError('meeting_early', 409);
/** It has ended, or nobody opened it. */
export const isOver = () => new AppError('meeting_over', 410);
/** It was called off, perhaps in the very moment in which somebody opened its room. */
export const isCalledOff = () => new AppError('meeting_called_off', 410);
/** It has begun, was called off or is over: answers are no longer asked for. */
export const tooLateToSay = () => conflict('too_late_to_say');
/** Who facilitates comes in with a certificate that covers the day of the meeting, or not at all. */
export const notCertified = () => new AppError('not_certified', 403);
/** Somebody else was quicker, or nobody is missing any more. */
export const coverGone = () => conflict('cover_gone');
/** Its door is open: how it goes is the room's own business now. */
export const alreadyOpen = () => conflict('meeting_open');
