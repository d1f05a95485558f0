/** What the surfaces may ask of the safety feature. */
export { jobs } from './jobs.ts';
export { alertOnCall, anybodyOnCall, onCallDuring } from './alerting.ts';
export { goOnCall, myOnCall, revokeOnCall, testOnCall } from './on-call.ts';
export { reportFromRoom } from './reporting.ts';
export { askAgain, myReports } from './outcomes.ts';
export { reports } from './queue.ts';
export { decideReport, openReport } from './reviewing.ts';
