/** The group's own space: what people share in between, and how others answer. */
export { askForBuddy, endBuddy, forgetBuddies, offerToWelcome } from './buddies.ts';
export { choices, chooseTopics, fold, settle, somebody } from './choices.ts';
export { draft, dropDraft, keepDraft } from './drafts.ts';
export { jobs } from './jobs.ts';
export { lately } from './lately.ts';
export { find, space } from './reading.ts';
export { written } from './reported.ts';
export { editReply, removeReply, reply, respond } from './replying.ts';
export { chooseResponses, responses } from './responses.ts';
export { edit, remove, share } from './writing.ts';
export { bringUnheard, forgetBrought, groupsWaiting } from './unheard.ts';
export {
	answering,
	answerTime,
	chooseAnswering,
	setAnswerTime,
	waitingForMe
} from './unheard-choices.ts';
export { exportOwn, letGoHidden, ownWords, removeAllOwn } from './own-words.ts';
export { asHtml, asJson, streamOf } from './own-words-files.ts';
export { isSaved, save, saved } from './saved.ts';
export { search } from './search.ts';
export * as strategies from './strategies/strategies.ts';
export { writers } from './writers.ts';
export { welcome } from './welcome.ts';
