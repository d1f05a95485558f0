import { nothingKept, type Felt, type OwnRatings } from '../own.ts';
import type { Answer, Unsent } from './live-link.ts';

/** What somebody keeps of the meeting for themselves. It is shown as theirs once it is stored, not before. */
export class Keeping {
	said: OwnRatings = $state.raw(nothingKept);
	private readonly send: (message: Unsent) => Promise<Answer>;

	constructor(send: (message: Unsent) => Promise<Answer>) {
		this.send = send;
	}

	arriving(value: number | null): Promise<boolean> {
		return this.keep({ t: 'rating', when: 'arriving', value }, (said) => ({
			...said,
			arriving: value
		}));
	}

	word(word: string | null): Promise<boolean> {
		return this.keep({ t: 'word', word }, (said) => ({ ...said, word }));
	}

	felt(practice: string, when: keyof Felt, value: number | null): Promise<boolean> {
		return this.keep({ t: 'felt', practice, when, value }, (said) => ({
			...said,
			practices: { ...said.practices, [practice]: { ...this.feltAt(practice), [when]: value } }
		}));
	}

	feltAt = (practice: string): Felt =>
		this.said.practices[practice] ?? { before: null, after: null };

	forget(): void {
		this.said = nothingKept;
	}

	private async keep(message: Unsent, then: (said: OwnRatings) => OwnRatings): Promise<boolean> {
		const isKept = (await this.send(message)) === 'ok';
		if (isKept) this.said = then(this.said);
		return isKept;
	}
}
