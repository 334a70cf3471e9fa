// Texts of customer cards at the office in English: its pages, and what stands on a card and its sheet.

import type { cardTextsJa, pagesOfficeCardsJa } from './pages-office-cards-ja.ts';

export const pagesOfficeCardsEn: Record<keyof typeof pagesOfficeCardsJa, string> = {
  'page.cards.title': 'Customer cards',
  'page.cards.lead': 'Cards that are being made or on their way, the oldest order first.',
  'page.cards.choose': 'Choose a bank.',
  'page.cards.none': 'No card is being made or on its way.',
  'page.cards.more': 'Next page',
  'page.cards.findHint': 'The number of the contract for which a card is to be issued or looked for.',
  'page.cards.show': 'Show',
  'page.cards.unknown': 'This bank has no such contract.',
  'page.cards.number': 'Card number',
  'page.cards.company': 'Customer',
  'page.cards.stage': 'Where it is',
  'page.cards.stage.ordered': 'Ordered, to be printed',
  'page.cards.stage.unprinted': 'Expired before anybody printed it',
  'page.cards.stage.printed': 'Printed, to be sent',
  'page.cards.stage.sent': 'On its way',
  'page.cards.stage.overdue': 'Overdue',
  'page.cards.stage.received': 'With the customer',
  'page.cards.stage.given': 'With the customer',
  'page.cards.stage.ended': 'Ended',
  'page.cards.next.ordered': 'Somebody else than who ordered it is to print it.',
  'page.cards.next.unprinted':
    'Nobody printed it in time, and what was to stand on it is gone. Order it again.',
  'page.cards.next.printed': 'Put it in its envelope, give it to the post, then press “Sent”.',
  'page.cards.next.sent': 'Tell the customer to expect it from {from} to {until}.',
  'page.cards.next.overdue':
    'It was expected by {until}. Ask the customer whether it came. If not, end this card and order another one.',
  'page.cards.next.received.answer': 'It was answered from rightly, so the customer has it.',
  'page.cards.next.received.told': 'The customer has said so.',
  'page.cards.orderedAt': 'Ordered',
  'page.cards.printedAt': 'Printed',
  'page.cards.sentAt': 'Sent',
  'page.cards.receivedAt': 'Received',
  'page.cards.endedAt': 'Ended',
  'page.cards.by': '{at} ({by})',
  'page.cards.printUntil': 'To be printed by {day}',
  'page.cards.address': 'Sent to',
  'page.cards.noAddress': 'No address is known. Write it on the envelope.',
  'page.cards.history': 'Cards before',
  'page.cards.noCard': 'This contract has no customer card that works.',
  'page.cards.act.print': 'Go on to printing',
  'page.cards.act.sent': 'Sent',
  'page.cards.act.received': 'The customer has it',
  'page.cards.act.ended': 'End this card',
  'page.cards.act.order': 'Order a new card',
  'page.cards.act.carrier': 'Sheet to stick the card to (PDF)',
  'page.cards.act.back': 'Back to customer cards',
  'page.cards.end.title': 'End a card',
  'page.cards.end.lead':
    'Card {cardNumber} stops working at once, for good. The customer needs another one to log on.',
  'page.cards.order.title': 'Order a card',
  'page.cards.order.lead':
    'Its digits are made at random, and nobody sees them until it is printed: once, by somebody else than who ordered it.',
  'page.cards.order.endsOld': 'The card {cardNumber} of now stops working as soon as you order.',
  'page.cards.order.reason': 'Why it is ordered',
  'page.cards.reason.first': 'First card',
  'page.cards.reason.lost': 'Lost, stolen, never came',
  'page.cards.reason.damaged': 'Damaged',
  'page.cards.reason.misprinted': 'Printing failed',
  'page.cards.order.confirm': 'Order',
  'page.cards.print.title': 'Print a card',
  'page.cards.print.once':
    'The digits are shown once. Make the printer ready first. When the PDF opens, print it at once and do not save it. If printing fails, order another card.',
  'page.cards.print.as': 'How to print',
  'page.cards.print.submit': 'Open the PDF and print it',
  'page.cards.print.card': 'PDF for a card printer (85.6 × 54 mm, front and back)',
  'page.cards.print.cardHint': 'Stick the card to its sheet, which can be printed as often as you like.',
  'page.cards.print.letter': 'PDF of a letter for a window envelope (A4, with the digits)',
  'page.cards.print.letterHint': 'Where there is no card printer. Fold it in three.',
};

export const cardTextsEn: Record<keyof typeof cardTextsJa, string> = {
  'card.specimen': 'SPECIMEN: not a card of any real bank',
  'card.warning':
    'Tell nobody the digits of this table. {bankName} never asks for them by telephone or mail. If the card is lost, tell {helpDesk} at once.',
  'card.carrier.title': 'Your {customerCard}',
  'card.carrier.text':
    'Here is your {customerCard}. Take it off the sheet below and keep it safe. It works when you {logOn} next. If you have one from before, it does not work any more: cut it up and throw it away.',
  'card.carrier.place': 'The card is stuck here',
};
