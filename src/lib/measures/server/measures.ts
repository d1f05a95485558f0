/** Measures: published questionnaires that somebody answers for themselves, at a pace of their own. */
export { answer, asked, offered, mine, remove } from './answering.ts';
export { begin, dropDraft, jobs, keepDraft, sweep } from './drafts.ts';
