/** The group's own space: what people share in between, and how others answer. */
export { find, space } from './reading.ts';
export { edit, editReply, remove, removeReply, reply, respond, share } from './writing.ts';
