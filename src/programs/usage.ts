// What `warifu help` prints: the specification of the command line. Help on one command is its part of this.

export const USAGE = `warifu: electronic certificates for corporate internet banking

  warifu serve [--demo]
      Starts the server. --demo makes everything that a look at it needs: keys, a TLS certificate,
      and customers whose secrets it writes to data/demo/customers.json.

  warifu bank check FOLDER
      Judges a bank's folder (or a folder of banks): every fault with file, entry and cure.

  warifu bank take CODE
      Brings a bank's file into force, whatever profile the office activated last. (A file that was
      changed is taken at start by itself, unless the office activated what is in force.)

  warifu contract import FILE.csv --bank CODE [--letters OUT.csv] [--dry-run]
      Loads new contracts: all of the file, or nothing of it; a second time changes nothing.
      First PINs and cards that the file leaves empty are made, and written to OUT.csv for the
      letters to the customers (default: data/letters/).

  warifu contract unlock --bank CODE --contract ID [--user ID] [--dry-run] [--json]
      Forgets the wrong entries of a contract's administrator, or of a user, so that he can try again.
      An administrator who is locked may lock the users too (the bank's profile says so).

  warifu contract resume --bank CODE --contract ID [--dry-run] [--json]
      Lifts the emergency stop of a contract. Be sure of who asks for it.

  warifu user import FILE.csv --bank CODE [--letters OUT.csv] [--dry-run]
      Loads users into contracts that are there (contract_id, user_id, name, mail, permission yes or no,
      user_pin, user_confirmation_pin): all of the file, or nothing of it. First PINs as with contracts.

  warifu certificate revoke --bank CODE --serial HEX --reason REASON [--dry-run] [--json]
      Ends one certificate at once. Reasons: keyCompromise, cessationOfOperation,
      affiliationChanged, unspecified.

  warifu certificate approve --bank CODE --serial HEX [--dry-run] [--json]
      Lets an administrator's certificate log on that was acquired again after expiry and waits for
      the bank (reAcquisition.bankApprovesAdministrators). Call the customer back before.

  warifu certificate reissue --bank CODE --contract ID [--user ID] [--dry-run] [--json]
      Ends what an administrator or a user has and lets them acquire anew from today: after a form
      for a lost PC, or for who came too late.

  warifu certificate show --serial HEX [--json]
      Shows one certificate: whose it is, its days, and what became of it.

  warifu crl show [--json]
      Shows the revocation lists that are published: numbers, days, how many are revoked.

  warifu crl save FILE.crl [--list NAME]
      Writes a published list (full, or the number of a shard; default: full) to a file, in DER.

  warifu ocsp show [--json]
      Shows the certificates under which OCSP answers are signed.

  warifu token import FILE --bank CODE [--key-file FILE] [--password-file FILE] [--dry-run] [--json]
      A list (serial_number, contract_id, user_id, kind, secret_base32 or secret_hex …) gives its tokens
      to holders; a holder's new token ends the one before. A list without contract_id, or a maker's file
      in PSKC (RFC 6030), puts tokens in stock; what opens it stands in a file of its own: a key in
      hexadecimal digits, or a password. All of the file, or nothing of it.

  warifu token end --bank CODE --contract ID [--user ID] [--dry-run] [--json]
      Ends the token of an administrator or of a user: it was lost, or is broken.

  warifu officer create --bank CODE --id ID --role ROLE --person NUMBER --name NAME --mail ADDRESS
      Makes an officer of the office known, and prints the sheet to hand over: the first password
      and the address for the authenticator app. Roles: operator, approver, helpDesk, auditor (of a
      bank), caOfficer (of the office's own code). NUMBER tells the person, whatever the account.

  warifu signer [--demo] [--shares]
      Runs the signer, who alone holds the private keys, apart from the servers, at the socket that
      WARIFU_SIGNER_SOCKET names here and there. Without it each server starts one of its own.
      --shares: the passphrase comes in shares, one a line on standard input.

  warifu ca show [--json]
      The CA certificates, their lists and the OCSP responder, and whether the database is whole.

  warifu ca reconcile [--end-unknown] [--accept-loss] [--dry-run] [--json]
      Puts back what the journal tells and an old database does not know (the server refuses to start
      until then). --end-unknown: whoever is not in the database gets a closed contract, and what he
      held is revoked. --accept-loss: there is no journal any more. With the server stopped.

  warifu ca shares --split K-of-N
      Splits the passphrase of the keys into N lines for N people; K of them open the keys.

  warifu audit verify [--json] [--head FILE] [--key FILE.pem]
      Reads the whole audit record and names the first entry that was altered, taken out, moved or cut
      off (exit code 1). --head: signed heads that were kept elsewhere (a file, or the folder of them);
      --key: the only key to believe. Beside a running server on PostgreSQL; on SQLite with the server
      stopped, or on a copy of its folder.

  warifu audit head [--json]
      Shows the newest signed head of the audit record, and the key.

  warifu audit prove --sequence NUMBER
      Proves to others that an entry stands in the audit record: JSON (docs/audit.md says how to verify it).

  warifu audit prove-growth --from SIZE
      Proves that the record, when it had so many entries, began the one of today.

  warifu backup FOLDER [--dry-run] [--json]
      Writes a backup of this moment into a new folder, while the server runs: the database and the
      sealed keys (not the secrets that open them), with the SHA-256 of each file.

  warifu backup verify FOLDER [--json]
      Reads a backup and says whether it is whole.

  warifu restore FOLDER [--dry-run] [--json]
      Puts a backup into an empty deployment, and then what the journal (WARIFU_JOURNAL) tells since.

  warifu completion bash|zsh|fish
      Prints what a shell needs to complete these commands: eval "$(warifu completion bash)".

  warifu help [COMMAND]

cert is short for certificate. --dry-run says what would be done, and undoes it. --json is for programs.

On SQLite the commands on contracts, users, certificates and tokens need the server stopped. Settings come from the
environment (WARIFU_DATA, DATABASE_URL, WARIFU_BANKS, WARIFU_DOMAIN, ports and secrets): see README.md.
`;

/** The parts on commands that begin with these words; empty: there is none. */
export function usageOf(words: readonly string[]): string {
  const parts = USAGE.split(/\n(?= {2}warifu )/).slice(1);
  const wanted = parts.filter((part) => part.startsWith(`  ${['warifu', ...words].join(' ')}`));
  return wanted.map((part) => `${part.split('\n\n')[0]}\n`).join('\n');
}
