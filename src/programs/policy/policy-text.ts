// What the text of a certificate policy is made of, in any language.

/** A section: its number, its title, and what is said in it. An empty text is for the operator to fill in. */
export type PolicySection = readonly [number: string, title: string, text?: string];

export interface PolicyText {
  readonly title: string;
  readonly preface: string;
  /** What stands where nobody but the operator knows. */
  readonly toFillIn: string;
  readonly sections: readonly PolicySection[];
}
