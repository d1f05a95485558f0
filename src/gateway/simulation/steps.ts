import { NEEDED_PARTS, type Part } from '#lib/groups/groups.ts';
import type { ClientMessage } from '#lib/meetings/inputs.ts';
import { SPOTS, TURN_MODES } from '#lib/meetings/room.ts';
import type { Browser } from './browser.ts';
import { PARTS } from './gateway.ts';
import { FACILITATORS, idOf, MEMBERS, type Meeting, type Name } from './meeting.ts';

const NAMES: readonly Name[] = [...FACILITATORS, ...MEMBERS];
const SECOND = 1_000;

type Sent = ClientMessage extends infer M
	? M extends ClientMessage
		? Omit<M, 'ref'>
		: never
	: never;

/** Reads choices out of one number: fast-check makes the numbers, and makes them fewer and smaller. */
class Choice {
	private rest: number;
	constructor(number: number) {
		this.rest = number;
	}
	below(many: number): number {
		const chosen = this.rest % many;
		this.rest = Math.floor(this.rest / many);
		return chosen;
	}
	of = <T>(list: readonly T[]): T => list[this.below(list.length)]!;
}

/** Another run of show: some parts left out, mostly others than those that are needed. */
const newPlan = (choice: Choice): Part[] =>
	PARTS.slice(choice.below(6)).filter(
		({ name, minutes }) =>
			minutes > 0 && choice.below(NEEDED_PARTS.some((each) => each === name) ? 20 : 3) > 0
	);

/** What anybody might send, whether they may or not. */
function anything(choice: Choice, { state }: Meeting): Sent {
	const who = idOf(choice.of(NAMES));
	const call = choice.of([...state.help.map((each) => each.call), who]);
	const coming = newPlan(choice);
	const part = Math.max(0, state.part);
	return choice.of<Sent>([
		{ t: 'leave' },
		{ t: 'open' },
		{ t: 'admit', who },
		{ t: 'remove', who },
		{ t: 'lock', locked: choice.below(2) === 0 },
		{ t: 'mute', who, muted: choice.below(2) === 0 },
		{ t: 'ask-aside', who },
		{ t: 'go', to: choice.of(SPOTS) },
		{ t: 'open-hour' },
		{ t: 'swap', lead: who },
		{ t: 'next-part', from: state.part },
		{ t: 'extend', part },
		{ t: 'shorten', part },
		{ t: 'plan', from: state.part, coming },
		{ t: 'mode', mode: choice.of(TURN_MODES) },
		{ t: 'time-turns', minutes: 3 },
		{ t: 'order', circle: [...state.circle].reverse() },
		{ t: 'give', to: who },
		{ t: 'hand-on', from: state.holder ?? who },
		{ t: 'hand-to', to: who },
		{ t: 'take' },
		{ t: 'finish' },
		{ t: 'pass' },
		{ t: 'defer' },
		{ t: 'want-turn' },
		{ t: 'unwant-turn' },
		{ t: 'practise', practice: 'ground-54321' },
		{ t: 'practised' },
		{ t: 'end-practice' },
		{ t: 'pause' },
		{ t: 'resume' },
		{ t: 'take-help', call },
		{ t: 'settle-help', call },
		{ t: 'line', text: 'between us' },
		{ t: 'aside', call, text: 'here with you' },
		...(choice.below(20) === 0 ? [{ t: 'end' } as const] : [])
	]);
}

const tabOf = (meeting: Meeting, id: string | null): Browser | undefined =>
	meeting.browsers.find((each) => each.id === id && each.link === 'open');

/** What moves a meeting along, done by whoever may. */
function along(choice: Choice, meeting: Meeting): void {
	const { state } = meeting;
	const lead = tabOf(meeting, state.lead);
	const companion = tabOf(meeting, state.companion) ?? lead;
	const holder = tabOf(meeting, state.holder);
	const member = idOf(choice.of(MEMBERS));
	const waiting = state.people.find(({ place }) => place === 'waiting');
	const [call] = state.help;
	if (state.pause && choice.below(2) === 0) return void companion?.send({ t: 'resume' });
	if (!state.holder && choice.below(3) > 0) return void lead?.send({ t: 'give', to: member });
	if (call && choice.below(2) === 0) {
		const t = call.takenBy ? 'settle-help' : 'take-help';
		return void companion?.send({ t, call: call.call });
	}
	const steps: (() => unknown)[] = [
		() => lead?.send({ t: 'next-part', from: state.part }),
		() => holder?.send({ t: 'words', text: 'my turn' }),
		() => lead?.send({ t: 'plan', from: state.part, coming: newPlan(choice) }),
		() => lead?.send({ t: 'mode', mode: choice.of(TURN_MODES) }),
		() => lead?.send({ t: 'hand-on', from: state.holder ?? member }),
		() => holder?.send({ t: 'finish' }),
		() => holder?.send({ t: 'hand-to', to: member }),
		() => companion?.send({ t: 'ask-aside', who: member }),
		() => companion?.send({ t: 'go', to: choice.of(SPOTS) }),
		() => tabOf(meeting, member)?.send({ t: 'go', to: choice.of(SPOTS) }),
		() => tabOf(meeting, member)?.send({ t: 'want-turn' }),
		() => companion?.send({ t: 'admit', who: waiting?.id ?? member })
	];
	choice.of(steps)();
}

