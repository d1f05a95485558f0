/** What waits for a turn of one asker; the asker is known only while something of theirs is under way. */
interface Line {
	inHand: number;
	waiting: (() => void)[];
}

export interface TurnBounds {
	/** Of one asker under way. */
	atOnce: number;
	/** Of one asker in line. */
	mostWaiting: number;
	/** Of all askers together. */
	inAll: {
		/** Under way; whatever comes then waits for a place, and places go round from asker to asker. */
		atOnce: number;
		/** Askers of whom something is under way or waits; one more is turned away. */
		askers: number;
		/** In line; with more than this, an asker may have no more than `fewWaiting` in line. */
		waiting: number;
		fewWaiting: number;
	};
}

/** Why there is no turn: too much of this asker waits, or too many others are here. */
export type NoTurn = 'line_full' | 'all_full';

export interface Turns {
	/**
	 * Takes a turn of this asker: true at once, or a promise that is kept when it comes, or why there is none.
	 * Every turn that was had is ended once, and goes over when all that came in was read.
	 */
	take(asker: string): true | Promise<void> | NoTurn;
	end(asker: string): void;
	/** Askers of whom something is under way. */
	readonly askers: number;
}

/**
 * Lets each asker have so many things under way at once; more of theirs wait in a line of their own. Whoever
 * asks alone gets all there is, and a flood of one asker stands behind itself. When very many ask, each gets
 * one place after the other in turn, whatever the length of their line.
 */
export function openTurns({ atOnce, mostWaiting, inAll }: TurnBounds): Turns {
	const lines = new Map<string, Line>();
	/** Lines that wait for nothing but a place, in the order in which they get one. */
	const next = new Set<Line>();
	let inHand = 0;
	let waiting = 0;

	const goOn = () => {
		while (inHand < inAll.atOnce) {
			const line = next.values().next().value;
			if (!line) return;
			next.delete(line);
			const resume = line.waiting.shift()!;
			waiting -= 1;
			line.inHand += 1;
			inHand += 1;
			if (line.waiting.length > 0 && line.inHand < atOnce) next.add(line);
			resume();
		}
	};
	return {
		take(asker) {
			const line = lines.get(asker) ?? { inHand: 0, waiting: [] };
			if (!lines.has(asker)) {
				if (lines.size >= inAll.askers) return 'all_full';
				lines.set(asker, line);
			}
			if (line.inHand < atOnce && inHand < inAll.atOnce) {
				line.inHand += 1;
				inHand += 1;
				return true;
			}
			const most = waiting < inAll.waiting ? mostWaiting : inAll.fewWaiting;
			if (line.waiting.length >= most) return 'line_full';
			waiting += 1;
			return new Promise((resume) => {
				line.waiting.push(resume);
				if (line.inHand < atOnce) next.add(line);
			});
		},
		end(asker) {
			// Not at once: most pages are made without waiting for anything, and each would be done before the
			// next request is as much as read. Whatever came in meanwhile has been read first now.
			setImmediate(() => {
				const line = lines.get(asker);
				if (!line) return;
				line.inHand -= 1;
				inHand -= 1;
				if (line.waiting.length > 0) next.add(line);
				else if (line.inHand === 0) lines.delete(asker);
				goOn();
			});
		},
		get askers() {
			return lines.size;
		}
	};
}
