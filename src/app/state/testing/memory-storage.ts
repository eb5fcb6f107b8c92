/** A storage of a browser for specs: it ends with them, and can be full. */
export class MemoryStorage implements Storage {
    /** How many characters it holds. */
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

    /** Everything in it, to look for what must not be there. */
    public get everything(): string {
        return JSON.stringify([...this.items]);
    }
}
