// Instants and days as pages show them: as everywhere else.

export { formatDay, formatDetail, formatInstant } from '../profile/wording/dates.ts';
