// Which addresses are likely one person's: what is handed out together.

/** The IPv4 /24 or IPv6 /48 of an address. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  if (v4 !== undefined) return `${v4}.0/24`;
  const [head = '', tail] = address.split('::');
  const groups = groupsOf(head);
  const behind = groupsOf(tail ?? '');
  const whole = [
    ...groups,
    ...Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0'),
    ...behind,
  ];
  return `${whole
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/48`;
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
