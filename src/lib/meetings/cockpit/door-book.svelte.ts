import { say } from '#lib/words/words.ts';
import type { AtDoor, Door } from '../at-door.ts';
import type { Posted } from '../live/post-form.svelte.ts';

/** Milliseconds until the door is asked about again when nothing came back. */
const AGAIN = 4_000;

/** Asks an action of the meeting's page. */
type Ask = (action: 'door' | 'note', form: FormData) => Promise<Posted<unknown>>;

/** Who waits, beyond what the room tells: kept in this page alone, and asked for when somebody comes. */
export class DoorBook {
	people: ReadonlyMap<string, AtDoor> = $state.raw(new Map());
	mayNote = $state(false);
	private readonly stopping = new AbortController();
	private readonly ask: Ask;
	private again: ReturnType<typeof setTimeout> | undefined;

	constructor(meetingId: string, ask?: Ask) {
		this.ask = ask ?? this.askPage(`/meetings/${meetingId}`);
	}

	/** What sends a form comes to the page with the first question: few pages have a door. */
	private askPage =
		(page: string): Ask =>
		async (action, form) => {
			const sending = await import('../live/post-form.svelte.ts').catch(() => null);
			if (!sending) return { is: 'waits' };
			return sending.postForm(`${page}?/${action}`, form, this.stopping.signal);
		};

	look = async (): Promise<void> => {
		clearTimeout(this.again);
		const told = (await this.ask('door', new FormData())) as Posted<Door>;
		if (this.stopping.signal.aborted) return;
		if (told.is === 'waits') this.again = setTimeout(() => void this.look(), AGAIN);
		if (told.is !== 'done') return;
		this.people = new Map(told.data.people.map((each) => [each.membershipId, each]));
		this.mayNote = told.data.mayNote;
	};

	/** Answers why it was not kept, in words; null when it was. */
	async note(form: FormData): Promise<string | null> {
		const kept = await this.ask('note', form);
		await this.look();
		if (kept.is === 'done') return null;
		return kept.is === 'refused' ? kept.words : say('meetings.refused.lost');
	}

	/** Lets go of everything, also without a network. */
	stop = (): void => {
		this.stopping.abort();
		clearTimeout(this.again);
		this.people = new Map();
	};
}
