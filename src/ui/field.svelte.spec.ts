import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Field from './Field.svelte';

describe('a field', () => {
	it('ties its hint and its error to the control', async () => {
		const screen = await render(Field, {
			name: 'seats',
			label: 'Seats',
			hint: 'People, with those who lead.',
			error: 'Between 2 and 16.'
		});
		const control = screen.getByLabelText('Seats');
		await expect
			.element(control)
			.toHaveAccessibleDescription('People, with those who lead. Between 2 and 16.');
		await expect.element(control).toHaveAttribute('aria-invalid', 'true');
	});

	it('says nothing is wrong when nothing is', async () => {
		const screen = await render(Field, { name: 'words', label: 'Words' });
		const control = screen.getByLabelText('Words');
		await expect.element(control).not.toHaveAttribute('aria-invalid');
		await expect.element(control).not.toHaveAttribute('aria-describedby');
	});

	it.each(['text', 'textarea', 'select', 'search', 'number'] as const)(
		'lets the browser remember nothing that is typed (%s)',
		async (kind) => {
			const screen = await render(Field, { name: 'share', label: 'Share', kind });
			await expect.element(screen.getByLabelText('Share')).toHaveAttribute('autocomplete', 'off');
		}
	);

	it.each(['text', 'textarea'] as const)('keeps what was typed (%s)', async (kind) => {
		const screen = await render(Field, { name: 'a', label: 'Words', kind, value: 'as I wrote' });
		await expect.element(screen.getByLabelText('Words')).toHaveValue('as I wrote');
	});

	it('keeps the choice of a select', async () => {
		const options = ['any', 'weekend'].map((value) => ({ value, label: value }));
		const props = { name: 'day', label: 'Day', kind: 'select', options, value: 'weekend' } as const;
		const screen = await render(Field, props);
		await expect.element(screen.getByLabelText('Day')).toHaveValue('weekend');
	});

	it('shows a passphrase when asked, and hides it before it is sent', async () => {
		const form = document.createElement('form');
		form.addEventListener('submit', (event) => event.preventDefault());
		document.body.append(form);
		const props = { name: 'p', label: 'Passphrase', kind: 'password', show: 'Show', hide: 'Hide' };
		const screen = await render(Field, { target: form, props } as never);
		const control = screen.getByLabelText('Passphrase');
		await expect.element(control).toHaveAttribute('type', 'password');
		await screen.getByRole('button', { name: 'Show' }).click();
		await expect.element(control).toHaveAttribute('type', 'text');
		form.requestSubmit();
		await expect.element(control).toHaveAttribute('type', 'password');
		form.remove();
	});
});
