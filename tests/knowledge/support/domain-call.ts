/** How a function of `domain` is called with generated values. */
import fc from 'fast-check';
import { ApplyTarget } from '../../../src/app/domain/apply/apply-target';
import { applyModes } from '../../../src/app/domain/facts/apply-facts';
import * as keys from '../../../src/app/domain/versions/keys';
import { number, orNull, text } from './hostile-facts';

export interface Call {
    readonly name: string;
    readonly args: fc.Arbitrary<readonly unknown[]>;
    readonly run: (args: readonly unknown[]) => unknown;
}

export type Arbitraries<A extends readonly unknown[]> = { readonly [K in keyof A]: fc.Arbitrary<A[K]> };

export function call<A extends unknown[]>(fn: (...args: A) => unknown, ...arbitraries: Arbitraries<A>): Call {
    const args = fc.tuple(...(arbitraries as unknown as readonly fc.Arbitrary<unknown>[]));
    return { name: fn.name, args, run: given => fn(...(given as A)) };
}

/** A call by way of others, such as of what a function returns. */
export const called = <A extends unknown[]>(name: string, fn: (...args: A) => unknown, ...arbitraries: Arbitraries<A>): Call => ({
    ...call(fn, ...arbitraries),
    name
});

export const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 4 });
export const sku = orNull(fc.oneof(fc.constantFrom(7, 8, 12, 13, 50, 79, 80, 407), number));
export const build = orNull(fc.oneof(fc.constantFrom(9600, 14393, 17763, 20348, 25398, 26100), number));
export const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    text.map(written => new TextEncoder().encode(written))
);
const param = fc.dictionary(
    fc.constantFrom('q', 'text', 'verdict', 'reason', 'os', 'evidence', 'state', 'note', 'since', 'host', 'guest', 'outcome', 'id', 'period'),
    text
);
export const params = param.map(values => ({ get: (name: string): string | null => values[name] ?? null }));
export const mode = fc.constantFrom(...applyModes);
export const publishedKey = fc.constantFrom(...keys.avmaKeys.map(({ key }) => key));
export const target = fc.constantFrom<ApplyTarget>({ kind: 'avma' }, { kind: 'back' }, { kind: 'own', lastFive: 'ABCDE' });
