import { conflict } from '#server/errors.ts';

/** Somebody else has decided it in the meantime. */
export const reportDecided = () => conflict('report_decided');
/** Who was not at a meeting has nothing of it to report. */
export const notThere = () => conflict('report_not_there');
export const tooLate = () => conflict('report_too_late');
