/**
 * Why a message from a socket was not acted on. The sender is told the code; the words for people
 * come from the message catalogue (`meetings.refused.<code>`).
 */
export const REFUSALS = [
	/** Not a known message, or a field is wrong. */
	'not-understood',
	/** Longer than the room takes. */
	'too-long',
	/** Faster than a person types. */
	'too-fast',
	/** Back and forth more often than anybody needs. Resting, leaving and calling for help are always possible. */
	'too-often',
	/** Something else has to come first, such as hello. */
	'out-of-order',
	/** The person's role does not allow it. */
	'not-yours-to-do',
	/** The person is not in the room. */
	'not-inside',
	/** The person meant is not here. */
	'nobody-there',
	/** Two facilitators have to be in first. */
	'two-facilitators',
	/** The room is open already. */
	'already-open',
	/** The facilitators have not opened the room. */
	'not-open',
	/** Newcomers are let in until minute 20, or the door was locked. */
	'door-closed',
	/** Every seat is taken. */
	'full',
	/** Was removed today. */
	'removed-today',
	/** The run of show has moved on already. */
	'moved-on',
	/** There is no part after this one. */
	'last-part',
	/** The part is as long as it may get. */
	'long-enough',
	/** There is no talking piece in this part. */
	'no-round',
	/** Someone holds the talking piece. */
	'piece-held',
	/** The talking piece lies in the middle. */
	'piece-free',
	/** The part is as short as it may get. */
	'short-enough',
	/** A part without which a meeting is not safe was left out, or stands in the wrong order. */
	'needed-part',
	/** The run of show is as long as it may get. */
	'too-many-parts',
	/** The person is inside, but not in the circle. */
	'not-in-circle',
	/** The side room is for those a facilitator asked. */
	'not-asked-aside',
	/** Away from the circle members write only where a facilitator is. */
	'not-watched',
	/** One facilitator stays with the circle. */
	'one-stays',
	/** A facilitator keeps this person's words back for now. */
	'muted',
	/** There are enough people for a meeting. */
	'enough-came',
	/** Nothing is being practised, or it does not go with this part. */
	'no-practice',
	/** Something is being practised already. */
	'practising',
	/** Words wait until the talking piece comes. */
	'not-your-turn',
	/** Members listen in this part. */
	'listening',
	/** The meeting rests. */
	'resting',
	/** No facilitator is in the circle, so it cannot go on. */
	'circle-alone',
	/** The meeting does not rest. */
	'not-resting',
	/** That call was taken, settled or never made. */
	'no-such-call',
	/** The meeting is over. */
	'ended',
	/** It could not be kept: nothing changed, trying again is right. */
	'not-stored'
] as const;
export type Refusal = (typeof REFUSALS)[number];
