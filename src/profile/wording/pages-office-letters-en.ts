// Texts of letters to customers in English: the same keys as pages-office-letters-ja.ts.

import type { lettersJa, pagesOfficeLettersJa } from './pages-office-letters-ja.ts';

export const pagesOfficeLettersEn = {
  'page.letters.title': 'Letters',
  'page.letters.lead':
    'Letters that go to customers by post, by their last day for printing. After that day they are deleted and cannot be printed.',
  'page.letters.choose': 'Choose a bank.',
  'page.letters.one': 'Letter {letterNumber}',
  'page.letters.number': 'Letter number',
  'page.letters.state': 'State',
  'page.letters.state.waiting': 'to print',
  'page.letters.state.printed': 'printed',
  'page.letters.state.expired': 'expired (the customer has not got it)',
  'page.letters.count': '{state} ({count})',
  'page.letters.kind': 'Content',
  'page.letters.kind.card': 'new customer card',
  'page.letters.kind.pins': 'new first PINs',
  'page.letters.kind.notice': 'mail that reached nobody: {mail}',
  'page.letters.to': 'Customer',
  'page.letters.address': 'Address',
  'page.letters.noAddress':
    'No postal address is known here. Check the name and write the address on the envelope.',
  'page.letters.addressee': 'Addressee',
  'page.letters.text': 'Text',
  'page.letters.lacking.title': 'Some characters cannot be printed',
  'page.letters.lacking.lead':
    'The font lacks these characters: they are printed as 〓. Write them by hand after printing.',
  'page.letters.made': 'Made on',
  'page.letters.printUntil': 'Print until',
  'page.letters.printed': 'Printed on {at} by {by}.',
  'page.letters.form': 'Request form',
  'page.letters.none': 'There are no such letters.',
  'page.letters.more': 'Next page',
  'page.letters.once':
    'This letter can be printed once. Press the button when the printer is ready, and print the PDF that opens without saving it.',
  'page.letters.print': 'Open the letter’s PDF and print it',
  'page.letters.again': 'Open the PDF again',
  'page.letters.ownEntry':
    'You entered or amended the form of this letter, or ordered its card, so you cannot print it. Ask another officer.',
  'page.letters.gone.card':
    'What it said has been deleted. To send it again, order a new card on the page of customer cards.',
  'page.letters.gone.pins': 'What it said has been deleted. To send it again, enter a form of the same kind.',
  'page.letters.expired':
    'Nobody printed it in time, so what it said has been deleted. The customer has not got it.',
  'page.letters.expired.card':
    'This card cannot be used. Order a new one on the page of customer cards; its digits are made anew.',
  'page.letters.expired.pins':
    'The customer has no new first PINs yet. Enter a form of the same kind once more.',
  'page.letters.expired.notice': 'Tell the customer, for instance by telephone.',
} as const satisfies Record<keyof typeof pagesOfficeLettersJa, string>;

export const lettersEn = {
  'letter.for': '{name}',
  'letter.organisation': '{name}',
  'letter.specimen':
    'SPECIMEN (見本): this letter is a demonstration. It has nothing to do with any real bank or customer.',
  'letter.pins.title': 'Your first PINs',
  'letter.pins.text':
    'As asked for, these are first PINs or passwords for the {administrator}. Replace them by your own at {serviceName} ({activation}). Those before no longer work.',
  'letter.card.title': 'Your new {customerCard}',
  'letter.card.text':
    'As asked for, this is a new {customerCard}. Keep it in a safe place. The one before no longer works.',
  'letter.card.number': 'Number of the {customerCard}',
  'letter.card.table': '{cardPassword}',
  'letter.secret':
    'Show this letter to nobody, and tell nobody what it says by telephone or mail. {bankName} never asks for it. If you know nothing of this, or if the envelope was open, tell {helpDesk} at once.',
} as const satisfies Record<keyof typeof lettersJa, string>;