/** Somebody is taken aside, others go on speaking, and the page is loaded anew or not. */
async function aside(choice: Choice, meeting: Meeting): Promise<void> {
	const { state } = meeting;
	const member = idOf(choice.of(MEMBERS));
	const say = (id: string | null) => tabOf(meeting, id)?.send({ t: 'words', text: 'meanwhile' });
	const there = choice.of(['side', 'calm'] as const);
	tabOf(meeting, state.companion)?.send({ t: 'ask-aside', who: member });
	await meeting.wait(SECOND);
	tabOf(meeting, member)?.send({ t: 'go', to: there });
	await meeting.wait(SECOND);
	say(state.lead);
	say(member);
	await meeting.wait(SECOND);
	tabOf(meeting, member)?.send({ t: 'go', to: choice.of(['circle', 'resting', there]) });
	await meeting.wait(SECOND);
	const tab = tabOf(meeting, member);
	if (tab && choice.below(2) === 0) meeting.reload(tab);
	await meeting.wait(2 * SECOND);
}

/** Who watches over people is aside when whoever leads is gone; one of them comes back to the circle, late. */
async function leftAlone(choice: Choice, meeting: Meeting): Promise<void> {
	const { state } = meeting;
	const lead = FACILITATORS.find((name) => idOf(name) === state.lead);
	const other = tabOf(meeting, idOf(FACILITATORS.find((name) => name !== lead)!));
	if (state.pause) tabOf(meeting, state.lead)?.send({ t: 'resume' });
	other?.send({ t: 'go', to: choice.of(['side', 'calm'] as const) });
	await meeting.wait(SECOND);
	if (lead) meeting.leaveAlone(lead);
	await meeting.wait((40 + choice.below(60)) * SECOND);
	if (choice.below(2) === 0) other?.send({ t: 'go', to: 'circle' });
	else if (lead) meeting.come(meeting.browser(lead));
	await meeting.wait(2 * SECOND);
}

/** Somebody calls, and their connection goes before they hear that it was heard, taken and settled. */
async function unheard(choice: Choice, meeting: Meeting): Promise<void> {
	const caller = tabOf(meeting, idOf(choice.of(MEMBERS)));
	if (!caller) return;
	caller.callForHelp();
	await meeting.wait(500, caller);
	meeting.cut(caller);
	for (const t of ['take-help', 'settle-help'] as const) {
		const call = meeting.state.help.find((each) => each.who === caller.id)?.call;
		if (call) tabOf(meeting, meeting.state.companion)?.send({ t, call });
		await meeting.wait(SECOND);
	}
}

/** One thing that happens, with the time it takes. */
export async function happen(meeting: Meeting, number: number): Promise<void> {
	const choice = new Choice(number);
	const kind = choice.below(64);
	const browser = choice.of(meeting.browsers);
	const { store } = meeting;
	if (kind < 20) along(choice, meeting);
	else if (kind < 32) browser.send(anything(choice, meeting));
	else if (kind < 41) {
		const holder = tabOf(meeting, meeting.state.holder);
		const speaker = choice.below(2) === 0 ? (holder ?? browser) : browser;
		speaker.send({ t: 'words', text: 'something said' });
	} else if (kind < 43) browser.send({ t: 'response', kind: 'hear' });
	else if (kind < 46) browser.callForHelp();
	else if (kind < 48) meeting.cut(browser);
	else if (kind === 48) await unheard(choice, meeting);
	else if (kind === 49) for (const each of meeting.browsers) meeting.cut(each);
	else if (kind === 50 && choice.below(3) === 0) meeting.writeOutside(idOf('ines'), { t: 'end' });
	else if (kind === 50) for (const name of FACILITATORS) meeting.leaveAlone(name);
	else if (kind === 51) meeting.reload(browser);
	else if (kind < 54) meeting.come(browser);
	else if (kind === 54 && choice.below(3) === 0) await leftAlone(choice, meeting);
	else if (kind === 54) await aside(choice, meeting);
	else if (kind === 55) meeting.kill(choice.below(20) * SECOND);
	else if (kind === 56) await meeting.deploy(choice.below(4) * SECOND);
	else if (kind === 57) meeting.storeAway(choice.below(20) * SECOND);
	else if (kind < 60) store.next = choice.of(['slow', 'slow', 'refused', 'answer lost'] as const);
	else if (kind === 60) meeting.members.delete(idOf(choice.of(MEMBERS)));
	else if (kind === 61)
		meeting.writeOutside(browser.id, { t: choice.of(['pass', 'finish', 'pause', 'end']) });
	else if (kind === 62) meeting.trouble = choice.below(4) / 4;
	else await meeting.wait((10 + choice.below(60)) * SECOND);
	await meeting.wait(choice.below(4) * 500);
	if (choice.below(4) === 0) meeting.compare();
}

/** Everybody comes, and the meeting comes to its check-in round. */
export async function begin(meeting: Meeting): Promise<void> {
	for (const name of NAMES) meeting.come(meeting.browser(name));
	await meeting.wait(2 * SECOND);
	const mara = meeting.browser('mara');
	mara.send({ t: 'open' });
	await meeting.wait(SECOND);
	for (const name of MEMBERS) meeting.browser('ines').send({ t: 'admit', who: idOf(name) });
	await meeting.wait(SECOND);
	const round = PARTS.findIndex(({ name }) => name === 'check-in');
	for (let from = -1; from < round; from += 1) {
		mara.send({ t: 'next-part', from });
		await meeting.wait(500);
	}
}
