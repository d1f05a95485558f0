/** Who waits for a turn of one asker; the asker is known only while something of theirs is under way. */
interface Line {
	inHand: number;
	waiting: (() => void)[];
}

export interface Turns {
	/**
	 * Takes a turn of this asker: true at once, or a promise that is kept when it comes; false when too many
	 * wait already. Every turn that was had is ended once, and goes over when all that came in was read.
	 */
	take(asker: string): true | Promise<void> | false;
	end(asker: string): void;
	/** Askers of whom something is under way. */
	readonly askers: number;
}

/**
 * Lets each asker have so many things under way at once; more of theirs wait in a line of their own. Whoever
 * asks alone gets all there is, and a flood of one asker stands behind itself.
 */
export function openTurns({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }): Turns {
	const lines = new Map<string, Line>();
	return {
		take(asker) {
			const line = lines.get(asker);
			if (!line) {
				lines.set(asker, { inHand: 1, waiting: [] });
				return true;
			}
			if (line.inHand < atOnce) {
				line.inHand += 1;
				return true;
			}
			if (line.waiting.length >= mostWaiting) return false;
			return new Promise((resume) => line.waiting.push(resume));
		},
		end(asker) {
			// Not at once: most pages are made without waiting for anything, and each would be done before the
			// next request is as much as read. Whatever came in meanwhile has been read first now.
			setImmediate(() => {
				const line = lines.get(asker);
				if (!line) return;
				const next = line.waiting.shift();
				// The turn goes over to whoever waits; it is not given back in between.
				if (next) next();
				else if (--line.inHand === 0) lines.delete(asker);
			});
		},
		get askers() {
			return lines.size;
		}
	};
}
