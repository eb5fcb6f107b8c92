/** A certificate for this process, because browsers use HTTP/2 only over TLS. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A DER element of X.509, shorter than 64 KB. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
    const content = Buffer.concat(parts);
    const { length } = content;
    const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
    return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
/** 1.2.840.10045.4.3.2: ECDSA with SHA-256. */
const algorithm = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
/** 2.5.4.3: the common name. */
const name = sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('127.0.0.1')))));

const dayMs = 24 * 60 * 60 * 1000;
/** UTCTime: YYMMDDhhmmssZ */
const time = (days: number): Buffer => {
    const [date, clock] = new Date(Date.now() + days * dayMs).toISOString().split('T');
    return der(0x17, Buffer.from(`${date.slice(2).replace(/-/g, '')}${clock.slice(0, 8).replace(/:/g, '')}Z`));
};

/** Certificate and key in PEM format, valid from yesterday until tomorrow. */
export function selfSigned(): { readonly cert: string; readonly key: string } {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    // The first bit of an integer is its sign.
    const serial = der(0x02, Buffer.from([1]), randomBytes(8));
    const content = sequence(serial, algorithm, name, sequence(time(-1), time(1)), name, publicKey.export({ type: 'spki', format: 'der' }));
    const certificate = sequence(content, algorithm, der(0x03, Buffer.from([0]), sign('sha256', content, privateKey)));
    const cert = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
    return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}
