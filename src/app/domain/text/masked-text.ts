/** Masks secrets in a text that somebody else wrote, such as a guest's message. */

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string): number[] => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)).flatMap(unit => [unit & 0xff, unit >> 8]);
/** A half of a surrogate pair can't be encoded; UTF-8 has U+FFFD for it, and so has everybody who encodes it. */
const percent = (text: string): string => encodeURIComponent(new TextDecoder().decode(new Uint8Array(utf8(text))));

const base64 = (bytes: readonly number[]): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
const hex = (bytes: readonly number[], between: string): string => bytes.map(byte => byte.toString(16).padStart(2, '0')).join(between);

/** The forms in which a secret is looked for: as it is, reversed, Base64 and hexadecimal, the latter two of UTF-8 and of UTF-16. */
function formsOf(secret: string): string[] {
    const reversed = [...secret].reverse().join('');
    const encoded = [secret, reversed]
        .flatMap(text => [utf8(text), utf16(text)])
        .flatMap(bytes => [base64(bytes), ...['', ' ', '-', ':'].map(between => hex(bytes, between))]);
    return [secret, reversed, ...encoded, percent(secret)];
}

/** Shorter forms would mask ordinary words, such as the Base64 text of one letter. */
const shortestForm = 3;

/**
 * Returns a function that writes `***` in place of each secret, also where it stands reversed or encoded, in upper or lower case. No mask finds everything, such as
 * a secret in two parts: a masked text may be shown, but a record doesn't keep it.
 */
export function secretMask(secrets: readonly string[]): (text: string) => string {
    const forms = new Set(secrets.filter(secret => secret !== '').flatMap(secret => [secret, ...formsOf(secret).filter(form => form.length >= shortestForm)]));
    if (forms.size === 0) {
        return text => text;
    }
    // Longest first, because one form may be part of another.
    const ordered = [...forms].sort((a, b) => b.length - a.length).map(form => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    const pattern = new RegExp(ordered.join('|'), 'gi');
    return text => text.replace(pattern, '***');
}

/** The same mask, which also hides one more secret. */
export function alsoMask(mask: (text: string) => string, secret: string): (text: string) => string {
    const added = secretMask([secret]);
    return text => added(mask(text));
}

/** Fields that importers check by their form, so that no secret is in them, and that must not change where a secret looks like one of them. */
const checkedFields: ReadonlySet<string> = new Set([
    'vmId',
    'channel',
    'source',
    'code',
    'field',
    'activationComponent',
    'collectedAt',
    'evaluationEndDate',
    'avmaLastActivation',
    'timeCreated',
    'oldestRecordTime'
]);

/** A row with its texts masked. */
export function maskTexts<T>(value: T, mask: (text: string) => string): T {
    const masked = (one: unknown): unknown => {
        if (typeof one === 'string') {
            return mask(one);
        }
        if (Array.isArray(one)) {
            return one.map(masked);
        }
        return typeof one === 'object' && one !== null
            ? Object.fromEntries(Object.entries(one).map(([name, part]) => [name, checkedFields.has(name) ? part : masked(part)]))
            : one;
    };
    return masked(value) as T;
}
