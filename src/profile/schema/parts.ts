// The small parts of which a bank profile is built: texts, bounded numbers, lists without doubles, pages of fields.

import { z } from 'zod';
import { CEILINGS, type Ceiling } from '../ceilings.ts';
import { FIELDS } from '../fields.ts';

/** Parts a fault's message from its cure; `zod-faults.ts` takes them apart again. */
export const CURE = ' Cure: ';

/** An error for a text that has not the form that it must have. */
export function form(cure: string) {
  return {
    error: (issue: { readonly input?: unknown; readonly code: string }) =>
      issue.code === 'invalid_format'
        ? `${shown(issue.input)} does not have the right form${CURE}${cure}`
        : undefined,
  };
}

const singleLine = (help: string) =>
  z
    .string()
    .regex(/\S/, { error: `is blank${CURE}write the text, or leave the whole entry out` })
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, {
      error: `holds a control or invisible character${CURE}type the text anew without it`,
    })
    .describe(help);

/** The same words in both languages; Japanese is what customers see first. */
export const text = z
  .strictObject({ ja: singleLine('Japanese'), en: singleLine('English') })
  .meta({ id: 'text' });
export type Text = z.infer<typeof text>;
export type Language = keyof Text;

const lines = (help: string) =>
  z
    .string()
    .regex(/\S/, { error: `is blank${CURE}write the text, or leave the whole entry out` })
    .regex(/^(\n|[^\p{Cc}\p{Cf}])*$/u, {
      error: `holds a control or invisible character${CURE}type the text anew without it`,
    })
    .describe(help);

/** As {@link text}, of one line or of several. */
export const paragraphs = z
  .strictObject({ ja: lines('Japanese'), en: lines('English') })
  .meta({ id: 'paragraphs' });

/** A whole number within a ceiling, refused in words that name both ends. */
export function within(ceiling: Ceiling, help: string) {
  const cure = `${CURE}choose ${ceiling.minimum} to ${ceiling.maximum}`;
  return z
    .int({
      error: (issue) =>
        issue.code === 'invalid_type' ? `must be a whole number, is ${shown(issue.input)}${cure}` : undefined,
    })
    .min(ceiling.minimum, {
      error: (issue) => `${shown(issue.input)} is less than the floor ${ceiling.minimum}${cure}`,
    })
    .max(ceiling.maximum, {
      error: (issue) => `${shown(issue.input)} is more than the ceiling ${ceiling.maximum}${cure}`,
    })
    .describe(`${help} (${ceiling.minimum} to ${ceiling.maximum}: ${ceiling.why})`);
}

/** A list in which nothing stands twice. */
export function distinct<Item extends z.ZodType>(item: Item) {
  return z.array(item).check((list) => {
    list.value.forEach((entry, index) => {
      if (list.value.indexOf(entry) < index) {
        list.issues.push({
          code: 'custom',
          path: [index],
          input: entry,
          message: `${shown(entry)} stands here twice${CURE}remove one`,
        });
      }
    });
  });
}

export const field = z.enum(FIELDS).meta({ id: 'field' });

/** The pages of one act, in order; each page is the fields that it asks for, in order. */
export const pages = z
  .strictObject({
    pages: z
      .array(z.array(field).min(1).max(CEILINGS.fieldsOfAPage.maximum))
      .min(1)
      .max(CEILINGS.pagesOfAnAct.maximum),
  })
  .meta({
    id: 'pages',
    description: 'The pages of this act in order, each the fields that it asks for in order',
  });
export type Pages = z.infer<typeof pages>;

/** A value as a fault shows it: short, and never more than a line. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 40 ? `${json.slice(0, 37)}…` : json;
}
