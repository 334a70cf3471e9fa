// The choice of a place for the key; a place that no page of ours can fill is not offered.

import { html } from '@prairielearn/html';
import { csrfField } from '../../../http/csrf.ts';
import type { BankPageContext, PageParts } from '../../../http/page.ts';
import type { EnrolmentView } from '../../../procedures/enrol/enrolment.ts';
import { type Entrance, enrolmentSteps, stepHref } from '../way.ts';

const BUILT_PLACES = ['file', 'token'] as const;

export function keyPlacePage(
  context: BankPageContext,
  entrance: Entrance,
  view: EnrolmentView,
  token: string,
  faulty = false,
): PageParts {
  const { profile, say } = context;
  const places = BUILT_PLACES.filter((place) => profile.certificate.keyPlaces.includes(place));
  return {
    title: say('page.keyPlace.title'),
    steps: enrolmentSteps(context, entrance, 'keyPlace'),
    faulty,
    main: html`<dl class="facts">
        <div><dt>${say('page.keyPlace.for')}</dt><dd><bdi>${view.companyName}</bdi></dd></div>
      </dl>
      <p class="lead">${say('page.keyPlace.lead')}</p>
      <form method="post" action="${stepHref(profile, entrance, 'keyPlace')}" novalidate>
        ${csrfField(token)}
        <fieldset class="field ${faulty ? 'faulty' : ''}">
          <legend>${say('page.keyPlace.legend')}</legend>
          ${faulty ? html`<p class="fault" role="alert">${say('page.keyPlace.chooseFault')}</p>` : ''}
          ${places.map(
            (place, index) => html`<div class="choice">
              <input
                type="radio"
                id="place-${place}"
                name="keyPlace"
                value="${place}"
                aria-describedby="place-${place}-text"
                ${index === 0 ? html`checked` : ''}
              />
              <div>
                <label for="place-${place}">${say(`page.keyPlace.${place}`)}</label>
                <p class="small" id="place-${place}-text">${say(`page.keyPlace.${place}Text`)}</p>
              </div>
            </div>`,
          )}
        </fieldset>
        ${entrance.way === 'renewal' ? '' : html`<p class="small">${say('page.keyPlace.back')}</p>`}
        <div class="actions">
          <button class="button primary" type="submit">${say('page.continue')}</button>
          <a href="${stepHref(profile, entrance, 'prepare')}">${say('page.back')}</a>
        </div>
      </form>`,
  };
}
