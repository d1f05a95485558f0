import * as accounts from '#lib/accounts/server/accounts.ts';
import { after, day, hour } from '#server/clock.ts';
import { signUp } from './people.ts';
import { sideBySide } from './side-by-side.ts';
import { dateOf, type Person, type Stage } from './stage.ts';

interface DemoFacilitator {
	key: string;
	alias: string;
	/** Days from now until the certificate runs out. */
	certifiedFor: number;
}

/** The one whom somebody looking at the demonstration can be. */
export const visitingFacilitator = 'sam';

export const facilitators: readonly DemoFacilitator[] = [
	{ key: 'mara', alias: 'Mara', certifiedFor: 420 },
	{ key: 'ines', alias: 'Ines', certifiedFor: 300 },
	{ key: 'tom', alias: 'Tom', certifiedFor: 510 },
	{ key: 'joan', alias: 'Joan', certifiedFor: 24 },
	{ key: 'hanna', alias: 'Hanna', certifiedFor: -12 },
	{ key: 'elif', alias: 'Elif', certifiedFor: 365 },
	{ key: visitingFacilitator, alias: 'Sam', certifiedFor: 200 }
];

/** Invites the facilitators, who accept, and records their certificates; answers them by key. */
export async function engage(stage: Stage, coordinator: Person): Promise<Map<string, Person>> {
	const people = await sideBySide(stage.hands, facilitators, async (one, i) => {
		const at = after(stage.begin, (i + 1) * hour);
		const asCoordinator = stage.as(coordinator, at);
		const person = await signUp(stage, at);
		const { code } = await accounts.inviteStaff(asCoordinator, {
			...{ role: 'facilitator', label: one.alias }
		});
		// Each from a network of their own: a range kept for examples.
		const address = `2001:db8:${i + 1}::1`;
		await accounts.acceptStaffInvitation(stage.as(person, at), { code, address });
		await accounts.recordCertificate(asCoordinator, {
			accountId: person.accountId,
			issuedOn: dateOf(after(stage.begin, -(20 + i) * day)),
			expiresOn: dateOf(after(stage.now, one.certifiedFor * day))
		});
		return { ...person, roles: ['facilitator' as const] };
	});
	return new Map(facilitators.map(({ key }, i) => [key, people[i]!]));
}
