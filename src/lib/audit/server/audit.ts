/** The append-only record of what staff do about reports: ids alone, each row sealed by the one before. */
export { aboutMe } from './about-me.ts';
export { note } from './chain.ts';
export { forgetOld, jobs } from './jobs.ts';
export { verify, type Verdict } from './verifying.ts';
