import * as groups from '#lib/groups/server/groups.ts';
import type { NewGroup } from '#lib/groups/groups.ts';
import { invalid } from '#server/errors.ts';
import { person, type Person } from './accounts.ts';
import type { World } from './world.ts';

/** Somebody who belongs to a group. */
export interface Belonging extends Person {
	membershipId: string;
	alias: string;
}

/** A group made by a coordinator through the operations, with two facilitators. */
export interface MadeGroup {
	groupId: string;
	coordinator: Person;
	facilitators: [Belonging, Belonging];
	/** Adds a new member under this alias: by a facilitator's yes, at once, or with a code. */
	member(alias: string): Promise<Belonging>;
	/** The versions that somebody who joins accepts. */
	versions: { agreementVersion: number; limitsVersion: number };
}

export type GroupOptions = Partial<Omit<NewGroup, 'facilitators'>>;

/** Tuesdays at 7 in the evening in Berlin, by request, unless it says otherwise. */
export const aGroup: Omit<NewGroup, 'facilitators'> = {
	name: 'Evening harbour',
	purpose: 'A quiet place to be heard by others who have been there.',
	experience: 'violence_at_home',
	audience: ['women'],
	languages: ['en'],
	accessNeeds: ['text_only'],
	meets: 'online',
	capacity: 10,
	entry: 'request',
	whatToExpect: 'A check-in, a round, a calm end.',
	series: {
		rule: { freq: 'weekly', interval: 1, weekdays: [2] },
		startsOn: '2026-11-17',
		localTime: '19:00',
		timeZone: 'Europe/Berlin',
		minutes: 90
	}
};

export async function group(world: World, options: GroupOptions = {}): Promise<MadeGroup> {
	const coordinator = await person(world, { roles: ['coordinator'] });
	const [mara, ines] = [
		await person(world, { roles: ['facilitator'] }),
		await person(world, { roles: ['facilitator'] })
	];
	const { groupId } = await groups.create(coordinator.ctx, {
		...{ ...aGroup, ...options },
		facilitators: [
			{ accountId: mara.accountId, alias: 'Mara' },
			{ accountId: ines.accountId, alias: 'Ines' }
		]
	});
	const lead = await belonging(mara, groupId);
	const companion = await belonging(ines, groupId);
	const { agreement, limits } = await groups.publicPage(coordinator.ctx, groupId);
	const versions = { agreementVersion: agreement.version, limitsVersion: limits.version };
	return {
		...{ groupId, coordinator, versions, facilitators: [lead, companion] },
		async member(alias) {
			const newcomer = await personNotCalled(world, alias);
			const needsCode = options.isConfidential || (options.entry ?? aGroup.entry) === 'invitation';
			const code = needsCode ? (await groups.inviteMember(lead.ctx, { groupId })).code : undefined;
			const joined = await groups.join(newcomer.ctx, {
				...{ groupId, alias, code, ...versions, agree: true }
			});
			if (joined.status === 'waiting') await groups.approve(lead.ctx, { ...joined, groupId });
			return belonging(newcomer, groupId);
		}
	};
}

/** A new person whose sign-in name does not happen to hold this alias: they could not choose it. */
export async function personNotCalled(world: World, alias: string): Promise<Person> {
	for (;;) {
		const who = await person(world);
		const name = who.name.split(' ');
		if (
			!alias
				.toLowerCase()
				.split(/[ -]/)
				.some((word) => name.includes(word))
		)
			return who;
	}
}

async function belonging(who: Person, groupId: string): Promise<Belonging> {
	const { groups: mine } = await groups.mine(who.ctx);
	const own = mine.find((one) => one.groupId === groupId);
	if (!own) throw invalid({ groupId: 'not_in_it' });
	return { ...who, membershipId: own.membershipId, alias: own.alias };
}
