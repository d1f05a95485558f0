const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a meeting is bounded by, in milliseconds where nothing else is said. */

/** A meeting may run over by this much, then it ends by itself. */
export const OVERRUN = 15 * MINUTE;
/** Members besides the facilitators. */
export const MAX_MEMBERS = 12;
/** Seats that one meeting gives away, also to those who left for good. */
export const MAX_SEATS = 40;
/** With fewer members it is no meeting: an open hour, or it ends kindly. */
export const MIN_MEMBERS = 3;
/**
 * What a member can do by themselves that is stored, such as coming back or asking for a turn: so often at once …
 */
export const DEEDS_AT_ONCE = 30;
/** … and then once in this time. With what lets go of it again a meeting has a bounded number of events. */
export const DEED_EVERY = 10 * SECOND;
/** Newcomers are let in until this long after the first part began. */
export const NEWCOMERS_UNTIL = 20 * MINUTE;
/** Minutes by which the lead makes a part longer or shorter. */
export const STEP_MINUTES = 2;
/** A part can grow by this much beyond its planned minutes. */
export const MAX_EXTENSION = 10 * MINUTE;
/** Parts of one meeting, with all that was put in. */
export const MAX_PARTS = 20;
/** Minutes of a pause or a grounding that is put in. */
export const INSERTED_MINUTES = 5;
/** Minutes that a turn may be meant to take. */
export const TURN_MINUTES = [1, 2, 3, 4, 5, 8] as const;

/** A connection that is gone for less than this is not told to anyone; then a lost lead is replaced. */
export const STEPPED_OUT_AFTER = 10 * SECOND;
/** Without any facilitator, or with none in the circle, for this long the meeting rests … */
export const ALONE_AFTER = 60 * SECOND;
/** … and without any it ends this much later. */
export const END_WITHOUT_FACILITATORS_AFTER = 5 * MINUTE;
/** A call for help that nobody took is shown to the lead as well. */
export const HELP_TOLD_AFTER = 60 * SECOND;
/** … and then whoever is on call is written to. */
export const ON_CALL_AFTER = 180 * SECOND;
/** An open door behind which nothing begins. */
export const END_IF_NOT_BEGUN_AFTER = 60 * MINUTE;
