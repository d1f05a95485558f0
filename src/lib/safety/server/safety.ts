/** What the surfaces may ask of the safety feature. */
export { jobs } from './jobs.ts';
export { reportFromRoom } from './reporting.ts';
export { decideReport, openReport, reports } from './reviewing.ts';
