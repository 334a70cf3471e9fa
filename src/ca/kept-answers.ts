// Signed OCSP answers in memory, by the request that they answer and by the certificate that they speak of.

/** An answer has about 1 KB. */
const MOST_ANSWERS = 20_000;

export class KeptAnswers<Answer> {
  readonly #most: number;
  /** The oldest first. */
  readonly #answers = new Map<string, { readonly serialNumber: string; readonly answer: Answer }>();
  /** Clients ask for the same certificate in more than one way. */
  readonly #requests = new Map<string, Set<string>>();

  constructor(most = MOST_ANSWERS) {
    this.#most = most;
  }

  get size(): number {
    return this.#answers.size;
  }

  find(request: string): Answer | undefined {
    return this.#answers.get(request)?.answer;
  }

  keep(request: string, serialNumber: string, answer: Answer): void {
    this.#forget(request);
    if (this.#answers.size >= this.#most) {
      const oldest = this.#answers.keys().next().value;
      if (oldest !== undefined) this.#forget(oldest);
    }
    this.#answers.set(request, { serialNumber, answer });
    const requests = this.#requests.get(serialNumber);
    if (requests === undefined) this.#requests.set(serialNumber, new Set([request]));
    else requests.add(request);
  }

  /** What was said of this certificate is not said any more. */
  drop(serialNumber: string): void {
    for (const request of this.#requests.get(serialNumber) ?? []) this.#answers.delete(request);
    this.#requests.delete(serialNumber);
  }

  clear(): void {
    this.#answers.clear();
    this.#requests.clear();
  }

  #forget(request: string): void {
    const kept = this.#answers.get(request);
    if (kept === undefined) return;
    this.#answers.delete(request);
    const requests = this.#requests.get(kept.serialNumber);
    requests?.delete(request);
    if (requests?.size === 0) this.#requests.delete(kept.serialNumber);
  }
}
