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
/** Of oneself, or of what one wrote: there are other ways to take it back. */
export const ownThing = () => conflict('report_own');
/** An appeal is heard by somebody else. */
export const ownDecision = () => conflict('appeal_own_decision');
export const appealedBefore = () => conflict('appeal_made_before');
export const appealTooLate = () => conflict('appeal_too_late');
export const appealAnswered = () => conflict('appeal_answered');
/** Nobody has to read any more of it today. */
export const enoughToday = () => conflict('review_enough_today');
/** Whoever looks after a group is taken off it by coordinators, elsewhere. */
export const decisionLeads = () => conflict('decision_leads');
