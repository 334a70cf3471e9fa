// Texts with gaps: `{name}` is filled; `[…]` is left out when a name in it has no value; `[this|that]` takes the
// second when a name in the first has none.

/** What fills the gaps; a value that is not there leaves its `[…]` out. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** Fills a text; a name outside of `[…]` that has no value is a fault of the program and throws. */
export function fillTemplate(template: string, params: Params): string {
  const withoutGaps = template.replaceAll(/\[([^[\]]*)\]/g, (_, inner: string) => {
    const fillable = inner
      .split('|')
      .find((alternative) => namesIn(alternative).every((name) => params[name] !== undefined));
    return fillable ?? '';
  });
  const filled = withoutGaps.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`nothing fills {${name}} in the wording “${template}”`);
    return String(value);
  });
  // English sentences that are left out leave their spaces.
  return filled.replaceAll(/ {2,}/g, ' ').trim();
}

/** Names that must have a value, and names without which a part is left out. */
export function placeholdersOf(template: string): { required: string[]; optional: string[] } {
  const optional = [...template.matchAll(/\[([^[\]]*)\]/g)].flatMap((match) => namesIn(match[1] ?? ''));
  return { required: namesIn(template.replaceAll(/\[[^[\]]*\]/g, '')), optional };
}

/** What is wrong with the signs of a text: a brace or bracket that opens and does not close, or the reverse. */
export function unbalancedSign(template: string): string | undefined {
  return template
    .replaceAll(/\{\w+\}/g, '')
    .replaceAll(/\[[^[\]]*\]/g, '')
    .match(/[{}[\]]/)?.[0];
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}
