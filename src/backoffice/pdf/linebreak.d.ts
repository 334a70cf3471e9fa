// The line breaking algorithm of Unicode (UAX #14), as far as we use it: the package has no types of its own.

declare module 'linebreak' {
  interface Break {
    readonly position: number;
    readonly required: boolean;
  }
  class LineBreaker {
    constructor(text: string);
    nextBreak(): Break | null;
  }
  export = LineBreaker;
}
