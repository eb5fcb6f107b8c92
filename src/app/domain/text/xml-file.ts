/**
 * The characters of an XML file for changes that keep its bytes. A byte of an encoding that extends ASCII is one character here, whatever it means: only markup is
 * read and written, and that is ASCII. So nothing is lost that this encoding or that one can't write.
 */

export interface XmlFile {
    /** One character per byte, or per two bytes of UTF-16. */
    readonly text: string;
    /** The bytes of a text of that kind. */
    write(text: string): Uint8Array;
}

/** Encodings in which markup is written as in ASCII, and no byte of another character looks like it. */
const extendsAscii = /^(?:utf-?8|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d)$/i;
const declaredEncoding = /^(?:\xef\xbb\xbf)?<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["'][^>]*>/;

const chunk = 8192;

/** Calls `of` for each unit and joins what it returns, in pieces that a call can take. */
function joined(length: number, of: (index: number) => number): string {
    const parts: string[] = [];
    for (let start = 0; start < length; start += chunk) {
        const codes = Array.from({ length: Math.min(chunk, length - start) }, (_, index) => of(start + index));
        parts.push(String.fromCharCode(...codes));
    }
    return parts.join('');
}

function wide(bytes: Uint8Array, low: 0 | 1): XmlFile {
    return {
        text: joined(bytes.length / 2, index => bytes[2 * index + low] | (bytes[2 * index + 1 - low] << 8)),
        write: text => {
            const written = new Uint8Array(2 * text.length);
            for (let index = 0; index < text.length; index++) {
                written[2 * index + low] = text.charCodeAt(index) & 0xff;
                written[2 * index + 1 - low] = text.charCodeAt(index) >> 8;
            }
            return written;
        }
    };
}

function isUtf8(bytes: Uint8Array): boolean {
    try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return true;
    } catch {
        return false;
    }
}

/** Reads a file's bytes; null if its encoding isn't one of UTF-8, UTF-16, ASCII, ISO 8859 or Windows 125x, or if it isn't what the file says. */
export function readXmlFile(bytes: Uint8Array): XmlFile | null {
    const [first, second] = [bytes[0], bytes[1]];
    // With a byte order mark, or with the "<" that every file begins with.
    const low =
        (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)
            ? 0
            : (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)
              ? 1
              : null;
    if (low !== null) {
        return bytes.length % 2 === 0 ? wide(bytes, low) : null;
    }
    const text = joined(bytes.length, index => bytes[index]);
    const encoding = declaredEncoding.exec(text)?.[1] ?? 'utf-8';
    if (!extendsAscii.test(encoding) || (/^utf/i.test(encoding) && !isUtf8(bytes))) {
        return null;
    }
    return {
        text,
        write: changed => {
            const written = new Uint8Array(changed.length);
            for (let index = 0; index < changed.length; index++) {
                written[index] = changed.charCodeAt(index);
            }
            return written;
        }
    };
}
