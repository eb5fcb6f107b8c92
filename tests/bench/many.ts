/**
 * Compares the guests' page with the 10,000 guests of 200 hosts to the same page with the 5,000 guests of half the hosts, both in this run: no step may take
 * twice as long, and the log of each host is read once, after its guests. See fleet.ts for what is real and what is replayed.
 */
import { Browser, chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { Fleet, guestsPerHost, hostCount, startFleet } from './fleet-host';
import { askHosts, showGuests } from './fleet-page';
import { median } from './median';
import { TablePage } from './table-page';
import { measureSteps, tableSteps } from './table-steps';

/** The claim: no step takes longer than this multiple of the time with half the guests. */
const slowest = 1.3;
const height = 900;
/** Alternates, so that neither has a warmer browser. */
const turns = 3;

type Measured = Map<string, number[]>;

/** Opens the page with the guests of so many hosts, whose logs were read. */
async function open(browser: Browser, fleet: Fleet, hosts: number): Promise<TablePage> {
    fleet.hosts.calls.clear();
    const table = await TablePage.open(browser, fleet.gateway, fleet.names[0], 'hosts', hosts * guestsPerHost, height, async page => {
        await askHosts(page, fleet.names.slice(0, hosts));
        await showGuests(page);
    });
    await table.opened();
    await fleet.hosts.calls.logsRead(hosts);
    return table;
}

async function measure(browser: Browser, fleet: Fleet, hosts: number, measured: Measured): Promise<boolean> {
    const table = await open(browser, fleet, hosts);
    await measureSteps(table, (step, value) => measured.set(step, [...(measured.get(step) ?? []), value]));
    await table.close();
    return fleet.hosts.calls.check(hosts);
}

export async function many(): Promise<boolean> {
    const fleet = await startFleet(line => console.log(line));
    const browser = await chromium.launch({
        executablePath: await chromiumPath(),
        args: [...chromiumFlags],
        // With scrollbars of zero width, as in headless mode, the SDK's table measures them again in every tick.
        ignoreDefaultArgs: ['--hide-scrollbars']
    });
    try {
        const sizes = [hostCount / 2, hostCount];
        const both: readonly Measured[] = [new Map(), new Map()];
        // Runs the script that reads logs once for real on each host.
        await (await open(browser, fleet, hostCount)).close();
        const logsRead: boolean[] = [];
        for (let turn = 0; turn < turns; turn++) {
            for (const [index, hosts] of sizes.entries()) {
                logsRead.push(await measure(browser, fleet, hosts, both[index]));
            }
        }
        const line = (...cells: readonly string[]): void =>
            console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(15))).join(''));
        line('median of each', ...sizes.map(hosts => `${hosts * guestsPerHost} guests`), 'ratio');
        const failures = tableSteps.filter(step => {
            const [one, other] = both.map(measured => median(measured.get(step) ?? [NaN]));
            line(step, `${one.toFixed(0)} ms`, `${other.toFixed(0)} ms`, (other / one).toFixed(2));
            return !(other <= slowest * one);
        });
        failures.forEach(step => console.log(`FAILED ${step}: more than ${slowest} times as long with twice the guests`));
        return failures.length === 0 && logsRead.every(Boolean);
    } finally {
        await browser.close();
        await fleet.close();
    }
}
