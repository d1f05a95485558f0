import type { PartName } from '#lib/groups/groups.ts';
import { firstEvening } from './first-evening.ts';
import type { Scene } from './scene.ts';
import { secondEvening } from './second-evening.ts';
import { thirdEvening } from './third-evening.ts';

export type { Scene, Voice } from './scene.ts';

const scenes: readonly Scene[] = [firstEvening, secondEvening, thirdEvening];
const DAY = 86_400_000;

/**
 * The scene of a meeting. A meeting's id begins with the day it was first planned for, so one evening
 * follows the other, and a server that comes back goes on with the same one.
 */
export function sceneOf(meetingId: string): Scene {
	const plannedFor = Number.parseInt(meetingId.replaceAll('-', '').slice(0, 12), 16);
	return scenes[Math.floor(plannedFor / DAY) % scenes.length] ?? firstEvening;
}

/** What the lead says to somebody who holds the piece for long, and then when it moves on. */
export const whileWaiting = {
	nudge: 'Take your time. You can write a little, or pass; both are fine.',
	afterWords: 'Thank you. Write on if there is more; otherwise lay the piece down, and it goes on.',
	handOn: 'I pass the piece along for now. It comes back to you whenever you want it.'
};

/** When nobody who came to look is here any more. */
export const deserted = 'We close a little earlier today. Thank you, all of you.';

/** What the companion writes at the side to somebody who called for help, one answer at a time. */
export const aside = {
	arrive:
		'Hello, I’m here, at the side. Only you and I can read this. You don’t have to explain anything. What would help right now?',
	answers: [
		'Thank you for telling me. I’m staying here with you. The others go on, and nobody waits for you.',
		'That sounds like a lot to carry on your own. Would it help to look around the room and find one thing that is the same as yesterday?',
		'You can stay and only read, or leave and come back, or stop for today. All of it is right. Which one is closest?',
		'I’ll be here until the end. If you are in danger, the help card at the top has people who can act now; I can’t come to you.'
	],
	reading: 'I’m reading along with you. There is time.',
	silence: 'No need to write. I stay near. Press the button again whenever you want me.'
};

/** What the companion says to a visitor who leads, on the facilitators' own line. */
export const beside = {
	before:
		'Hi, I’m your companion today. Only we two read this line. Open the room when you are ready; it needs both of us, and I’m here.',
	open: 'They are in the lobby now. Let people in one by one, say hello, then start the first part.',
	/** When a part begins. */
	parts: {
		arrive: 'Everyone may write a few words here. Move on when it feels settled.',
		opening:
			'Only we two write in this part: who leads, that it is not therapy, how to call me for help.',
		agreements: 'Two or three reminders are enough. “You may pass” is the one they like to hear.',
		'check-in': 'Give the talking piece to somebody; from then on it goes round by itself.',
		sharing: 'The long round. Leave quiet in it. I watch for help calls.',
		pause: 'A quiet minute. Nothing to do for us.',
		skill: 'Something small together. Say that opting out is fine.',
		closing: 'One thing each. Give the piece to the first, as before.',
		grounding: 'A last word, then end the meeting. Thank you for leading.'
	} satisfies Record<PartName, string>
};
