import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import { ZONE, type Person, type Stage } from './stage.ts';

const LIMITS = [
	'We keep what you tell us to ourselves. There are three limits, and we want you to know them before you speak.',
	'If somebody’s life is in danger now, we may tell the people who can help, and we tell you that we do. If a child is being hurt, the law asks us to pass it on. If a court orders us to, we may have to answer; we hold as little as we can, so that there is little to ask for.',
	'Other members promise to keep what they hear. We cannot promise it for them.'
].join('\n\n');

/** Sets the invented organisation up; answers its first coordinator. Refused when there is one already. */
export async function setUp(stage: Stage): Promise<Person> {
	const system = stage.system(stage.begin);
	const begun = await org.beginSetUp(system);
	if (!begun) throw new Error('the demonstration is loaded only where nothing was set up');
	const { name, offer, passphrase } = await accounts.suggest(system);
	const { accountId } = await org.setUp(system, {
		token: begun.token,
		name: 'Northbridge Peer Support',
		country: 'GB',
		timeZone: ZONE,
		languages: ['en'],
		leaveSite: org.allowedLeaveSites[0]!.url,
		limitsText: LIMITS,
		signInName: name,
		...{ offer, passphrase, adult: true, address: 'demonstration', isDemonstration: true }
	});
	return { accountId, name, passphrase, roles: ['coordinator'] };
}
