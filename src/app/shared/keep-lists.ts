import { MonoTypeOperatorFunction, scan } from 'rxjs';

function isSame(before: unknown, next: unknown): boolean {
    return Array.isArray(before) && Array.isArray(next) && before.length === next.length && next.every((item, index) => item === before[index]);
}

/** Gives a view the lists of the one before where they hold the same items: the SDK's table redraws all of a list that is another array. */
export function keepLists<TView extends object>(): MonoTypeOperatorFunction<TView> {
    return scan((before, next) => {
        const known = before as Readonly<Record<string, unknown>>;
        return {
            ...next,
            ...Object.fromEntries(Object.entries(known).filter(([name, list]) => isSame(list, (next as Readonly<Record<string, unknown>>)[name])))
        };
    });
}
