// Hard limits that a bank profile may narrow and never widen (design: `profile/`). Each says why it stands:
// who wants to move one changes code, with a review, not data.

export interface Ceiling {
  readonly minimum: number;
  readonly maximum: number;
  readonly why: string;
}

export const CEILINGS = {
  formDeadlineDays: {
    minimum: 1,
    maximum: 30,
    why: 'a customer without certificate waits for it',
  },
  letterDays: {
    minimum: 1,
    maximum: 60,
    why: 'new secrets lie sealed until their letter is printed',
  },
  firstLetterDays: {
    minimum: 1,
    maximum: 180,
    why: 'a contract has no PINs before its letter, and its days to acquire run',
  },
  formFieldLength: {
    minimum: 1,
    maximum: 300,
    why: 'what is approved has to be read first',
  },
  activationWindowDays: {
    minimum: 1,
    maximum: 180,
    why: 'first PINs are to be short-lived (OWASP ASVS 5.0 6.4.1)',
  },
  enrolmentWindowDays: {
    minimum: 1,
    maximum: 180,
    why: 'the right to acquire rests on first secrets, which are to be short-lived (OWASP ASVS 5.0 6.4.1); manuals: 80',
  },
  reAcquisitionWindowDays: {
    minimum: 0,
    maximum: 180,
    why: 'the longest that any bank of the service grants after expiry (mission)',
  },
  renewalWindowDays: {
    minimum: 1,
    maximum: 90,
    why: 'a certificate renewed earlier would waste a quarter of its life; manual 004: 30',
  },
  renewalNoticeDays: {
    minimum: 1,
    maximum: 366,
    why: 'a mail announces an expiry that is to come',
  },
  validityYears: { minimum: 1, maximum: 2, why: 'the longest that any bank of the service grants (mission)' },
  validityDays: {
    minimum: 7,
    maximum: 731,
    why: 'two years, a leap day among them; below a week nobody could renew in time',
  },
  failureLimit: {
    minimum: 3,
    maximum: 10,
    why: 'two slips must not lock; NIST SP 800-63B-3 5.2.2 allows at most 100 in all, a PIN of 4 digits far fewer',
  },
  secretMinLength: {
    minimum: 4,
    maximum: 16,
    why: 'four digits are the least that 10 tries do not make guessable beside a certificate (NIST SP 800-63B-4 3.2.10)',
  },
  secretMaxLength: {
    minimum: 4,
    maximum: 64,
    why: 'longer entries only feed the hash; NIST SP 800-63B-3 5.1.1.2 wants 64 to be possible',
  },
  identifierLength: {
    minimum: 1,
    maximum: 32,
    why: 'contract id, user id and bank code together must fit a Common Name of 64 (RFC 5280 A.1 ub-common-name)',
  },
  cardColumns: { minimum: 4, maximum: 20, why: 'a table printed on a card of 86 mm' },
  cardRows: { minimum: 2, maximum: 10, why: 'a table printed on a card of 54 mm' },
  cardDigitsPerCell: { minimum: 1, maximum: 4, why: 'a cell that a person copies at a glance' },
  cardCellsAsked: {
    minimum: 2,
    maximum: 6,
    why: 'one cell seen over a shoulder must not open the next logon; more than six nobody types without a slip',
  },
  tokenDigits: { minimum: 6, maximum: 8, why: 'RFC 4226 R4: at least 6 digits; displays end at 8' },
  tokenStepSeconds: {
    minimum: 30,
    maximum: 60,
    why: 'RFC 6238 5.2 recommends 30; hardware tokens also use 60',
  },
  cardDeliveryDays: {
    minimum: 1,
    maximum: 90,
    why: 'a card that has not come within three months is lost',
  },
  idleMinutes: {
    minimum: 1,
    maximum: 30,
    why: 'NIST SP 800-63B-3 4.2.3: idle for at most 30 minutes at AAL2',
  },
  absoluteHours: { minimum: 1, maximum: 12, why: 'NIST SP 800-63B-3 4.2.3: at most 12 hours at AAL2' },
  users: { minimum: 1, maximum: 100, why: 'one page lists them; banks of the service grant 20 or 50' },
  pagesOfAnAct: { minimum: 1, maximum: 5, why: 'a person must get through in one sitting' },
  fieldsOfAPage: {
    minimum: 1,
    maximum: 6,
    why: 'one step a page, readable on 390 px without much scrolling',
  },
} as const satisfies Record<string, Ceiling>;

/** Least strength of what a card answers, as a power of ten: one in ten thousand at a try. */
export const CARD_MIN_ANSWER_DIGITS = 4;
/** A card must hold this many times the cells that one logon asks, or a few logons overheard show it all. */
export const CARD_MIN_CELLS_PER_ASKED = 5;

/** RFC 5280 appendix A.1: ub-common-name and ub-organization-name. */
export const MAX_COMMON_NAME = 64;
export const MAX_ORGANIZATION = 64;
