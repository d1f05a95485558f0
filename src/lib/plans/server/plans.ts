/** Plans: what somebody wrote for their hard moments, and what of it they show to whom. */
export { forget, plan, write } from './own.ts';
export { openShown, shownToMe } from './reading-shown.ts';
export { facilitators, hide, jobs, show, showings, sweep } from './showing.ts';
