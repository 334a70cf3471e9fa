// How the file gets into the certificate store of each system, with pictures of what one sees there.

import { type HtmlSafeString, html } from '@prairielearn/html';
import type { PageContext } from '../../../http/page.ts';
import { picture } from './pictures.ts';

const SYSTEMS = {
  windows: ['1', '2', '3', '4'],
  macos: ['1', '2', '3', '4'],
  linux: ['1', '2'],
  firefox: ['1', '2'],
} as const;
export type System = keyof typeof SYSTEMS;

/** From what browsers say of themselves; a guess that opens one of the instructions and decides nothing. */
export function guessSystem(userAgent: string): System {
  if (userAgent.includes('Firefox/')) return 'firefox';
  if (userAgent.includes('Macintosh')) return 'macos';
  return userAgent.includes('Linux') && !userAgent.includes('Android') ? 'linux' : 'windows';
}

export function importInstructions(context: PageContext, fileName: string, guess: System): HtmlSafeString {
  const { say, language } = context;
  const steps: Record<System, HtmlSafeString[]> = {
    windows: SYSTEMS.windows.map(
      (step) => html`<p>${say(`page.install.windows.${step}`, { fileName })}</p>
        ${picture(`windows-${step}`, language, say(`page.install.windows.${step}.alt`))}`,
    ),
    macos: SYSTEMS.macos.map(
      (step) => html`<p>${say(`page.install.macos.${step}`, { fileName })}</p>
        ${picture(`macos-${step}`, language, say(`page.install.macos.${step}.alt`))}`,
    ),
    linux: SYSTEMS.linux.map(
      (step) => html`<p>${say(`page.install.linux.${step}`, { fileName })}</p>
        ${picture(`linux-${step}`, language, say(`page.install.linux.${step}.alt`))}`,
    ),
    firefox: SYSTEMS.firefox.map(
      (step) => html`<p>${say(`page.install.firefox.${step}`, { fileName })}</p>
        ${picture(`firefox-${step}`, language, say(`page.install.firefox.${step}.alt`))}`,
    ),
  };
  return html`${(Object.keys(SYSTEMS) as System[]).map(
    (system) => html`<details ${system === guess ? html`open` : ''}>
      <summary>
        ${say(`page.install.${system}`)}${
          system === guess ? html` <span class="small">${say('page.installed.chosen')}</span>` : ''
        }
      </summary>
      <div class="inside">
        <ol class="instructions">
          ${steps[system].map((step) => html`<li>${step}</li>`)}
        </ol>
        ${system === 'linux' ? command(context, fileName) : ''}
      </div>
    </details>`,
  )}`;
}

function command({ say }: PageContext, fileName: string): HtmlSafeString {
  return html`<p>${say('page.install.linux.command')}</p>
    <p class="code">pk12util -d sql:$HOME/.pki/nssdb -i ${fileName}</p>`;
}
