import { sayTime } from '#lib/words/times.ts';
import { isLocal, type Config } from '#server/config.ts';
import type { MeetsSoon, SignIn } from './demonstration.ts';

interface Told {
	signIns?: SignIn[] | undefined;
	/** The demonstration's meeting that can be walked into. */
	soon?: MeetsSoon | undefined;
	token?: string | undefined;
}

/** What the person who typed `npm start` reads when everything runs. */
export function greeting(config: Config, { signIns, soon, token }: Told): string {
	const { publicOrigin, services } = config;
	const lines = services.has('web')
		? ['', `Holdspace is ready: ${publicOrigin}`]
		: ['', `Holdspace is running: ${[...services].join(', ')}`];
	if (config.world === 'demo') lines.push(...demonstration(signIns ?? [], soon));
	if (token) {
		lines.push(
			'',
			`Nothing is set up yet. Open ${publicOrigin}/set-up and give this token; it works once:`,
			'',
			`  ${token}`
		);
	}
	const { protocol, hostname } = new URL(publicOrigin);
	if (protocol === 'http:' && !isLocal(hostname)) {
		lines.push(
			'',
			'People cannot sign in at this address, because it begins with http: browsers keep',
			'sign-ins only where the connection is encrypted. docs/operators/running.md says how to',
			'put TLS in front.'
		);
	}
	return [...lines, '', 'To stop: Ctrl-C', ''].join('\n');
}

function demonstration(signIns: SignIn[], soon: MeetsSoon | undefined): string[] {
	const wide = (key: 'who' | 'name') => Math.max(0, ...signIns.map((one) => one[key].length));
	const [whoWidth, nameWidth] = [wide('who'), wide('name')];
	const rows = signIns.map(
		({ who, name, passphrase }) =>
			`  ${who.padEnd(whoWidth)}   ${name.padEnd(nameWidth)}   ${passphrase}`
	);
	return [
		'',
		'This is a demonstration: the organisation and everyone in it are invented.',
		...(rows.length > 0 ? ['Sign in with one of these names and passphrases:', '', ...rows] : []),
		...(soon ? ['', `${soon.group} meets at ${clock(soon.at)}: join it and go in.`] : []),
		'',
		'To begin for real: npm start -- --empty'
	];
}

/** On the clock of this machine, which the person at it reads. */
const clock = (at: Date) => sayTime(at, Intl.DateTimeFormat().resolvedOptions().timeZone);
