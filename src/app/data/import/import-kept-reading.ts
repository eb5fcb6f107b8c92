import { KeptReading } from '../../domain/guests/kept-reading';
import { flag, ImportError, record, shortText, whole } from './field-readers';
import { importActivationRow } from './import-activation-row';

const hostName = (value: unknown, path: string): string => {
    const name = shortText(value, path);
    if (name === null || name === '') {
        throw new ImportError(path, 'the name of a host', value);
    }
    return name.toLowerCase();
};

const time = (value: unknown, path: string): number => {
    const number = whole(value, path);
    if (number === null) {
        throw new ImportError(path, 'a time in milliseconds', value);
    }
    return number;
};

const readers = record<KeptReading>({
    host: hostName,
    cluster: (value, path) => shortText(value, path)?.toLowerCase() ?? null,
    readAt: time,
    hadAvma: (value, path) => flag(value, path) ?? false,
    facts: importActivationRow
});

/**
 * Converts an entry of the browser's storage, which may contain anything.
 * @returns null for what is no reading
 */
export function importKeptReading(text: string): KeptReading | null {
    try {
        return readers(JSON.parse(text), 'reading');
    } catch {
        return null;
    }
}
