/** Where readings inside guests are kept. What is in it may have been written by anybody who uses the browser's profile. */
import { InjectionToken } from '@angular/core';

/** Texts by name. */
export type Entries = ReadonlyMap<string, string>;

/** New texts of entries; null deletes one. */
export type EntryChanges = ReadonlyMap<string, string | null>;

export interface ReadingStorage {
    /**
     * Reads all entries and changes some of them, in one step even if other tabs do the same.
     * @returns the entries after that; rejects where the browser keeps nothing
     */
    change(toChanges: (entries: Entries) => EntryChanges): Promise<Entries>;
}

/** Keeps nothing, as for specs. */
class NoStorage implements ReadingStorage {
    public change(): Promise<Entries> {
        return Promise.resolve(new Map());
    }
}

export const readingStorageToken = new InjectionToken<ReadingStorage>('ReadingStorage', { providedIn: 'root', factory: () => new NoStorage() });

const databaseName = 'avma.readings';
const storeName = 'readings';

/** Entries after changes. */
function changed(entries: Entries, changes: EntryChanges): Entries {
    const all = new Map(entries);
    changes.forEach((text, name) => (text === null ? all.delete(name) : all.set(name, text)));
    return all;
}

function open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
        // Throws where the page may not keep anything.
        const request = indexedDB.open(databaseName, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(storeName);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.onblocked = () => reject(new Error('blocked'));
    });
}

/** Entries in IndexedDB. */
export class IndexedReadings implements ReadingStorage {
    private database: Promise<IDBDatabase> | null = null;

    public async change(toChanges: (entries: Entries) => EntryChanges): Promise<Entries> {
        this.database ??= open();
        try {
            return await this.run(await this.database, toChanges);
        } catch (error) {
            // The browser may close a connection, and grant another one later.
            this.database = null;
            throw error;
        }
    }

    private run(database: IDBDatabase, toChanges: (entries: Entries) => EntryChanges): Promise<Entries> {
        return new Promise((resolve, reject) => {
            const transaction = database.transaction(storeName, 'readwrite');
            const store = transaction.objectStore(storeName);
            const entries = new Map<string, string>();
            let changes: EntryChanges = new Map();
            const cursors = store.openCursor();
            cursors.onsuccess = () => {
                const cursor = cursors.result;
                if (cursor) {
                    entries.set(String(cursor.key), typeof cursor.value === 'string' ? cursor.value : '');
                    cursor.continue();
                    return;
                }
                try {
                    changes = toChanges(entries);
                    changes.forEach((text, name) => (text === null ? store.delete(name) : store.put(text, name)));
                } catch (error) {
                    reject(error);
                    transaction.abort();
                }
            };
            transaction.oncomplete = () => resolve(changed(entries, changes));
            transaction.onerror = transaction.onabort = () => reject(transaction.error);
        });
    }
}
