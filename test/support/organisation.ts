import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import type { SetUpInput } from '#lib/org/org.ts';
import { nextAddress } from './accounts.ts';
import type { World } from './world.ts';

/** Sets an organisation up through the operations, in Berlin unless it says otherwise. */
export async function organisation(
	world: World,
	more: Partial<SetUpInput> & { isDemonstration?: boolean } = {}
): Promise<void> {
	const { token } = (await org.beginSetUp(world.system))!;
	const { name: signInName, offer, passphrase } = await accounts.suggest(world.system);
	await org.setUp(world.system, {
		...{ token, name: 'Harbour House', country: 'DE', timeZone: 'Europe/Berlin' },
		...{ languages: ['en'], leaveSite: org.allowedLeaveSites[0]!.url, limitsText: 'Two limits.' },
		...{ signInName, offer, passphrase, adult: true, address: nextAddress() },
		...more
	});
}
