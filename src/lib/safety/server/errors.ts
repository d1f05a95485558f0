import { conflict } from '#server/errors.ts';

/** Somebody else has decided it in the meantime. */
export const reportDecided = () => conflict('report_decided');
/** Who was not at a meeting has nothing of it to report. */
export const notThere = () => conflict('report_not_there');
/** Another look is asked for once. */
export const askedBefore = () => conflict('report_asked_before');
export const askedTooLate = () => conflict('report_asked_too_late');
/** Whoever decided is the only one there is. */
export const nobodyElse = () => conflict('report_nobody_else');
export const tooLate = () => conflict('report_too_late');
