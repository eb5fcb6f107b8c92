import { Entries, EntryChanges, ReadingStorage } from '../../data/reading-storage';

/** An in-memory storage of readings for specs. */
export class MemoryReadings implements ReadingStorage {
    public entries = new Map<string, string>();
    /** Whether the browser denies its storage. */
    public isDenied = false;

    public change(toChanges: (entries: Entries) => EntryChanges): Promise<Entries> {
        if (this.isDenied) {
            return Promise.reject(new DOMException('denied', 'SecurityError'));
        }
        toChanges(new Map(this.entries)).forEach((text, name) => (text === null ? this.entries.delete(name) : this.entries.set(name, text)));
        return Promise.resolve(new Map(this.entries));
    }

    /** All content, to search for what must not be saved. */
    public get everything(): string {
        return JSON.stringify([...this.entries]);
    }
}
