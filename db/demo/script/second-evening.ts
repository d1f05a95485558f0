import type { Scene } from './scene.ts';

export const secondEvening: Scene = {
	welcome: ['Welcome, all. The door is open and there is no hurry. Coats can stay on.'],
	lead: {
		arrive: ['How is the light where you are? Write it if you like, or keep it to yourself.'],
		opening: [
			'I lead today; my companion has an eye on every one of us. We are peers here. It is not treatment and nobody takes notes.',
			'The help button goes to my companion alone. You never need a good reason for it.'
		],
		agreements: [
			'What belongs to this room stays in this room. Speak from your own life. Ask before you offer ideas.',
			'Passing is part of it. So is silence.'
		],
		'check-in': ['We begin with a round: what did you leave at the door to come in here?'],
		sharing: [
			'The long round. A thread, if you want one: something ordinary that helped, that you would not put on a poster.'
		],
		pause: ['A minute of nothing. Let the shoulders do what they want.'],
		skill: [
			'A small practice: breathe out a little longer than in, four times. Eyes open. Stop whenever it does not feel right.',
			'If you like, write how it was. “No thanks” is an answer.'
		],
		closing: ['Last round. What goes home with you?'],
		grounding: [
			'We close here. Look around your room once, left to right, before you get up. If it stays loud afterwards, the help card knows whom to call.'
		]
	},
	companion: {
		'check-in': 'I left a sink full of dishes at the door, and they can stay there.',
		sharing: 'For me it was a pair of dry socks in the locker. I have nothing wiser than that.',
		closing: 'Dry socks, and the sound of all of you not hurrying.'
	},
	members: [
		{
			arrive: 'Grey and soft.',
			'check-in': 'A phone full of messages. They can wait an hour.',
			sharing:
				'My son taught me a card game where nobody wins. We play it when I get in. He does not ask and I do not tell, and we both know.',
			closing: 'The card game.'
		},
		{
			'check-in': 'I left the radio at the door. Mine, I mean, the one in my head.',
			sharing:
				'I wash the car. It is the cleanest car in the street. In my experience it is the only thing that stays done for a whole day.',
			skill: 'Fine until the third one, then I looked out of the window instead. Also fine.',
			closing: 'Still here. That goes home with me.'
		},
		{
			arrive: 'Street lamp, orange.',
			closing: 'I mostly listened today and it was the right amount.'
		},
		{
			'check-in':
				'I left a row with my supervisor out there. It was about gloves. It was not about gloves.',
			sharing:
				'I started to write the good moments of a shift on the back of the parking ticket. Some days it is one word. There is a drawer full of them now.',
			skill: 'Slower. I noticed my jaw.',
			closing: 'One word for the parking ticket: heard.'
		},
		{
			arrive: 'Dark already. The cat is on the keyboard.',
			'check-in': 'Nothing left at the door, I carried it all in. Maybe later.',
			sharing:
				'It is later. I have not been back to that road since June, and today I drove past it. I did not stop. I drove past.',
			closing: 'I drove past.'
		},
		{
			'check-in': 'Hunger. There was a sandwich. It’s gone.',
			skill: 'No thanks, but I liked that it was an answer.',
			closing: 'The drawer full of tickets. I might start one.'
		}
	]
};
