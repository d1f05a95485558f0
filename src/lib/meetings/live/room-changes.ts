import { say } from '#lib/words/words.ts';
import type { Person, RoomState } from '../room.ts';
import { personIn } from '../room.ts';
import { aliasOf, isMe, partName, type Shown } from './room-words.ts';
import { nextTurn } from '../turn-order.ts';

/** Where somebody is for the others; null when they are nowhere. */
const whereIs = (person: Person | undefined) =>
	person?.place === 'inside' ? person.spot : person?.place === 'away' ? 'away' : null;

function moves(before: RoomState, shown: Shown): string[] {
	return shown.room.people.flatMap(({ id }) => {
		const from = whereIs(personIn(before, id));
		const to = whereIs(personIn(shown.room, id));
		if (from === to || to === null || isMe(shown, id)) return [];
		const who = aliasOf(shown, id);
		if (from === null) return [say('meetings.told.came', { who })];
		const leads = to === 'side' && personIn(shown.room, id)?.role === 'facilitator';
		return [say(leads ? 'meetings.told.side_leads' : `meetings.told.${to}`, { who })];
	});
}

function piece(before: RoomState, shown: Shown): string[] {
	const { holder, roundBegun } = shown.room;
	if (holder === before.holder) return [];
	if (holder === null) return roundBegun ? [say('meetings.circle.free')] : [];
	if (isMe(shown, holder)) return [say('meetings.turn.mine')];
	return [say('meetings.circle.holds', { who: aliasOf(shown, holder), you: false })];
}

const nextIn = (room: RoomState): string | null => (room.roundBegun ? nextTurn(room) : null);

/**
 * What to tell somebody who does not see the circle, between one state of the room and the next: each change
 * once, the part first. Nothing when the room is only just shown, or is over.
 */
export function changeWords(before: RoomState, shown: Shown): string[] {
	const { room } = shown;
	if (before.seq === 0 || room.seq <= before.seq || room.ended) return [];
	const told: string[] = [];
	if (room.part !== before.part) told.push(say('meetings.told.part', { part: partName(room) }));
	if (room.practice && !before.practice) told.push(say('meetings.told.practice'));
	told.push(...moves(before, shown));
	for (const id of room.passed)
		if (!before.passed.includes(id) && !isMe(shown, id))
			told.push(say('meetings.told.passed', { who: aliasOf(shown, id) }));
	told.push(...piece(before, shown));
	const next = nextIn(room);
	if (isMe(shown, next) && next !== nextIn(before)) told.push(say('meetings.told.next'));
	return told;
}
