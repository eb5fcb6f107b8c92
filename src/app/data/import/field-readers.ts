/** Field checks for importers. A missing field becomes null; an invalid one throws an error with its path. */

/** A row that doesn't have its script's format. `path` is the field's path, such as `guests[3].intrinsic[0].name`. */
export class ImportError extends Error {
    constructor(
        public readonly path: string,
        expected: string,
        found: unknown
    ) {
        super(`${path}: expected ${expected}, found ${describe(found)}`);
        this.name = 'ImportError';
    }
}

function describe(value: unknown): string {
    if (value === null) {
        return 'null';
    }
    if (Array.isArray(value)) {
        return 'an array';
    }
    return typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : typeof value === 'object' ? 'an object' : String(value);
}

/** Returns one value, or throws an `ImportError` with `path`. */
export type Reader<T> = (value: unknown, path: string) => T;

/** One reader for each field of a type; a missing reader is a compile error. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<T[K]> };

const unknownValue = (value: unknown): boolean => value === null || value === undefined;

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
    return (value, path) => (unknownValue(value) ? null : reader(value, path));
}

/** Characters; the longest texts are those of events (31,839 characters, as Windows limits them) and encoded items. */
const longestText = 65_536;

/** A required text of at most so many characters. */
const textUpTo =
    (longest: number): Reader<string> =>
    (value, path) => {
        if (typeof value !== 'string') {
            throw new ImportError(path, 'a text', value);
        }
        if (value.length > longest) {
            throw new ImportError(path, `a text of at most ${longest} characters`, value);
        }
        return value;
    };

const requiredText: Reader<string> = textUpTo(longestText);

export const text: Reader<string | null> = nullable(requiredText);

/** A name, a code or a short message, as guests write them; no field of theirs that has a limit has a longer one. */
export const shortText: Reader<string | null> = nullable(textUpTo(1024));

/** A required text, such as an item's name. */
export const presentText: Reader<string> = requiredText;

const requiredWhole: Reader<number> = (value, path) => {
    // Beyond these, numbers aren't exact, so that two different ones could be equal.
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        throw new ImportError(path, 'a whole number', value);
    }
    return value;
};

export const whole: Reader<number | null> = nullable(requiredWhole);

/** A whole number of 32 bits, signed or unsigned, as properties of WMI and codes are. */
export const whole32: Reader<number | null> = nullable((value, path) => {
    const number = requiredWhole(value, path);
    if (number < -0x80000000 || number > 0xffffffff) {
        throw new ImportError(path, 'a whole number of 32 bits', value);
    }
    return number;
});

/** A number of rows, milliseconds or attempts. */
export const count: Reader<number> = (value, path) => {
    const number = whole(value, path);
    if (number === null || number < 0 || number > 0x7fffffff) {
        throw new ImportError(path, 'a whole number from 0', value);
    }
    return number;
};

export const flag: Reader<boolean | null> = nullable((value, path) => {
    if (typeof value !== 'boolean') {
        throw new ImportError(path, 'true or false', value);
    }
    return value;
});

/** An ISO 8601 date with a time zone. */
export const date: Reader<string | null> = nullable((value, path) => {
    if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(Date.parse(value))) {
        throw new ImportError(path, 'a date such as 2026-11-01T08:00:00Z', value);
    }
    return value;
});

/** Items; no list of a row is nearly as long. */
const longestList = 10_000;

/** A list; null and undefined become an empty list. */
export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
    return (value, path) => {
        if (unknownValue(value)) {
            return [];
        }
        if (!Array.isArray(value)) {
            throw new ImportError(path, 'an array', value);
        }
        if (value.length > longestList) {
            throw new ImportError(path, `at most ${longestList} items`, value);
        }
        return value.map((one: unknown, index) => reader(one, `${path}[${index}]`));
    };
}

export const numbers: Reader<readonly number[]> = list(requiredWhole);
export const texts: Reader<readonly string[]> = list(requiredText);

export function oneOf<T extends string>(...allowed: readonly T[]): Reader<T> {
    return (value, path) => {
        if (!allowed.includes(value as T)) {
            throw new ImportError(path, allowed.map(one => `"${one}"`).join(' or '), value);
        }
        return value as T;
    };
}

/** A virtual machine's id in lower case, because ids compare case-insensitively. */
export const machineId: Reader<string> = (value, path) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
        throw new ImportError(path, 'the GUID of a virtual machine', value);
    }
    return value.toLowerCase();
};

/** Reads an object with one reader for each field; drops other fields. */
export function record<T>(readers: Readers<T>): Reader<T> {
    const names = Object.keys(readers) as Array<keyof T & string>;
    return (value, path) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            throw new ImportError(path, 'an object', value);
        }
        const fields = value as Readonly<Record<string, unknown>>;
        const result: Partial<T> = {};
        for (const name of names) {
            result[name] = readers[name](fields[name], path ? `${path}.${name}` : name);
        }
        return result as T;
    };
}
