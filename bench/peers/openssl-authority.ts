// A certification authority as the peers take it: key and certificate in PEM, and OpenSSL's text file of what it issued.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runPeer } from './program.ts';

const CONFIGURATION = `[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
certificate = ca.pem
private_key = ca-key.pem
default_md = sha256
default_days = 365
default_crl_days = 1
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[ext]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
`;

/** Makes the CA in a folder, with so many certificates of which it says that they are valid or revoked. */
export async function makeOpensslAuthority(
  folder: string,
  { certificates, revoked }: { readonly certificates: number; readonly revoked: boolean },
): Promise<void> {
  await writeFile(join(folder, 'openssl.cnf'), CONFIGURATION);
  await writeFile(join(folder, 'serial'), '7F00000000000000\n');
  const rows = Array.from({ length: certificates }, (_, n) => {
    const serial = (0x1000000000 + n * 7919).toString(16).toUpperCase().padStart(16, '1');
    return revoked
      ? `R\t360101000000Z\t260101000000Z,keyCompromise\t${serial}\tunknown\t/CN=${n}`
      : `V\t360101000000Z\t\t${serial}\tunknown\t/CN=${n}`;
  });
  await writeFile(join(folder, 'index.txt'), rows.length === 0 ? '' : `${rows.join('\n')}\n`);
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n');
  const curve = ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca-key.pem'];
  runPeer('openssl', curve, folder);
  const self = ['req', '-x509', '-new', '-key', 'ca-key.pem', '-subj', '/CN=Peer', '-days', '3650'];
  const out = ['-out', 'ca.pem', '-config', 'openssl.cnf', '-extensions', 'ext'];
  runPeer('openssl', [...self, ...out], folder);
}
