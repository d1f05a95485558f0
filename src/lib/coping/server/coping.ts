/** Coping: my own list, what I tried and how it went. The strategies themselves are in ../coping.ts. */
export { ask, jobs } from './asking.ts';
export { countable } from './counting.ts';
export { drop, keep, kept } from './keeping.ts';
export { answerLater, askNoMore, forget, isAsked, keepTry, practise, tries } from './practising.ts';
