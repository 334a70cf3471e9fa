// A page that shows how far something is: asks its own address again each second, and is loaded anew when the state changes.
// Without it, a link on the page does the same.

const EVERY_MS = 1_000;

const bar = document.querySelector<HTMLProgressElement>('progress[data-state]');
const text = document.querySelector<HTMLElement>('[data-progress-text]');
/** Said aloud at every quarter only. */
let said = -1;

async function look(): Promise<void> {
  if (bar === null) return;
  const response = await fetch(location.href, { headers: { accept: 'application/json' } });
  const { state, progress } = (await response.json()) as { state?: string; progress?: number };
  if (!response.ok || state !== bar.dataset.state) {
    location.reload();
    return;
  }
  bar.value = progress ?? 0;
  const percent = Math.floor((progress ?? 0) / 10);
  if (text !== null && Math.floor(percent / 25) !== said) {
    said = Math.floor(percent / 25);
    text.textContent = `${percent}%`;
  }
  setTimeout(again, EVERY_MS);
}

/** A server that is away for a moment is asked again. */
function again(): void {
  look().catch(() => setTimeout(again, 5 * EVERY_MS));
}

if (bar !== null) setTimeout(again, EVERY_MS);
