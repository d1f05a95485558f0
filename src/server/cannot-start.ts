/** Why the server cannot start, as one clear sentence for the operator. Ends the process with 1. */
export class CannotStart extends Error {
	constructor(sentence: string, options?: ErrorOptions) {
		super(sentence, options);
		this.name = 'CannotStart';
	}
}
