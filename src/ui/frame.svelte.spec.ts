import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Frame from './Frame.svelte';

const words = (html: string) => createRawSnippet(() => ({ render: () => html }));

const props = {
	brand: { label: 'Holdspace', href: '/' },
	nav: [
		{ label: 'Groups', href: '/groups' },
		{ label: 'Settings', href: '/settings' }
	],
	path: '/groups/1',
	leave: { label: 'Leave now', site: 'https://ordinary.example/' },
	help: { label: 'Help near me', href: '/help' },
	words: { skip: 'Skip to the page', always: 'Leave or get help', nav: 'Main' },
	children: words('<p>A page</p>')
};

describe('the frame of a page', () => {
	it('puts Leave now first in tab order, then help, then the way past both', async () => {
		await render(Frame, props);
		const reached: (string | undefined)[] = [];
		for (let press = 0; press < 3; press += 1) {
			await userEvent.tab();
			reached.push(document.activeElement?.textContent?.trim());
		}
		expect(reached).toEqual(['Leave now', 'Help near me', 'Skip to the page']);
	});

	it('is a form that posts, so that Leave now works without scripts', async () => {
		const { container } = await render(Frame, props);
		const form = container.querySelector('form');
		expect(form?.method).toBe('post');
		expect(form?.getAttribute('action')).toBe('/leave');
	});

	it('marks the door one is behind, and says whether it is the page itself', async () => {
		const screen = await render(Frame, props);
		const door = screen.getByRole('link', { name: 'Groups' });
		await expect.element(door).toHaveAttribute('aria-current', 'true');
		await screen.rerender({ path: '/groups' });
		await expect.element(door).toHaveAttribute('aria-current', 'page');
		await screen.rerender({ path: '/groupsandmore' });
		await expect.element(door).not.toHaveAttribute('aria-current');
	});

	it('keeps the way out on a bare page', async () => {
		const screen = await render(Frame, { ...props, bare: true });
		await expect.element(screen.getByRole('button', { name: 'Leave now' })).toBeVisible();
		expect(screen.container.querySelector('header, footer')).toBeNull();
	});

	it('does not leave on a capital letter typed three times', async () => {
		const screen = await render(Frame, { ...props, children: words('<input aria-label="Words">') });
		const left = vi.spyOn(window, 'fetch');
		await userEvent.type(
			screen.getByLabelText('Words'),
			'{Shift>}A{/Shift}{Shift>}B{/Shift}{Shift>}C{/Shift}'
		);
		await expect.element(screen.getByLabelText('Words')).toHaveValue('ABC');
		expect(left).not.toHaveBeenCalled();
		left.mockRestore();
	});
});
