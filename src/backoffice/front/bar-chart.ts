// A small chart of bars, drawn on the server: a picture with a sentence in its place for whoever does not see it, or for
// everybody where there is nothing to draw; and the numbers beside it as a table.

import { type HtmlSafeString, html } from '@prairielearn/html';

export interface BarSeries {
  readonly name: string;
  readonly values: readonly number[];
}

export interface BarChart {
  /** Also an id in the page. */
  readonly id: string;
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly summary: string;
  /** What stands above the numbers' first column, and opens the numbers. */
  readonly of: string;
  readonly numbers: string;
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
}

const WIDTH = 360;
const HEIGHT = 150;
/** Above the bars for their numbers, below for their labels. */
const TOP = 22;
const BOTTOM = 24;

export function barChart(chart: BarChart): HtmlSafeString {
  const { id, title, labels, series } = chart;
  const empty = series.every(({ values }) => values.every((value) => value === 0));
  return html`<figure class="chart">
    <figcaption id="${id}-title">${title}</figcaption>
    ${empty ? html`<p>${chart.summary}</p>` : picture(chart)}
    <details>
      <summary>${chart.numbers}</summary>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">${chart.of}</th>
            ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${labels.map((label, row) => html`<tr><th scope="row">${label}</th>${series.map(({ values }) => html`<td>${shown(values[row] ?? 0)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </details>
  </figure>`;
}

function picture(chart: BarChart): HtmlSafeString {
  const { id, labels, series } = chart;
  return html`${series.length < 2 ? '' : html`<ul class="legend" aria-hidden="true">${series.map(({ name }, at) => html`<li class="series-${at}">${name}</li>`)}</ul>`}
    <svg viewBox="-14 0 ${WIDTH + 28} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-summary">
      <desc id="${id}-summary">${chart.summary}</desc>
      <line x1="0" y1="${HEIGHT - BOTTOM}" x2="${WIDTH}" y2="${HEIGHT - BOTTOM}" class="axis" />
      ${series.map((one, at) => bars(chart, one, at))}
      ${labels.map((label, at) => (isLabelled(labels.length, at) ? text(middleOf(labels.length, at), HEIGHT - 6, label) : ''))}
    </svg>`;
}

/** With thousands apart. */
export const shown = (count: number): string => count.toLocaleString('en');

const text = (x: number, y: number, content: string) =>
  html`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle">${content}</text>`;

/** As many as have room, the last among them. */
const isLabelled = (all: number, at: number) => (all - 1 - at) % Math.ceil(all / 5) === 0;

const middleOf = (all: number, at: number) => ((at + 0.5) * WIDTH) / Math.max(1, all);

function bars({ labels, series }: BarChart, { values }: BarSeries, order: number): HtmlSafeString[] {
  const most = Math.max(1, ...series.flatMap((one) => one.values));
  const room = WIDTH / Math.max(1, labels.length);
  const width = (room * 0.7) / series.length;
  return values.map((value, at) => {
    // What is there is seen, however little it is beside the others.
    const height = value === 0 ? 0 : Math.max(2, ((HEIGHT - TOP - BOTTOM) * value) / most);
    const x = room * at + room * 0.15 + width * order;
    const y = HEIGHT - BOTTOM - height;
    const number = series.length === 1 ? text(x + width / 2, y - 5, shown(value)) : '';
    return html`<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" class="series-${order}" />${number}`;
  });
}
