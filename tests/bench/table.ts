/**
 * Compares the guests' table with the SDK's bare table for the same 5,000 rows and columns, both in this run. The bare table reads the same rows through the
 * same gateway and shows them all at once, with plain text in every cell.
 */
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { Gateway } from '../../dev-gateway/gateway/gateway';
import { bareColumns } from './bare-table/columns';
import { guestCount, host, smallHost, startTables, TwoTables } from './table-host';
import { median } from './median';
import { TablePage } from './table-page';
import { measureSteps, tableSteps } from './table-steps';

/** The claim: no step of ours takes longer than this multiple of the bare table's time, ... */
const slowest = 1.3;
/** ... the first row appears this many times sooner than all rows, ... */
const soonerFirstRow = 3;
/** ... and memory grows by at most this fraction. */
const maxGrowth = 0.1;

const openings = 3;
const refreshes = 50;
/** Speed of the host in a refresh, which measures memory, not the host. */
const refreshSpeed = 10;
const height = 900;

interface Side {
    readonly name: string;
    readonly gateway: Gateway;
    readonly path: string;
    /** Height of the window; makes both lists equally high. */
    height: number;
    readonly measured: Map<string, number[]>;
}

const note = (side: Side, step: string, value: number): unknown => side.measured.set(step, [...(side.measured.get(step) ?? []), value]);
const of = (side: Side, step: string): number => median(side.measured.get(step) ?? [NaN]);

/** Checks that both show the same columns, in lists of the same height. */
async function align(ours: TablePage, bare: TablePage, side: Side): Promise<void> {
    const shown = await ours.columns();
    const expected = bareColumns.map(column => column.header);
    if (shown.map(([header]) => header).join() !== expected.join()) {
        throw new Error(`The guests' table shows the columns ${shown.map(([header]) => header).join(', ')}. Give tests/bench/bare-table/columns.ts the same.`);
    }
    const widths = (columns: ReadonlyArray<readonly [string, number]>): string => columns.map(([header, width]) => `${header} ${width}`).join(', ');
    const bareShown = await bare.columns();
    if (widths(bareShown) !== widths(shown)) {
        throw new Error(`The columns are not equally wide. Ours: ${widths(shown)}. Bare: ${widths(bareShown)}. See tests/bench/bare-table/columns.ts.`);
    }
    const difference = (await ours.list()).height - (await bare.list()).height;
    await bare.makeHigher(difference);
    side.height += difference;
    const [one, other] = [await ours.list(), await bare.list()];
    console.log(`Lists of ${one.height} and ${other.height} pixels, ${one.rows} and ${other.rows} rows drawn.`);
    if (one.height !== other.height) {
        throw new Error('The two lists are not equally high.');
    }
}

async function measureRefreshes(side: Side, table: TablePage, tables: TwoTables): Promise<void> {
    tables.engine.speed = refreshSpeed;
    await table.refresh();
    await table.rest();
    note(side, 'heap before', await table.heap());
    for (let round = 0; round < refreshes; round++) {
        note(side, 'refresh', await table.refresh());
    }
    await table.rest();
    note(side, 'heap after', await table.heap());
    tables.engine.speed = 1;
}

async function measure(tables: TwoTables): Promise<readonly [Side, Side]> {
    const ours: Side = { name: 'ours', gateway: tables.ours, path: 'guests', height, measured: new Map() };
    const bare: Side = { name: 'bare', gateway: tables.bare, path: '', height, measured: new Map() };
    const browser = await chromium.launch({
        executablePath: await chromiumPath(),
        args: [...chromiumFlags],
        // With scrollbars of zero width, as in headless mode, the SDK's table measures them again in every tick.
        ignoreDefaultArgs: ['--hide-scrollbars']
    });
    try {
        const open = (side: Side, node: string, rows: number): Promise<TablePage> => TablePage.open(browser, side.gateway, node, side.path, rows, side.height);
        // Fills the caches, and collects the scripts for the engine.
        const [smallOurs, smallBare] = [await open(ours, smallHost, 200), await open(bare, smallHost, 200)];
        await smallOurs.opened();
        await smallBare.opened();
        await align(smallOurs, smallBare, bare);
        await smallOurs.close();
        await smallBare.close();
        await tables.record();
        tables.engine.calls.clear();
        for (let round = 1; round <= openings; round++) {
            for (const side of [ours, bare]) {
                const table = await open(side, host, guestCount);
                const opened = await table.opened();
                const asked = tables.engine.lastStart('##Get-AvmaGuest##');
                note(side, 'first row', opened.firstRow - asked);
                note(side, 'all rows', opened.allRows - asked);
                note(side, 'longest frame meanwhile', opened.longestFrame);
                if (round === openings) {
                    console.log(`Measuring ${side.name} ...`);
                    await measureSteps(table, (step, value) => note(side, step, value));
                    await measureRefreshes(side, table, tables);
                }
                if (side === ours) {
                    await tables.engine.calls.logsRead(round);
                }
                await table.close();
            }
        }
        return [ours, bare];
    } finally {
        await browser.close();
    }
}

/** Steps that must not be slower than in the bare table, then those that are only reported. */
const claimed = ['all rows', ...tableSteps];
const told = ['first row', 'longest frame meanwhile', 'refresh'];

function print(ours: Side, bare: Side): void {
    const line = (...cells: readonly string[]): void => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(10))).join(''));
    line('median of each', 'ours', 'bare', 'ratio');
    for (const step of [...claimed, ...told]) {
        const [one, other] = [of(ours, step), of(bare, step)];
        line(step, `${one.toFixed(0)} ms`, `${other.toFixed(0)} ms`, (one / other).toFixed(2));
    }
    for (const step of ['heap before', 'heap after']) {
        const [one, other] = [of(ours, step), of(bare, step)];
        line(step, `${one.toFixed(1)} MB`, `${other.toFixed(1)} MB`, (one / other).toFixed(2));
    }
}

export async function table(): Promise<boolean> {
    const tables = await startTables(line => console.log(line));
    try {
        const [ours, bare] = await measure(tables);
        print(ours, bare);
        const failures = claimed
            .filter(step => !(of(ours, step) <= slowest * of(bare, step)))
            .map(step => `${step}: ${(of(ours, step) / of(bare, step)).toFixed(2)} times the bare table (at most ${slowest})`);
        const sooner = of(ours, 'all rows') / of(ours, 'first row');
        const growth = of(ours, 'heap after') / of(ours, 'heap before') - 1;
        console.log(`first row ${sooner.toFixed(1)} times sooner than all rows (at least ${soonerFirstRow})`);
        console.log(`heap ${(growth * 100).toFixed(1)} % up after ${refreshes} refreshes (at most ${maxGrowth * 100} %)`);
        failures.forEach(failure => console.log(`FAILED ${failure}`));
        const logsRead = tables.engine.calls.check(openings);
        return logsRead && failures.length === 0 && sooner >= soonerFirstRow && growth <= maxGrowth;
    } finally {
        await tables.close();
    }
}
