import type { Unsent } from './live-link.ts';
import type { LiveMeeting } from './live.svelte.ts';
import { refusalWords } from './room-words.ts';

export type Act = (message: Unsent) => Promise<boolean>;

/** Does what a button asks for, and keeps in words why it was not done. */
export class Acting {
	problem: string | null = $state(null);
	private readonly live: LiveMeeting;

	constructor(live: LiveMeeting) {
		this.live = live;
	}

	act: Act = async (message) => {
		const answer = await this.live.send(message);
		this.problem = answer === 'ok' ? null : refusalWords(answer);
		return answer === 'ok';
	};
}
