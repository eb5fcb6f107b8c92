/** What was chosen emits what differs, and nothing else. */
import { Choice } from './choice';

describe('a choice', () => {
    interface Chosen {
        readonly name: string;
        readonly count: number;
    }
    function watched(): readonly [Choice<Chosen>, readonly Chosen[]] {
        const choice = new Choice<Chosen>({ name: 'a', count: 1 });
        const seen: Chosen[] = [];
        choice.subscribe(value => seen.push(value));
        return [choice, seen];
    }

    it('is another object with what was changed', () => {
        const [choice, seen] = watched();
        choice.change({ count: 2 });
        expect(seen).toEqual([
            { name: 'a', count: 1 },
            { name: 'a', count: 2 }
        ]);
        expect(choice.value).toBe(seen[1]);
    });

    it('says nothing where nothing differs', () => {
        const [choice, seen] = watched();
        choice.change({ name: 'a', count: 1 });
        choice.change({});
        expect(seen.length).toBe(1);
    });

    it('changes after the page was checked where that is asked for', async () => {
        const [choice, seen] = watched();
        choice.changeAfterCheck({ count: 2 });
        expect(seen.length).toBe(1);
        await Promise.resolve();
        expect(seen.length).toBe(2);
    });
});
