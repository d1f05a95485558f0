import { describe, expect, it } from 'vitest';
import { looking, onPage, strategies } from './coping.ts';
import { anything, fits, MINUTES, SYMPTOMS, Wanted, WORKS_WITH } from './library.ts';

const ids = (wanted: Partial<Wanted>) => {
	const pages = new Set(looking({ ...anything, ...wanted }).map(({ page }) => page));
	return strategies.filter(({ page }) => pages.has(page)).map(({ id }) => id);
};

describe('the library', () => {
	it('shows everything to whoever asks for nothing', () => {
		expect(looking(anything)).toHaveLength(38);
	});

	it('has something for each symptom, and something short for all that comes suddenly', () => {
		for (const symptom of SYMPTOMS) expect(ids({ symptom }).length).toBeGreaterThan(1);
		for (const symptom of ['flashbacks', 'panic', 'anger', 'anxiety'] as const)
			expect(ids({ symptom, minutes: '2' }).length).toBeGreaterThan(0);
	});

	it('shows nothing longer than the minutes somebody has', () => {
		for (const minutes of MINUTES)
			for (const each of looking({ ...anything, minutes }))
				expect(each.minutes).toBeLessThanOrEqual(Number(minutes));
		expect(ids({ minutes: '2' })).toContain('ground-cold');
		expect(ids({ minutes: '2' })).not.toContain('ground-54321');
	});

	it('shows what works with body and mind to whoever asks for one of them, but not the other way round', () => {
		expect(ids({ worksWith: 'body' })).toEqual(expect.arrayContaining(['pmr-full', 'night-reset']));
		expect(ids({ worksWith: 'mind' })).toContain('night-reset');
		expect(ids({ worksWith: 'both' })).not.toContain('pmr-full');
		for (const worksWith of WORKS_WITH) expect(ids({ worksWith }).length).toBeGreaterThan(4);
	});

	it('offers alone nothing that takes two, and together nothing that is not for groups', () => {
		expect(ids({ company: 'alone' })).not.toContain('buddy-check');
		expect(ids({ company: 'together' })).not.toContain('irt-info');
	});

	it('means all that was asked for at once', () => {
		expect(ids({ symptom: 'flashbacks', minutes: '2', worksWith: 'body' })).toEqual([
			...['ground-object', 'ground-cold']
		]);
	});

	it('does not understand what it does not offer', () => {
		expect(Wanted.safeParse({ symptom: 'nothing-such' }).success).toBe(false);
		expect(Wanted.safeParse({ minutes: '3' }).success).toBe(false);
		expect(Wanted.parse({})).toEqual(anything);
	});
});

describe('the page of a strategy', () => {
	it('has an address of its own that says nothing about it', () => {
		expect(new Set(strategies.map(({ page }) => page)).size).toBe(strategies.length);
		for (const { page, id } of strategies) {
			expect(page).toMatch(/^[bcdfghjkmnpqrstvwxz2-9]{4}$/);
			expect(id).not.toContain(page);
		}
	});

	it('shows what somebody needs to try it, and not its name in the code', () => {
		const { page } = strategies[0]!;
		const whole = onPage(page);
		expect(whole).toMatchObject({ page, title: 'Five senses count-down', minutes: 3 });
		expect(whole).not.toHaveProperty('id');
		expect(onPage('zzzz')).toBeUndefined();
	});

	it('tells nothing apart that fits: the list and the pages are of the same strategies', () => {
		for (const entry of looking(anything)) expect(fits(onPage(entry.page)!, anything)).toBe(true);
	});
});
