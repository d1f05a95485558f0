import type { Part } from '#lib/groups/groups.ts';
import { careRules } from './decide/care.ts';
import { doorRules } from './decide/door.ts';
import { partRules } from './decide/parts.ts';
import type { Asked, DecisionRules } from './decide/rules.ts';
import { refused, type Decision } from './decide/rules.ts';
import { turnRules } from './decide/turns.ts';
import type { Refusal } from './refusals.ts';
import type { HelpKind, Role, Spot, TurnMode } from './room-events.ts';
import { isFacilitator, personIn, type RoomState } from './room-state.ts';

export { withdrawn, type Decision } from './decide/rules.ts';

/** What someone in the room, or about to come in, wants to do. */
export type Command =
	/** `earlier`: what else this account was in the group under, newest first. */
	| { t: 'enter'; role: Role; earlier?: readonly string[] }
	| { t: 'leave' }
	| { t: 'open'; parts: readonly Part[] }
	| { t: 'admit'; who: string }
	| { t: 'remove'; who: string }
	| { t: 'lock'; locked: boolean }
	| { t: 'mute'; who: string; muted: boolean }
	| { t: 'ask-aside'; who: string }
	| { t: 'go'; to: Spot }
	| { t: 'open-hour' }
	| { t: 'swap'; lead: string }
	| { t: 'next-part'; from: number }
	| { t: 'extend'; part: number }
	| { t: 'shorten'; part: number }
	/** What comes after part `from`, all of it: left out, put in, in another order. */
	| { t: 'plan'; from: number; coming: readonly Part[] }
	| { t: 'mode'; mode: TurnMode }
	| { t: 'time-turns'; minutes: number | null }
	| { t: 'order'; circle: readonly string[] }
	| { t: 'give'; to: string }
	/** To the one named, or to whoever comes next. */
	| { t: 'hand-on'; from: string; to?: string | undefined }
	/** The holder chooses who comes next. */
	| { t: 'hand-to'; to: string }
	| { t: 'take' }
	| { t: 'finish' }
	| { t: 'pass' }
	| { t: 'defer' }
	| { t: 'want-turn' }
	| { t: 'unwant-turn' }
	| { t: 'practise'; practice: string }
	/** `practised`: members who said that they did. */
	| { t: 'end-practice'; practised: number }
	| { t: 'pause' }
	| { t: 'resume' }
	| { t: 'help'; call: string; about: HelpKind | null }
	| { t: 'take-help'; call: string }
	| { t: 'settle-help'; call: string }
	| { t: 'end' };
export type CommandName = Command['t'];
export type CommandOf<T extends CommandName> = Extract<Command, { t: T }>;

/** Who may give a command at all. `inside` counts facilitators too. */
type Standing = 'anyone' | 'present' | 'inside' | 'facilitator' | 'lead';

const STANDING: { readonly [T in CommandName]: Standing } = {
	enter: 'anyone',
	leave: 'present',
	help: 'present',
	open: 'facilitator',
	admit: 'facilitator',
	remove: 'facilitator',
	lock: 'facilitator',
	mute: 'facilitator',
	'ask-aside': 'facilitator',
	swap: 'facilitator',
	'open-hour': 'lead',
	'next-part': 'lead',
	extend: 'lead',
	shorten: 'lead',
	plan: 'lead',
	mode: 'lead',
	'time-turns': 'lead',
	order: 'lead',
	give: 'lead',
	'hand-on': 'lead',
	practise: 'lead',
	'end-practice': 'lead',
	'hand-to': 'inside',
	go: 'inside',
	take: 'inside',
	finish: 'inside',
	pass: 'inside',
	defer: 'inside',
	'want-turn': 'inside',
	'unwant-turn': 'inside',
	pause: 'facilitator',
	resume: 'facilitator',
	'take-help': 'facilitator',
	'settle-help': 'facilitator',
	end: 'facilitator'
};

function standing({ state, me }: Asked, needed: Standing): Refusal | null {
	const place = personIn(state, me)?.place;
	if (place === 'removed') return 'removed-today';
	if (needed === 'anyone') return null;
	if (needed === 'present') return place === 'inside' || place === 'waiting' ? null : 'not-inside';
	if (place !== 'inside') return 'not-inside';
	if (needed === 'inside') return null;
	if (!isFacilitator(state, me)) return 'not-yours-to-do';
	// Before the room is open there is no lead; opening makes one.
	return needed === 'lead' && state.lead !== null && state.lead !== me ? 'not-yours-to-do' : null;
}

const rules: DecisionRules = { ...doorRules, ...partRules, ...turnRules, ...careRules };

/** Decides on one command of the person `me` at the time `now`. Changes nothing by itself. */
export function decide(state: RoomState, me: string, command: Command, now: number): Decision {
	if (state.stage === 'ended') return refused('ended');
	const asked: Asked = { state, me, now };
	const reason = standing(asked, STANDING[command.t]);
	if (reason) return refused(reason);
	const rule = rules[command.t] as (asked: Asked, command: Command) => Decision;
	return rule(asked, command);
}
