import { expect, test } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import * as accounts from './accounts.ts';

const world = await openWorld();
world.clock.set('2026-11-22T18:00:00Z');
const coordinator = await person(world, { roles: ['coordinator'] });
const uncertified = { roles: ['facilitator'], certified: false } as const;
const year = { issuedOn: '2026-01-10', expiresOn: '2027-01-10' };

const isCurrent = async (accountId: string, at: string) =>
	(await accounts.trainedFacilitators(world.system, new Date(at))).includes(accountId);

test('a facilitator is trained from the first to the last day of a recorded certificate', async () => {
	const { accountId } = await person(world, uncertified);
	expect(await isCurrent(accountId, '2026-11-22T18:00:00Z')).toBe(false);
	await accounts.recordCertificate(coordinator.ctx, { accountId, ...year });
	expect(await isCurrent(accountId, '2026-01-09T23:59:59Z')).toBe(false);
	expect(await isCurrent(accountId, '2026-01-10T00:00:00Z')).toBe(true);
	expect(await isCurrent(accountId, '2027-01-10T23:59:59Z')).toBe(true);
	expect(await isCurrent(accountId, '2027-01-11T00:00:00Z')).toBe(false);
});

test('recording the same certificate twice, or twice at once, is recording it once', async () => {
	const { accountId } = await person(world, uncertified);
	const record = () => accounts.recordCertificate(coordinator.ctx, { accountId, ...year });
	const [one, two] = await Promise.all([record(), record()]);
	expect(two).toEqual(one);
	expect(await record()).toEqual(one);
	const trained = await accounts.trainedFacilitators(world.system, world.clock.now());
	expect(trained.filter((id) => id === accountId)).toHaveLength(1);
});

test('only coordinators record certificates, and only for facilitators', async () => {
	const facilitator = await person(world, uncertified);
	const member = await person(world);
	const own = { accountId: facilitator.accountId, ...year };
	await expect(accounts.recordCertificate(facilitator.ctx, own)).rejects.toMatchObject({
		status: 404
	});
	const noStaff = { accountId: member.accountId, ...year };
	await expect(accounts.recordCertificate(coordinator.ctx, noStaff)).rejects.toMatchObject({
		status: 404
	});
});

test('dates that make no sense are refused beside their field', async () => {
	const { accountId } = await person(world, uncertified);
	const record = (dates: object) =>
		accounts.recordCertificate(coordinator.ctx, { accountId, ...year, ...dates });
	await expect(record({ issuedOn: '2026-11-23' })).rejects.toMatchObject({
		fields: { issuedOn: 'date' }
	});
	await expect(record({ expiresOn: year.issuedOn })).rejects.toMatchObject({
		fields: { expiresOn: 'date_order' }
	});
});

test('a withdrawn certificate does not count any more, and still counted before', async () => {
	const { accountId } = await person(world, uncertified);
	const { certificateId } = await accounts.recordCertificate(coordinator.ctx, {
		...{ accountId, ...year }
	});
	await accounts.withdrawCertificate(coordinator.ctx, { certificateId });
	expect(await isCurrent(accountId, '2026-11-22T18:00:00Z')).toBe(false);
	expect(await isCurrent(accountId, '2026-11-22T17:59:00Z')).toBe(true);
	const twice = accounts.withdrawCertificate(coordinator.ctx, { certificateId });
	await expect(twice).rejects.toMatchObject({ status: 404 });
});

test('coordinators see who is trained and whose certificate ends soon', async () => {
	const { accountId } = await person(world, { ...uncertified, label: 'J., evenings' });
	await accounts.recordCertificate(coordinator.ctx, { accountId, ...year });
	const { people } = await accounts.staff(coordinator.ctx);
	expect(people.find((one) => one.accountId === accountId)).toMatchObject({
		label: 'J., evenings',
		isTrained: true,
		certificate: { ...year, isCurrent: true, expiresSoon: true }
	});
	expect(people.find((one) => one.accountId === coordinator.accountId)).toMatchObject({
		isTrained: false
	});
});

test('whoever stops being a facilitator is not counted as trained', async () => {
	const { accountId } = await person(world, { roles: ['facilitator'] });
	expect(await isCurrent(accountId, '2026-11-22T18:00:00Z')).toBe(true);
	await accounts.endRole(coordinator.ctx, { accountId, role: 'facilitator' });
	expect(await isCurrent(accountId, '2026-11-22T18:00:00Z')).toBe(false);
});
