/** Events that are pushed on one side and awaited on the other. */
export class EventQueue<T> {
    private readonly waiting: T[] = [];
    private wake: () => void = () => undefined;
    private closed = false;

    public push(event: T): void {
        this.waiting.push(event);
        this.wake();
    }

    public close(): void {
        this.closed = true;
        this.wake();
    }

    /** @param left is called when the reader leaves before the end */
    public async *events(left: () => void): AsyncGenerator<T> {
        let complete = false;
        try {
            for (;;) {
                while (this.waiting.length > 0) {
                    yield this.waiting.shift() as T;
                }
                if (this.closed) {
                    complete = true;
                    return;
                }
                await new Promise<void>(resolve => (this.wake = resolve));
            }
        } finally {
            if (!complete) {
                left();
            }
        }
    }
}
