/** The group's own space: what people share in between, and how others answer. */
export { find, space } from './reading.ts';
export { edit, editReply, remove, removeReply, reply, respond, share } from './writing.ts';
export { bringUnheard, forgetBrought, groupsWaiting, jobs } from './unheard.ts';
export {
	answering,
	answerTime,
	chooseAnswering,
	setAnswerTime,
	waitingForMe
} from './unheard-choices.ts';
