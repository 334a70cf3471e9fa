// What `warifu help` prints: the specification of the command line. Help on one command is its part of this.

export const USAGE = `warifu: electronic certificates for corporate internet banking

  warifu serve [--demo]
      Starts the server. --demo makes everything that a look at it needs: keys, a TLS certificate,
      and customers whose secrets it writes to data/demo/customers.json.

  warifu bank check FOLDER
      Judges a bank's folder (or a folder of banks): every fault with file, entry and cure.

  warifu bank take CODE [--dry-run] [--json]
      Brings a bank's file into force, whatever profile the office activated last. (A file that was
      changed is taken at start by itself, unless the office activated what is in force.)

  warifu contract import FILE.csv --bank CODE [--letters OUT.csv] [--dry-run] [--json]
      Loads new contracts: all of the file, or nothing of it; a second time changes nothing.
      First PINs and cards that the file leaves empty are made, and written to OUT.csv for the
      letters to the customers (default: data/letters/).

  warifu contract unlock --bank CODE --contract ID [--user ID] [--dry-run] [--json]
      Forgets the wrong entries of a contract's administrator, or of a user, so that he can try again.
      An administrator who is locked may lock the users too (the bank's profile says so).

  warifu contract resume --bank CODE --contract ID [--dry-run] [--json]
      Lifts the emergency stop of a contract. Be sure of who asks for it.

  warifu user import FILE.csv --bank CODE [--letters OUT.csv] [--dry-run] [--json]
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

  warifu crl save FILE.crl [--list NAME] [--id CA]
      Writes a published list (full, delta, or the number of a shard; default: full) to a file, in DER,
      in one step; of the CA that issues now, or of another one (issuing-1, root-1).

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
              [--dry-run] [--json]
      Makes an officer of the office known, and prints the sheet to hand over: the first password
      and the address for the authenticator app. Roles: operator, approver, helpDesk, auditor (of a
      bank), caOfficer (of the office's own code). NUMBER tells the person, whatever the account.

  warifu signer [--demo] [--shares]
      Runs the signer, who alone holds the private keys, apart from the servers, at the socket that
      WARIFU_SIGNER_SOCKET names here and there. Without it each server starts one of its own.
      --shares: the passphrase comes in shares, one a line on standard input.

  warifu ca show [--json]
      The CA certificates: which generation issues, from when the next one does, until when each is
      good; and whether the database is whole.

  warifu ca roll --from DAY [--key-kind KIND] [--dry-run] [--json]
      The next generation of the issuing CA in one step, where the root's key lies with the
      deployment's own: it issues from that day on (midnight in Japan; today: in two minutes). The
      ones before answer for what they issued until it has run out.

  warifu ca prepare FILE.csr [--key-kind KIND] [--dry-run] [--json]
      Has the signer make the key of the next generation, and writes its request (PKCS #10) for a
      root elsewhere. Asked for again, it is the same one.

  warifu ca accept FILE --from DAY [--dry-run] [--json]
      Takes in the certificate that the root signed for that key, to issue from that day on.

  warifu ca trust-root FILE --id root-2 --fingerprint SHA256 [--dry-run] [--json]
      Makes a root known to the signer: where its keys lie, by whoever may write there. The first
      one of a deployment with WARIFU_ROOT=offline, or another one later.

  warifu ca policy [--lang ja|en]
      Prints the skeleton of a certificate policy (RFC 3647, Markdown): its numbers are those of the
      environment, of the banks' files and of the program; the rest is for you to write.

  warifu ca root-list FILE.crl [--dry-run] [--json]
      Takes in the newest list of a root that is elsewhere, and publishes it in the place of the one before.
      While the server runs, too.

  warifu ca reopen CA [--bank CODE] [--dry-run] [--json]
      After a root has revoked that issuing CA (issuing-1) and another one issues: whoever lost a
      certificate with it may acquire a new one from today, and is told by mail; --bank: of one bank.

  warifu ca reconcile [--end-unknown] [--accept-loss] [--dry-run] [--json]
      Puts back what the journal tells and an old database does not know (the server refuses to start
      until then). --end-unknown: whoever is not in the database gets a closed contract, and what he
      held is revoked. --accept-loss: there is no journal any more. With the server stopped.

  warifu ca shares --split K-of-N
      Splits the passphrase of the keys into N lines for N people; K of them open the keys.

  warifu root create FOLDER --pki ADDRESS [--name NAME] [--id root-N] [--key-kind KIND] [--years N]
              [--months N] [--split K-of-N] [--persons "A; B"] [--dry-run] [--json]
      Makes a root in a folder of its own, on a machine without a network: its key (P-256, P-384, RSA-3072
      or ML-DSA-65) sealed under WARIFU_CA_PASSPHRASE_FILE, or under a passphrase that nobody sees and K of
      N people open. ADDRESS is where its certificate and list will be published, such as
      http://pki.bank.example; --months: for how long a list is good. What is for others goes to FOLDER/public.

  warifu root sign FOLDER --request FILE [--years N] [--shares] [--persons "A; B"] [--dry-run] [--json]
      Certifies an issuing CA from the request that its deployment wrote (\`warifu ca prepare\`), never
      beyond the root's own end. --shares: the passphrase comes in shares, one a line on standard input.

  warifu root revoke FOLDER --serial HEX --reason REASON [--shares] [--persons "A; B"] [--dry-run] [--json]
      Revokes an issuing CA and signs the list that says so. Reasons: cACompromise, superseded,
      cessationOfOperation, affiliationChanged, unspecified.

  warifu root revocation-list FOLDER [--shares] [--persons "A; B"] [--dry-run] [--json]
      Signs the root's list anew; take it to the deployments (\`warifu ca root-list\`) before the old one ends.

  warifu root show FOLDER [--json]
      The root, what it has certified and revoked, its list. Needs no passphrase.

  warifu root export FOLDER --to FOLDER
      Writes what is for others once more: the root's certificate and list, the issuing CAs' certificates.

  warifu root record FOLDER [--lang ja|en] [--to FILE.pdf]
      Prints the record of all that was done with this root, to be signed on paper by those who were there;
      as text, or with --to into a PDF of A4 pages.

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

On SQLite the commands on contracts, users, certificates, tokens and generations of the CA need the server stopped. Settings come from the
environment (WARIFU_DATA, DATABASE_URL, WARIFU_BANKS, WARIFU_DOMAIN, ports and secrets): see README.md.
`;

/** The parts on commands that begin with these words; empty: there is none. */
export function usageOf(words: readonly string[]): string {
  const parts = USAGE.split(/\n(?= {2}warifu )/).slice(1);
  const wanted = parts.filter((part) => part.startsWith(`  ${['warifu', ...words].join(' ')}`));
  return wanted.map((part) => `${part.split('\n\n')[0]}\n`).join('\n');
}
