/** What the surfaces may ask of the safety feature. */
export { jobs } from './jobs.ts';
export { alertOnCall, anybodyOnCall, onCallDuring } from './alerting.ts';
export { endApart, keepApart, met, myApart } from './apart.ts';
export { goOnCall, myOnCall, revokeOnCall, testOnCall } from './on-call.ts';
export { reportFromRoom } from './reporting.ts';
export { reportThing, thing } from './things.ts';
export { askAgain, myReports } from './outcomes.ts';
export { reports } from './queue.ts';
export { openReport } from './reviewing.ts';
export { decideReport } from './deciding.ts';
export { chooseReviewing, loads, myReviewing } from './caring.ts';
export { passReport } from './passing.ts';
export { appeal, letGo, myDecisions } from './appealing.ts';
export { stay } from './moving.ts';
export { answerAppeal, appeals, openAppeal } from './hearing.ts';
