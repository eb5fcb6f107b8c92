/** Keys of nodes that were made beforehand: making 4096 bits for each of sixteen sessions would measure this machine, not the tool. */
import { constants, generateKeyPair, KeyObject, privateDecrypt } from 'node:crypto';
import { promisify } from 'node:util';

export interface NodeKey {
    /** What Get-EncryptionJWKOnNode writes. */
    readonly jwk: string;
    /** What was encrypted with it, in Base64. @throws Error where it was encrypted with another one */
    open(secret: string): string;
}

const makePair = promisify(generateKeyPair);

function nodeKey(publicKey: KeyObject, privateKey: KeyObject): NodeKey {
    const { n, e } = publicKey.export({ format: 'jwk' });
    return {
        jwk: JSON.stringify({ kty: 'RSA', alg: 'RSA-OAEP', e, n }),
        open: secret =>
            privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, Buffer.from(secret, 'base64')).toString('utf8')
    };
}

/** @param count how many sessions there are at a time; the next one gets the first key again */
export async function keyRing(count: number): Promise<() => NodeKey> {
    const pairs = await Promise.all(Array.from({ length: count }, () => makePair('rsa', { modulusLength: 4096 })));
    const keys = pairs.map(({ publicKey, privateKey }) => nodeKey(publicKey, privateKey));
    let next = 0;
    return () => keys[next++ % keys.length];
}
