// Makes the keys of the page type (src/http/software-keyboard.ts): by mouse, by touch, and by Tab, arrows, Enter and
// Escape. Text goes in and out as text only; nothing that is typed leaves the entry field.

interface Keyboard {
  readonly input: HTMLInputElement;
  readonly opener: HTMLButtonElement;
  readonly panel: HTMLElement;
  readonly keys: readonly HTMLButtonElement[];
  /** What the bank takes at most. */
  readonly longest: number;
}

/** For as long as the tab lives, on this host only. */
const SHUFFLED = 'warifu-keyboard-shuffled';

let opened: Keyboard | undefined;

for (const way of document.querySelectorAll<HTMLElement>('[data-keyboard]')) {
  const keyboard = keyboardOf(way);
  if (keyboard === undefined) continue;
  way.hidden = false;
  const { opener, panel, keys } = keyboard;
  opener.addEventListener('click', () => (panel.hidden ? open(keyboard) : close(keyboard)));
  for (const key of keys) {
    key.addEventListener('click', () => type(keyboard, key.textContent ?? ''));
    key.addEventListener('focus', () => makeTabStop(keyboard, key));
  }
  for (const tool of panel.querySelectorAll<HTMLButtonElement>('[data-tool]')) {
    tool.addEventListener('click', () => use(keyboard, tool));
  }
  panel.addEventListener('keydown', (event) => onKey(keyboard, event));
  opener.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) close(keyboard);
  });
}

function keyboardOf(way: HTMLElement): Keyboard | undefined {
  const input = document.getElementById(way.dataset.keyboard ?? '');
  const panel = document.getElementById(`${way.dataset.keyboard}-keyboard`);
  const opener = way.querySelector('button');
  if (!(input instanceof HTMLInputElement) || panel === null || opener === null) return undefined;
  const keys = [...panel.querySelectorAll<HTMLButtonElement>('.key')];
  return { input, opener, panel, keys, longest: Number(way.dataset.longest) };
}

function open(keyboard: Keyboard): void {
  if (opened !== undefined) close(opened);
  opened = keyboard;
  const { opener, panel, keys } = keyboard;
  panel.hidden = false;
  opener.setAttribute('aria-expanded', 'true');
  press(toolOf(keyboard, 'shuffled'), isShuffled());
  arrange(keyboard);
  tell(keyboard, '');
  const [first] = visible(keys);
  if (first === undefined) return;
  makeTabStop(keyboard, first);
  first.focus();
}

/** The focus goes back to where the keys were opened: in the entry field a phone would raise its own keys. */
function close(keyboard: Keyboard): void {
  const { opener, panel } = keyboard;
  const inside = panel.contains(document.activeElement);
  panel.hidden = true;
  opener.setAttribute('aria-expanded', 'false');
  if (opened === keyboard) opened = undefined;
  if (inside) opener.focus();
}

function type(keyboard: Keyboard, character: string): void {
  const { input, longest } = keyboard;
  if (input.value.length >= longest) tell(keyboard, 'full');
  else enter(keyboard, input.value + character);
}

function enter(keyboard: Keyboard, value: string): void {
  keyboard.input.value = value;
  keyboard.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  tell(keyboard, 'count');
}

/** Says how many characters there are and never which: others may hear it. */
function tell({ panel, input }: Keyboard, what: 'count' | 'full' | ''): void {
  const place = panel.querySelector<HTMLElement>('.keyboard-count');
  if (place === null) return;
  const count = String([...input.value].length);
  place.textContent = what === '' ? '' : (place.dataset[what] ?? '').replace('%', count);
}

function use(keyboard: Keyboard, tool: HTMLButtonElement): void {
  const { tool: name } = tool.dataset;
  if (name === 'erase') erase(keyboard);
  else if (name === 'clear') enter(keyboard, '');
  else if (name === 'done') close(keyboard);
  else {
    press(tool, !isPressed(tool));
    if (name === 'shuffled') rememberShuffled(isPressed(tool));
    arrange(keyboard);
  }
}

function erase(keyboard: Keyboard): void {
  enter(keyboard, [...keyboard.input.value].slice(0, -1).join(''));
}

