/** The browser's own storage of readings. */
import { IndexedReadings } from './reading-storage';

describe('readings in IndexedDB', () => {
    const none = new Map<string, string | null>();
    const empty = async (): Promise<void> => {
        await new IndexedReadings().change(entries => new Map([...entries.keys()].map(name => [name, null])));
    };
    beforeEach(empty);
    afterEach(empty);

    it('are there after the page was loaded again, and when they were deleted not any more', async () => {
        const after = await new IndexedReadings().change(
            () =>
                new Map([
                    ['a', 'one'],
                    ['b', 'two']
                ])
        );
        expect([...after]).toEqual([
            ['a', 'one'],
            ['b', 'two']
        ]);
        expect([...(await new IndexedReadings().change(() => new Map([['a', null]])))]).toEqual([['b', 'two']]);
        expect([...(await new IndexedReadings().change(() => none))]).toEqual([['b', 'two']]);
    });

    it('of two tabs that write at once are all there', async () => {
        const [one, other] = [new IndexedReadings(), new IndexedReadings()];
        const add =
            (name: string) =>
            (entries: ReadonlyMap<string, string>): Map<string, string> =>
                new Map([[name, `after ${entries.size}`]]);
        await Promise.all([one.change(add('a')), other.change(add('b')), one.change(add('c'))]);
        const texts = [...(await one.change(() => none)).values()];
        expect(texts.sort()).toEqual(['after 0', 'after 1', 'after 2']);
    });

    it('fail where the browser keeps nothing, and are kept again once it does', async () => {
        const storage = new IndexedReadings();
        const denied = spyOn(indexedDB, 'open').and.throwError(new DOMException('denied', 'SecurityError'));
        await expectAsync(storage.change(() => none)).toBeRejected();
        denied.and.callThrough();
        expect((await storage.change(() => new Map([['a', 'one']]))).size).toBe(1);
    });

    it('stay as they are where a change fails', async () => {
        const storage = new IndexedReadings();
        await storage.change(() => new Map([['a', 'one']]));
        const two = new Map([['a', 'two']]);
        // A browser without room ends the whole change.
        const put = spyOn(IDBObjectStore.prototype, 'put').and.callFake(function (this: IDBObjectStore): IDBRequest<IDBValidKey> {
            this.transaction.abort();
            return {} as IDBRequest<IDBValidKey>;
        });
        await expectAsync(storage.change(() => two)).toBeRejected();
        put.and.throwError(new DOMException('refused', 'DataCloneError'));
        await expectAsync(storage.change(() => two)).toBeRejected();
        put.and.callThrough();
        expect([...(await storage.change(() => none))]).toEqual([['a', 'one']]);
    });
});
