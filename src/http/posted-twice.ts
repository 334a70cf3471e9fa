// A form posted twice (a double click, a reload, an impatient reader) is one try and not two: the second post gets the
// first one's answer. Wrong secrets are counted, and nobody is to be locked out by a nervous finger.

import { createHmac, randomBytes } from 'node:crypto';
import type { HtmlSafeString } from '@prairielearn/html';
import { html } from '@prairielearn/html';

const FORM_FIELD = 'form';
const KEPT_MS = 60_000;
const KEPT_AT_MOST = 10_000;

/** A hidden field that tells each showing of a form from every other. */
export function formIdField(): HtmlSafeString {
  return html`<input type="hidden" name="${FORM_FIELD}" value="${newFormId()}" />`;
}

export function newFormId(): string {
  return randomBytes(16).toString('base64url');
}

/** What is needed of a request; its id is the reference that its answer shows. */
interface Post {
  id: string;
  readonly body: unknown;
}

/** The answers of a minute, by what was posted; this process only, which is where a double click ends up. */
export class PostedForms<Answer> {
  readonly #key = randomBytes(32);
  readonly #answers = new Map<string, { at: number; reference: string; answer: Promise<Answer> }>();

  /**
   * Answers a post, or gives the answer of the same post by the same caller. Posts without a form's id are answered
   * each. A post that is answered again takes the first one's reference: under that one it stands in the records.
   *
   * @param caller what the answer depends on besides the body: certificate, session.
   */
  answer(caller: string, request: Post, answer: () => Promise<Answer>): Promise<Answer> {
    const { body } = request;
    const form =
      typeof body === 'object' && body !== null && FORM_FIELD in body ? body[FORM_FIELD] : undefined;
    if (typeof form !== 'string') return answer();
    const now = performance.now();
    this.#forget(now);
    // Keyed, since a body holds secrets of few digits.
    const post = createHmac('sha256', this.#key)
      .update(JSON.stringify([caller, body]))
      .digest('base64');
    const kept = this.#answers.get(post);
    if (kept !== undefined) {
      request.id = kept.reference;
      return kept.answer;
    }
    const given = answer();
    this.#answers.set(post, { at: now, reference: request.id, answer: given });
    // What failed on our side may be tried again.
    given.catch(() => this.#answers.delete(post));
    return given;
  }

  /** The oldest come first in a Map. */
  #forget(now: number): void {
    for (const [post, { at }] of this.#answers) {
      if (now - at < KEPT_MS && this.#answers.size < KEPT_AT_MOST) return;
      this.#answers.delete(post);
    }
  }
}
