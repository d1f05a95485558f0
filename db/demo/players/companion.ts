import type { HelpCall } from '#lib/meetings/room.ts';
import { aside, beside, type Scene } from '../script/script.ts';
import { letIn } from './door.ts';
import { inTurn } from './in-turn.ts';
import { minute, saying, second, toWrite, type Move } from './move.ts';
import type { View } from './view.ts';

/** Silence at the side after which the companion goes back to the group. */
const QUIET_AT_THE_SIDE = 2 * minute;

/** The companion watches over people: answers calls for help first, then the door, then the own turn. */
export function besideTheGroup(view: View, scene: Scene): Move[] {
	const { room, visitorLeads } = view;
	if (room.pause) return answering(view);
	return [
		...answering(view),
		...(visitorLeads ? hints(view) : letIn(view)),
		...inTurn(view, scene.companion)
	];
}

export function answering(view: View): Move[] {
	const { room, me } = view;
	return room.help.flatMap((call): Move[] => {
		if (call.takenBy === me) return atTheSide(view, call);
		if (call.takenBy !== null) return [];
		const send: Move['send'] = [{ t: 'take-help', call: call.call }];
		return [{ key: `take:${call.call}`, after: 3 * second, send }];
	});
}

/** One answer to each message, and a friendly going back when nothing more comes. */
function atTheSide({ asides, me }: View, { call, who }: HelpCall): Move[] {
	const here = asides.filter((said) => said.call === call);
	const mine = here.filter((said) => said.who === me).length;
	const theirs = here.filter((said) => said.who === who).length;
	const write = (text: string): Move => ({
		...{ key: `aside:${call}:${mine}`, after: toWrite(text) },
		send: [{ t: 'aside', call, text }]
	});
	if (mine === 0) return [write(aside.arrive)];
	if (theirs >= mine) return [write(aside.answers[mine - 1] ?? aside.reading)];
	const send: Move['send'] = [
		{ t: 'aside', call, text: aside.silence },
		{ t: 'settle-help', call }
	];
	return [{ key: `settle:${call}:${theirs}`, after: QUIET_AT_THE_SIDE, send }];
}

/** For somebody who leads a meeting for the first time, on the line that only facilitators read. */
function hints({ room, part, me }: View): Move[] {
	// Where a third facilitator leads there are two beside the group: one of them is enough to say it.
	if (room.companion !== null && room.companion !== me) return [];
	const text =
		room.stage === 'before' ? beside.before : part ? beside.parts[part.name] : beside.open;
	const { after } = saying('', text);
	return [{ key: `hint:${room.stage}:${room.part}`, after, send: [{ t: 'line', text }] }];
}
