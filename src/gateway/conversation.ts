import type { Command } from '#lib/meetings/commands.ts';
import type { ClientMessage } from '#lib/meetings/inputs.ts';
import { ClientMessage as ClientMessageForm } from '#lib/meetings/inputs.ts';
import type { WordsMessage } from '#lib/meetings/protocol.ts';
import { isWords, MAX_MESSAGE_BYTES } from '#lib/meetings/protocol.ts';
import type { Refusal } from '#lib/meetings/refusals.ts';
import { isFacilitator, isInside } from '#lib/meetings/room.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { earshotOf, isWritten, responseRefusal, wordsRefusal } from '#lib/meetings/speaking.ts';
import type { Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import type { Connection, Guest } from './connection.ts';
import { frame } from './frames.ts';
import type { Room } from './room.ts';

/** A message as an object, or the reason why it is none. */
export function parse(data: Buffer, isBinary: boolean): { message: unknown } | { reason: Refusal } {
	if (data.length > MAX_MESSAGE_BYTES) return { reason: 'too-long' };
	if (isBinary) return { reason: 'not-understood' };
	try {
		return { message: JSON.parse(data.toString('utf8')) };
	} catch {
		return { reason: 'not-understood' };
	}
}

/** What the parties of a conversation are. */
export interface Party {
	connection: Connection;
	guest: Guest;
	room: Room;
	now: () => number;
}

/** Words go from this socket to the others in the room: one check, one text, no waiting, no storing. */
function speak({ connection, guest, room, now }: Party, { ref, text }: WordsMessage): void {
	if (!connection.allowance.words.take()) return connection.strike(ref, 'too-fast');
	if (text.trim() === '' || !isWritten(text)) return connection.refuse(ref, 'not-understood');
	const reason = wordsRefusal(room.state, guest.id, text.length);
	if (reason) return connection.refuse(ref, reason);
	const place = earshotOf(room.state, guest.id) ?? 'circle';
	const line = room.talk.add({ t: 'w', in: place, who: guest.id, at: now(), text, ref });
	const message = frame(line);
	for (const each of room.within(place)) each.deliver(message);
}

function respond(
	{ connection, guest, room, now }: Party,
	message: ClientMessage & { t: 'response' }
) {
	if (!connection.allowance.responses.take()) return connection.strike(message.ref, 'too-fast');
	const reason = responseRefusal(room.state, guest.id);
	if (reason) return connection.refuse(message.ref, reason);
	const place = earshotOf(room.state, guest.id) ?? 'circle';
	const said = { t: 'r', in: place, who: guest.id, at: now(), kind: message.kind } as const;
	const line = frame(room.talk.add(said));
	for (const each of room.within(place)) each.deliver(line);
	connection.send({ t: 'ok', ref: message.ref });
}

/** Facilitators among themselves. */
function privately({ guest, room, now }: Party, text: string): Refusal | null {
	if (room.state.stage === 'ended') return 'ended';
	if (!isFacilitator(room.state, guest.id)) return 'not-yours-to-do';
	const line = frame({ t: 'line', ...room.talk.addPrivate({ who: guest.id, at: now(), text }) });
	for (const each of room.present) {
		if (each.shown === 'lead' || each.shown === 'companion') each.deliver(line);
	}
	return null;
}

/** What late-comers are told. */
function card({ guest, room, now }: Party, text: string): Refusal | null {
	if (room.state.stage === 'ended') return 'ended';
	if (!isInside(room.state, guest.id)) return 'not-inside';
	if (!isFacilitator(room.state, guest.id)) return 'not-yours-to-do';
	room.talk.setCard(text, now());
	return null;
}

/** Between who called for help and the facilitator who came, as long as the call is open. */
function aside({ guest, room, now }: Party, call: string, text: string): Refusal | null {
	const open = room.state.help.find((each) => each.call === call);
	const parties = [open?.who, open?.takenBy];
	if (!open?.takenBy || !parties.includes(guest.id)) return 'no-such-call';
	const said = room.talk.addAside({ call, who: guest.id, at: now(), text });
	for (const id of parties) room.connectionOf(id ?? '')?.send({ t: 'aside', ...said });
	return null;
}

function commandOf(message: ClientMessage, room: Room): Command | null {
	switch (message.t) {
		case 'response':
		case 'rating':
		case 'word':
		case 'felt':
		case 'line':
		case 'card':
		case 'aside':
		case 'practised':
			return null;
		case 'open':
			// The parts are the meeting's own: the room puts them in.
			return { t: 'open', parts: room.state.parts };
		case 'help':
			return { t: 'help', call: message.call ?? newId(), about: message.about };
		case 'end-practice':
			return { t: 'end-practice', practised: room.practised() };
		default:
			return message;
	}
}

/** What somebody keeps for themselves: the room learns nothing of it. */
async function keepForSelf(
	ctx: Ctx,
	meetingId: string,
	message: Extract<ClientMessage, { t: 'rating' | 'word' | 'felt' }>
): Promise<null> {
	if (message.t === 'word') await meetings.keepWord(ctx, meetingId, message.word);
	else if (message.t === 'felt') await meetings.keepFelt(ctx, meetingId, message);
	else await meetings.rate(ctx, meetingId, message.when, message.value);
	return null;
}

async function carryOut(party: Party, message: ClientMessage): Promise<Refusal | null> {
	const { guest, room } = party;
	if (message.t === 'line') return privately(party, message.text);
	if (message.t === 'card') return card(party, message.text);
	if (message.t === 'aside') return aside(party, message.call, message.text);
	if (message.t === 'practised') return room.countPractised(guest.id);
	if (message.t === 'rating' || message.t === 'word' || message.t === 'felt')
		return keepForSelf(guest.ctx, room.meetingId, message);
	const command = commandOf(message, room);
	return command ? room.command(guest.id, command) : 'not-understood';
}

const refOf = (message: unknown): number | null => {
	const ref = (message as { ref?: unknown } | null)?.ref;
	return typeof ref === 'number' && Number.isSafeInteger(ref) ? ref : null;
};

/** Acts on one message of somebody who has said hello. `failed` is told of what nobody expected. */
export async function hear(
	party: Party,
	message: unknown,
	failed: (error: unknown) => void
): Promise<void> {
	if (isWords(message)) return speak(party, message);
	const { connection } = party;
	const read = ClientMessageForm.safeParse(message);
	if (!read.success) {
		const first = (message as { t?: unknown } | null)?.t === 'hello';
		return connection.strike(refOf(message), first ? 'out-of-order' : 'not-understood');
	}
	if (read.data.t === 'response') return respond(party, read.data);
	const { help, commands } = connection.allowance;
	const bucket = read.data.t === 'help' ? help : commands;
	const { ref } = read.data;
	if (!bucket.take()) return connection.strike(ref, 'too-fast');
	try {
		const reason = await carryOut(party, read.data);
		if (reason) connection.refuse(ref, reason);
		else connection.send({ t: 'ok', ref });
	} catch (error) {
		failed(error);
		connection.refuse(ref, 'not-stored');
	}
}
