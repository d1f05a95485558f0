import type { Scene } from './scene.ts';

export const firstEvening: Scene = {
	welcome: ['Hello, everyone. Come in slowly. Nobody has to be on time inside their own head yet.'],
	lead: {
		arrive: [
			'If you like, write one word for how you come in today. Reading along is just as good.'
		],
		opening: [
			'I’m leading today, and my companion watches over all of us. This is peer support, not therapy. We are people who know the work from the inside.',
			'If it gets too much, press “Ask for help”. Only my companion sees it, and comes to you at the side.'
		],
		agreements: [
			'Short reminders: what is said here stays here. The headline, not the details. Speak for yourself.',
			'You may pass at any time, without a reason. You may go and come back.'
		],
		'check-in': [
			'A first round: how was your week, in a sentence or two? I’ll pass the piece along.'
		],
		sharing: [
			'Now the longer round. Today, if you want a thread: the moment after the shift, before the front door. Or anything else.'
		],
		pause: ['A quiet minute. Look at something far away if you can.'],
		skill: [
			'Something small to try together: put both feet down, and name three things you can see that are not a screen.',
			'Write one of them here if you like.'
		],
		closing: ['Last round: one thing you take along today. One word is plenty.'],
		grounding: [
			'Thank you. Drink a glass of water before you do the next thing. The help card is at the top of every page, afterwards as well.'
		]
	},
	companion: {
		'check-in': 'I’m here for the whole hour and I have tea. That is my news.',
		closing: 'I take along the fence posts, and how quiet it was when we listened.'
	},
	members: [
		{
			arrive: 'Tired. Here.',
			'check-in':
				'Four nights in a row. I slept well after the last one, so I’m better than on Thursday.',
			sharing:
				'I sit in the car until one song is over. Always the same one. My husband thinks the traffic is bad. I have never told him it is a song.',
			skill: 'A blue mug.',
			closing: 'The song is allowed.'
		},
		{
			arrive: 'Quiet.',
			'check-in': 'Not much to say about the week. It went by. I wanted to sit here a bit.',
			closing: 'Listening was good.'
		},
		{
			'check-in':
				'New rota, same faces. A calm week, and I kept waiting for it to stop being calm.',
			sharing:
				'In my experience the waiting is the part nobody counts as work. I come home from a night when nothing happened, and I’m as tired as if it had.',
			skill: 'The neighbour’s fence. It needs paint.',
			closing: 'Nothing happened is also something.'
		},
		{
			arrive: 'Glad it’s Wednesday in here, whatever day it is out there.',
			'check-in': 'I started walking home the long way. That is my sentence.',
			sharing:
				'One voice from a call in spring still comes back when the kettle boils. It got quieter since I stopped arguing with it. I say “I know” and make the tea.',
			closing: 'I know. Tea.'
		},
		{
			'check-in': 'Day off tomorrow. I’m already worried about what to do with it.',
			skill: 'Three plants, two of them alive.',
			closing: 'Two of three plants.'
		},
		{
			arrive: 'Hello from the back row.',
			sharing:
				'I’m usually the one who makes the jokes at work. Here I notice I don’t need one ready. That is all, but it took me a year to notice.',
			closing: 'No joke. Thank you.'
		}
	]
};
