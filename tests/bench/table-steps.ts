/** A person's actions in a table of guests, a few times each. */
import { TablePage } from './table-page';

const repetitions = 5;
const jumps = 40;

export const tableSteps: readonly string[] = ['search', 'clear the search', 'sort by system', 'sort by name', 'longest scroll frame'];

/** @param note called with one of `tableSteps` and its milliseconds */
export async function measureSteps(table: TablePage, note: (step: string, milliseconds: number) => unknown): Promise<void> {
    await table.rest();
    for (let round = 0; round < repetitions; round++) {
        note('search', await table.search('-sql', /-sql/i));
        note('clear the search', await table.search('', /./));
        note('sort by system', await table.sort('Operating system'));
        note('sort by name', await table.sort('Name'));
        // The second click on a column reverses its order.
        await table.sort('Name');
    }
    for (let round = 0; round < repetitions; round++) {
        note('longest scroll frame', await table.scroll(jumps));
    }
}