/** Shows the keys as the toggles ask for: capitals, signs, digits in an order that nobody can know. */
function arrange(keyboard: Keyboard): void {
  const { panel, keys } = keyboard;
  const capitals = isPressed(toolOf(keyboard, 'capitals'));
  for (const key of keys) {
    key.textContent = (capitals ? key.dataset.capital : undefined) ?? key.dataset.key ?? '';
  }
  const signs = isPressed(toolOf(keyboard, 'signs'));
  const lettersRoom = panel.querySelector<HTMLElement>('[data-keys=letters]');
  const signsRoom = panel.querySelector<HTMLElement>('[data-keys=signs]');
  if (lettersRoom !== null) lettersRoom.hidden = signs;
  if (signsRoom !== null) signsRoom.hidden = !signs;
  const digitsRoom = panel.querySelector<HTMLElement>('[data-keys=digits]');
  const digits = keys.filter((key) => key.parentElement === digitsRoom);
  digitsRoom?.append(...(isPressed(toolOf(keyboard, 'shuffled')) ? shuffle(digits) : digits));
  const [first] = visible(keys);
  if (first !== undefined && !visible(keys).some((key) => key.tabIndex === 0)) makeTabStop(keyboard, first);
}

/** Fisher and Yates; 32 bits each, so that no order is likelier than another by more than one in 400 million. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  const shuffled = [...items];
  const chance = crypto.getRandomValues(new Uint32Array(shuffled.length));
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = (chance[last] ?? 0) % (last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}

/** One key is reached by Tab, the others by arrows: else the way past the keys would be forty presses long. */
function makeTabStop({ keys }: Keyboard, stop: HTMLButtonElement): void {
  for (const key of keys) key.tabIndex = key === stop ? 0 : -1;
}

function onKey(keyboard: Keyboard, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const buttons = visible([...keyboard.panel.querySelectorAll('button')]);
  const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = from < 0 ? undefined : goalOf(event.key, buttons, from);
  if (event.key === 'Escape') close(keyboard);
  else if (event.key === 'Backspace') erase(keyboard);
  else if (next !== undefined) next.focus();
  // Who goes on typing on the keys of the PC is not to be stopped.
  else if (event.key.length === 1 && event.key !== ' ' && offers(keyboard, event.key)) {
    type(keyboard, event.key);
  } else return;
  event.preventDefault();
}

function offers({ keys }: Keyboard, character: string): boolean {
  return keys.some((key) => key.dataset.key === character || key.dataset.capital === character);
}

function goalOf(
  pressed: string,
  buttons: readonly HTMLButtonElement[],
  from: number,
): HTMLButtonElement | undefined {
  switch (pressed) {
    case 'ArrowRight':
      return buttons[(from + 1) % buttons.length];
    case 'ArrowLeft':
      return buttons.at(from - 1);
    case 'ArrowDown':
      return acrossFrom(buttons, from, 1);
    case 'ArrowUp':
      return acrossFrom(buttons, from, -1);
    case 'Home':
      return buttons[0];
    case 'End':
      return buttons.at(-1);
    default:
      return undefined;
  }
}

/** The nearest button of the next row, as the rows stand on this screen; at the edge the button itself. */
function acrossFrom(
  buttons: readonly HTMLButtonElement[],
  from: number,
  direction: 1 | -1,
): HTMLButtonElement | undefined {
  const start = buttons[from]?.getBoundingClientRect();
  if (start === undefined) return undefined;
  const middle = (box: DOMRect) => box.left + box.width / 2;
  const beyond = buttons
    .map((button) => ({ button, box: button.getBoundingClientRect() }))
    .map(({ button, box }) => ({
      button,
      rows: (box.top - start.top) * direction,
      aside: Math.abs(middle(box) - middle(start)),
    }))
    .filter(({ rows }) => rows > 1);
  const nearest = Math.min(...beyond.map(({ rows }) => rows));
  const row = beyond.filter(({ rows }) => rows < nearest + 2);
  return row.sort((one, other) => one.aside - other.aside)[0]?.button ?? buttons[from];
}

function visible<Element extends HTMLElement>(elements: readonly Element[]): Element[] {
  return elements.filter((element) => element.offsetParent !== null);
}

function toolOf({ panel }: Keyboard, name: string): HTMLButtonElement | null {
  return panel.querySelector<HTMLButtonElement>(`[data-tool=${name}]`);
}

function isPressed(toggle: HTMLButtonElement | null): boolean {
  return toggle?.getAttribute('aria-pressed') === 'true';
}

function press(toggle: HTMLButtonElement | null, pressed: boolean): void {
  toggle?.setAttribute('aria-pressed', String(pressed));
}

/** A browser that keeps nothing throws; then the choice holds until the keys are closed. */
function isShuffled(): boolean {
  try {
    return sessionStorage.getItem(SHUFFLED) !== null;
  } catch {
    return false;
  }
}

function rememberShuffled(shuffled: boolean): void {
  try {
    if (shuffled) sessionStorage.setItem(SHUFFLED, '');
    else sessionStorage.removeItem(SHUFFLED);
  } catch {
    // Nothing is kept; nothing is lost but a comfort.
  }
}
