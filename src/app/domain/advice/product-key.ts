/** Parses typed product keys, and separates published generic keys from secret ones. */
import { ownKeyPlaceholder } from './commands';
import { KeyEdition } from '../versions/editions';
import { AvmaKey, avmaKeys, lastFive } from '../versions/keys';
import { KmsClientKey, kmsClientKeys } from '../versions/kms-client-keys';

/** A key that Microsoft publishes for everybody, so it isn't secret. */
export type GenericKey =
    | { readonly keyClass: 'avma'; readonly key: string; readonly edition: KeyEdition; readonly avma: AvmaKey }
    | { readonly keyClass: 'kmsClient'; readonly key: string; readonly edition: KeyEdition; readonly kmsClient: KmsClientKey };

/** A secret key. Like an account, it is held in memory for one run and never saved. */
export interface OwnKey {
    readonly key: string;
}

/** What is wrong with a typed key. `placeholder`: the key that stands for the administrator's own one in commands. */
export const productKeyProblems = ['empty', 'length', 'characters', 'placeholder'] as const;
type ProductKeyProblem = (typeof productKeyProblems)[number];

export type TypedKey =
    /** `key` has five groups of five upper-case characters. It is secret unless `generic` is set. */
    | { readonly key: string; readonly lastFive: string; readonly generic: GenericKey | null; readonly problem: null }
    | { readonly key: null; readonly problem: ProductKeyProblem };

/** The characters that occur in published product keys: no vowels and no lookalikes. */
const alphabet = /^[BCDFGHJKMNPQRTVWXY2346789]*$/;
const signs = 25;

/** White space, and everything that word processors turn hyphens into. */
const separators = /[\s\u00a0\u00ad\u200b\u2060\ufeff_.\-\u2010-\u2015\u2212\uff0d]+/g;

const generics: ReadonlyMap<string, GenericKey> = new Map([
    ...avmaKeys.map((avma): [string, GenericKey] => [avma.key, { keyClass: 'avma', key: avma.key, edition: avma.edition, avma }]),
    ...kmsClientKeys.map((one): [string, GenericKey] => [one.key, { keyClass: 'kmsClient', key: one.key, edition: one.edition, kmsClient: one }])
]);

/** The published key that equals this text (five groups); null for every other key, which is then a secret, whatever its last five characters are. */
export function genericKey(key: string): GenericKey | null {
    return generics.get(key) ?? null;
}

/** Parses a typed or pasted key; accepts spaces, dashes and lower case. Problems never contain the key's text. */
export function readProductKey(typed: string): TypedKey {
    const bare = typed.replace(separators, '').toUpperCase();
    if (bare === '') {
        return { key: null, problem: 'empty' };
    }
    if (!alphabet.test(bare)) {
        return { key: null, problem: 'characters' };
    }
    if (bare.length !== signs) {
        return { key: null, problem: 'length' };
    }
    const key = (bare.match(/.{5}/g) ?? []).join('-');
    return key === ownKeyPlaceholder ? { key: null, problem: 'placeholder' } : { key, lastFive: lastFive(key), generic: genericKey(key), problem: null };
}

const keyLike = /(?<![A-Z0-9])(?:[A-Z0-9]{5}-){4}([A-Z0-9]{5})(?![A-Z0-9])/gi;

/** Masks the product keys in a text, except for their last five characters. */
export function withoutKeys(text: string): string {
    return text.replace(keyLike, '*****-*****-*****-*****-$1');
}
