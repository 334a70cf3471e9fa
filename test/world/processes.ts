// What tests ask about processes that they start, or that their servers start.

/** Whether a process of this id is there, also one that has ended and that nobody has waited for. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
