import * as accounts from '#lib/accounts/server/accounts.ts';
import type { Person, Stage } from './stage.ts';

/** Signs a person up as anybody does, with a name and a passphrase of their own. */
export async function signUp(stage: Stage, at: Date): Promise<Person> {
	const system = stage.system(at);
	const { name, offer, passphrase } = await accounts.suggest(system);
	const { accountId } = await accounts.signUp(system, {
		...{ name, offer, passphrase, adult: true, address: 'demonstration' }
	});
	return { accountId, name, passphrase, roles: [] };
}
