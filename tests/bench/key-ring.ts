/** Pregenerated keys of nodes: generating 4096 bits for each of sixteen sessions would measure this machine, not the tool. */
import { constants, generateKeyPair, KeyObject, privateDecrypt } from 'node:crypto';
import { promisify } from 'node:util';

export interface NodeKey {
    /** The output of Get-EncryptionJWKOnNode. */
    readonly jwk: string;
    /** Decrypts a Base64 text that was encrypted with this key. @throws Error if another key was used */
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

/** @param count number of concurrent sessions; afterwards the keys are reused from the first */
export async function keyRing(count: number): Promise<() => NodeKey> {
    const pairs = await Promise.all(Array.from({ length: count }, () => makePair('rsa', { modulusLength: 4096 })));
    const keys = pairs.map(({ publicKey, privateKey }) => nodeKey(publicKey, privateKey));
    let next = 0;
    return () => keys[next++ % keys.length];
}
