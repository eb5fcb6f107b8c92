import { guestColumns, keepColumns, readColumns } from './guest-columns';

describe("the columns of the guests' table", () => {
    beforeEach(() => localStorage.clear());
    afterEach(() => localStorage.clear());

    it('are name, result, state, system, edition, evidence and key until somebody chooses', () => {
        expect(readColumns()).toEqual(['name', 'verdictText', 'state', 'os', 'edition', 'evidence', 'key']);
    });

    it("are kept in the table's order, always with the name, and without what is no column", () => {
        keepColumns(['expires', 'host']);
        expect(readColumns()).toEqual(['name', 'host', 'expires']);
        localStorage.setItem('avma.guests.columns', 'password,key,');
        expect(readColumns()).toEqual(['name', 'key']);
        keepColumns(guestColumns);
        expect(readColumns()).toEqual(guestColumns);
    });
});
