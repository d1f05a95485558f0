import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Choice from './Choice.svelte';
import Scale from './Scale.svelte';

const options = ['Any day', 'Weekdays', 'Weekend'].map((label) => ({ value: label, label }));

/** What a form sends that holds the rendered controls. */
function sent(container: HTMLElement, name: string): FormDataEntryValue[] {
	const form = document.createElement('form');
	form.append(...Array.from(container.querySelectorAll('input'), (input) => input.cloneNode()));
	return new FormData(form).getAll(name);
}

const checked = (container: HTMLElement) =>
	Array.from(container.querySelectorAll<HTMLInputElement>('input:checked'), ({ value }) => value);

describe('a choice', () => {
	it('asks its question of the group and keeps one answer', async () => {
		const screen = await render(Choice, {
			name: 'day',
			legend: 'When?',
			options,
			value: 'Weekend'
		});
		await expect.element(screen.getByRole('group', { name: 'When?' })).toBeVisible();
		await screen.getByRole('radio', { name: 'Weekdays' }).click();
		expect(checked(screen.container)).toEqual(['Weekdays']);
	});

	it('keeps any number of answers', async () => {
		const props = { name: 'day', legend: 'When?', options, kind: 'checkbox' } as const;
		const screen = await render(Choice, { ...props, value: ['Weekend'] });
		await screen.getByRole('checkbox', { name: 'Weekdays' }).click();
		expect(checked(screen.container)).toEqual(['Weekdays', 'Weekend']);
		await screen.getByRole('checkbox', { name: 'Weekend' }).click();
		expect(checked(screen.container)).toEqual(['Weekdays']);
	});

	it('ties its error to the group', async () => {
		const screen = await render(Choice, {
			name: 'd',
			legend: 'When?',
			options,
			error: 'Pick one.'
		});
		await expect
			.element(screen.getByRole('group', { name: 'When?' }))
			.toHaveAccessibleDescription('Pick one.');
	});
});

describe('a scale', () => {
	const props = {
		name: 'arriving',
		legend: 'How are you arriving?',
		low: 'very heavy',
		high: 'very light',
		skip: 'I would rather not say'
	};

	it('is skipped until a number is picked', async () => {
		const screen = await render(Scale, props);
		expect(checked(screen.container)).toEqual(['']);
		expect(sent(screen.container, 'arriving')).toEqual(['']);
		await screen.getByRole('radio', { name: '7' }).click();
		expect(sent(screen.container, 'arriving')).toEqual(['7']);
		await screen.getByRole('radio', { name: 'I would rather not say' }).click();
		expect(sent(screen.container, 'arriving')).toEqual(['']);
	});

	it('says what its ends mean', async () => {
		const screen = await render(Scale, props);
		await expect.element(screen.getByRole('radio', { name: '0, very heavy' })).toBeInTheDocument();
		await expect.element(screen.getByRole('radio', { name: '10, very light' })).toBeInTheDocument();
	});

	it('takes nought as a number, not as skipping', async () => {
		const screen = await render(Scale, { ...props, value: 0 });
		expect(checked(screen.container)).toEqual(['0']);
	});
});
