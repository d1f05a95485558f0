import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Ctx } from '#server/ctx.ts';
import type { Cast, SignIn } from '../players-file.ts';
import { signIn, type SignedIn } from './sign-in.ts';

/** All who play, with logins that hold. Logins end when the demonstration stops. */
export class Company {
	private readonly system: Ctx;
	private readonly cast: Cast;
	private readonly known = new Map<SignIn, SignedIn | null>();

	constructor(system: Ctx, cast: Cast) {
		this.system = system;
		this.cast = cast;
	}

	/** Signs in those who are not, or not any more. Somebody who was removed from the group stays away. */
	async assemble(): Promise<void> {
		const { lead, companion, members } = this.cast;
		const ids = [...this.known.values()].flatMap((one) => one?.loginId ?? []);
		const ended = await accounts.endedAmong(this.system, ids);
		for (const one of [lead, companion, ...members]) {
			const known = this.known.get(one);
			if (known && !ended.has(known.loginId)) continue;
			this.known.set(one, await signIn(this.system, this.cast.groupId, one));
		}
	}

	get lead(): SignedIn | null {
		return this.known.get(this.cast.lead) ?? null;
	}
	get companion(): SignedIn | null {
		return this.known.get(this.cast.companion) ?? null;
	}
	get members(): (SignedIn | null)[] {
		return this.cast.members.map((one) => this.known.get(one) ?? null);
	}
	get membershipIds(): ReadonlySet<string> {
		return new Set([...this.known.values()].flatMap((one) => one?.membershipId ?? []));
	}

	async signOut(): Promise<void> {
		for (const one of this.known.values()) if (one) await accounts.signOut(one.ctx);
		this.known.clear();
	}
}
