/** A group's own strategies: shared, practised for a week together, and what others say of them. */
export { giveFeedback, takeBackFeedback } from './feedback.ts';
export { ours, strategy } from './reading.ts';
export { ask, change, remove, share } from './sharing.ts';
export { titles } from './titles.ts';
export { beginWeek, joinWeek, practise } from './week.ts';
