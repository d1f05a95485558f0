import { networkOf } from '#server/limits.ts';

/**
 * Connections that have not said who they are. Few per network, so that nobody can stand in the door of
 * all meetings at once; a shelter or a clinic behind one address still comes in, because a hello takes
 * a moment only. Addresses are in memory while their connection waits, and nowhere else.
 */
export class Strangers {
	private readonly most: number;
	private readonly mostOfOne: number;
	private readonly byNetwork = new Map<string, number>();
	private count = 0;

	constructor(most: number, mostOfOne: number) {
		this.most = most;
		this.mostOfOne = mostOfOne;
	}

	/** Lets one more wait; answers what to call when it waits no longer, or null when there are too many. */
	arrive(address: string): (() => void) | null {
		const network = networkOf(address);
		const here = this.byNetwork.get(network) ?? 0;
		if (this.count >= this.most || here >= this.mostOfOne) return null;
		this.count += 1;
		this.byNetwork.set(network, here + 1);
		let waits = true;
		return () => {
			if (!waits) return;
			waits = false;
			this.count -= 1;
			const left = (this.byNetwork.get(network) ?? 1) - 1;
			if (left > 0) this.byNetwork.set(network, left);
			else this.byNetwork.delete(network);
		};
	}
}
