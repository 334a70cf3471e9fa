// RFC 5280 4.2.1.13 and 4.2.2.1: plain http, since to fetch it by https may need the very thing that is fetched.

const HTTP_ADDRESS = /^http:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?\/[\x21-\x7e]*$/;

export function isHttpAddress(url: string): boolean {
  return HTTP_ADDRESS.test(url);
}
