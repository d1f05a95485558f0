import { describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { asSystem } from '#server/ctx.ts';
import { readAfter } from '#server/events.ts';
import { nextAddress, person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

const world = await openWorld();
const coordinator = await person(world, { roles: ['coordinator'], label: 'Ada from the office' });

const accept = (ctx: typeof world.nobody, code: string) =>
	accounts.acceptStaffInvitation(ctx, { code, address: nextAddress() });

describe('inviting', () => {
	test('a coordinator invites somebody, who becomes a facilitator under the coordinator’s label', async () => {
		const label = 'M. from the Tuesday team';
		const { code } = await accounts.inviteStaff(coordinator.ctx, { role: 'facilitator', label });
		const invited = await person(world);
		expect(await accept(invited.ctx, code)).toEqual({ role: 'facilitator' });
		const known = await accounts.identify(
			...([world.db, world.keys, invited.login, world.clock.now()] as const)
		);
		expect(known?.roles).toEqual(['facilitator']);
		const { people } = await accounts.staff(coordinator.ctx);
		expect(people.find(({ accountId }) => accountId === invited.accountId)).toEqual({
			...{ accountId: invited.accountId, label, roles: ['facilitator'] },
			...{ isTrained: false, certificate: null }
		});
	});

	test('members and facilitators cannot invite, and cannot see who belongs to the staff', async () => {
		for (const roles of [[], ['facilitator'] as const]) {
			const { ctx } = await person(world, { roles });
			const input = { role: 'coordinator' as const, label: 'me' };
			await expect(accounts.inviteStaff(ctx, input)).rejects.toMatchObject({ status: 404 });
			await expect(accounts.staff(ctx)).rejects.toMatchObject({ status: 404 });
		}
	});

	test('a code works once, also when two people use it at the same moment', async () => {
		const { code } = await accounts.inviteStaff(coordinator.ctx, {
			...{ role: 'facilitator', label: 'one of two' }
		});
		const two = [await person(world), await person(world)];
		const both = await Promise.allSettled(two.map(({ ctx }) => accept(ctx, code)));
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	test('a code works for seven days', async () => {
		const { code } = await accounts.inviteStaff(coordinator.ctx, {
			...{ role: 'facilitator', label: 'too late' }
		});
		const late = { now: () => new Date(world.clock.now().getTime() + 7 * day) };
		const { ctx } = await person(world);
		await expect(accept({ ...ctx, ...late }, code)).rejects.toMatchObject({ code: 'invalid' });
		expect(await accept(ctx, code)).toEqual({ role: 'facilitator' });
	});

	test('nobody who is not signed in can use a code', async () => {
		const { code } = await accounts.inviteStaff(coordinator.ctx, {
			...{ role: 'facilitator', label: 'not signed in' }
		});
		await expect(accept(world.nobody, code)).rejects.toMatchObject({ status: 401 });
	});

	test('an open invitation can be seen and taken back', async () => {
		const label = 'taken back';
		const { code } = await accounts.inviteStaff(coordinator.ctx, { role: 'facilitator', label });
		const { invitations } = await accounts.staff(coordinator.ctx);
		const { invitationId } = invitations.find((one) => one.label === label)!;
		await accounts.withdrawInvitation(coordinator.ctx, { invitationId });
		const twice = accounts.withdrawInvitation(coordinator.ctx, { invitationId });
		await expect(twice).rejects.toMatchObject({ status: 404 });
		const { ctx } = await person(world);
		await expect(accept(ctx, code)).rejects.toMatchObject({ code: 'invalid' });
	});
});

describe('ending a role', () => {
	test('acts on the next request and tells open sockets', async () => {
		const other = await person(world, { roles: ['facilitator'] });
		const input = { accountId: other.accountId, role: 'facilitator' as const };
		await expect(accounts.endRole(other.ctx, input)).rejects.toMatchObject({ status: 404 });
		await accounts.endRole(coordinator.ctx, input);
		const known = await accounts.identify(
			...([world.db, world.keys, other.login, world.clock.now()] as const)
		);
		expect(known?.roles).toEqual([]);
		const events = await asSystem(world.system, 'test', (tx) => readAfter(tx, other.accountId, 0));
		expect(events.map(({ kind }) => kind)).toEqual(['roles_changed', 'roles_changed']);
		await expect(accounts.endRole(coordinator.ctx, input)).rejects.toMatchObject({ status: 404 });
	});

	test('the last two coordinators cannot end each other at once', async () => {
		const second = await person(world, { roles: ['coordinator'] });
		const end = (ctx: typeof world.nobody, accountId: string) =>
			accounts.endRole(ctx, { accountId, role: 'coordinator' });
		const both = await Promise.allSettled([
			end(coordinator.ctx, second.accountId),
			end(second.ctx, coordinator.accountId)
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toMatchObject({ code: 'last_coordinator' });
	});
});
