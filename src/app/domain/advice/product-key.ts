/** Product keys as they are typed: their form, and whether one is a published generic key or a secret of its owner. */
import { ownKeyPlaceholder } from './commands';
import { KeyEdition } from '../versions/editions';
import { AvmaKey, avmaKeys, lastFive } from '../versions/keys';
import { KmsClientKey, kmsClientKeys } from '../versions/kms-client-keys';

/** A key that Microsoft publishes for everybody: no secret. */
export type GenericKey =
    | { readonly keyClass: 'avma'; readonly key: string; readonly edition: KeyEdition; readonly avma: AvmaKey }
    | { readonly keyClass: 'kmsClient'; readonly key: string; readonly edition: KeyEdition; readonly kmsClient: KmsClientKey };

/** A key that only its owner knows. Like an account it lives in memory for one run and is kept nowhere else. */
export interface OwnKey {
    readonly key: string;
}

/** What is wrong with a typed key. `placeholder`: the key that stands for one in commands. */
export const productKeyProblems = ['empty', 'length', 'characters', 'placeholder'] as const;
export type ProductKeyProblem = (typeof productKeyProblems)[number];

export type TypedKey =
    /** `key` is in five groups of five capitals. It is a secret unless `generic` says otherwise. */
    | { readonly key: string; readonly lastFive: string; readonly generic: GenericKey | null; readonly problem: null }
    | { readonly key: null; readonly problem: ProductKeyProblem };

/** The characters of product keys: those that occur in the published ones, vowels and what looks alike left out. */
const alphabet = /^[BCDFGHJKMNPQRTVWXY2346789]*$/;
const signs = 25;

/** White space, and everything that word processors make of a hyphen. */
const separators = /[\s\u00a0\u00ad\u200b\u2060\ufeff_.\-\u2010-\u2015\u2212\uff0d]+/g;

const generics: ReadonlyMap<string, GenericKey> = new Map([
    ...avmaKeys.map((avma): [string, GenericKey] => [avma.key, { keyClass: 'avma', key: avma.key, edition: avma.edition, avma }]),
    ...kmsClientKeys.map((one): [string, GenericKey] => [one.key, { keyClass: 'kmsClient', key: one.key, edition: one.edition, kmsClient: one }])
]);

/** The generic key with exactly this text in five groups, or null: every other key is its owner's secret, whatever it ends in. */
export function genericKey(key: string): GenericKey | null {
    return generics.get(key) ?? null;
}

/** Reads a typed or pasted key; spaces, dashes and lower case are no mistake. Its text is in no problem. */
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

/** A text without the product keys in it: of each, its last five characters stay. */
export function withoutKeys(text: string): string {
    return text.replace(keyLike, '*****-*****-*****-*****-$1');
}
