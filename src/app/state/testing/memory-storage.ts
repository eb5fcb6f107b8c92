/** An in-memory browser storage for specs, with a size limit. */
export class MemoryStorage implements Storage {
    /** Maximum number of characters. */
    public room = Number.POSITIVE_INFINITY;
    /** Keys in the order in which they were written. */
    public written: string[] = [];
    private readonly items = new Map<string, string>();

    public get length(): number {
        return this.items.size;
    }

    public clear(): void {
        this.items.clear();
    }

    public getItem(key: string): string | null {
        return this.items.get(key) ?? null;
    }

    public key(index: number): string | null {
        return [...this.items.keys()][index] ?? null;
    }

    public removeItem(key: string): void {
        this.items.delete(key);
    }

    public setItem(key: string, value: string): void {
        const others = [...this.items].filter(([one]) => one !== key);
        if ([...others, [key, value]].join().length > this.room) {
            throw new DOMException('full', 'QuotaExceededError');
        }
        this.items.set(key, value);
        this.written.push(key);
    }

    /** All content, to search for what must not be saved. */
    public get everything(): string {
        return JSON.stringify([...this.items]);
    }
}
