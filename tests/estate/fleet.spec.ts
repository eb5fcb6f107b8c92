/** The made-up fleet: the same for the same seed, of everything some, quick to load and small. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry } from '../../dev-gateway/estate/estate-file';
import { estateContent } from '../../dev-gateway/estate/estate-source';
import { fleet } from '../../dev-gateway/estate/fleet';

describe('A fleet', () => {
    const content = fleet(200, 50, 1);
    const guests = content.nodes.flatMap(node => node.guests ?? []);

    it('is the same for the same seed, and another for another one', () => {
        expect(fleet(20, 10, 7)).toEqual(fleet(20, 10, 7));
        expect(fleet(20, 10, 8)).not.toEqual(fleet(20, 10, 7));
        expect(fleet(20, 10)).toEqual(fleet(20, 10, 1));
    });

    it('has as many hosts and guests as were asked for, each with a name and an id of its own', () => {
        expect([content.nodes.length, guests.length]).toEqual([200, 10_000]);
        expect(new Set(guests.map(guest => guest.name)).size).toBe(10_000);
        const estate = new Estate(content, 0);
        const ids = estate.nodeNames.flatMap(name => estate.node(name)?.machines.map(machine => machine.id) ?? []);
        expect(new Set(ids).size).toBe(10_000);
    });

    it('has hosts of every version, and some that cannot activate anything', () => {
        const os = new Set(content.nodes.map(node => node.os));
        expect([...os].sort()).toEqual(['2012 R2', '2016', '2019', '2022', '2025', 'azureLocal']);
        for (const property of ['sku', 'license', 'licensingService', 'azureLocalAnswer', 'language'] as const) {
            const count = content.nodes.filter(node => node[property] !== undefined).length;
            expect([property, count > 0 && count < 100]).toEqual([property, true]);
        }
        expect(content.nodes.filter(node => node.os === 'azureLocal' && node.sku !== undefined)).toEqual([]);
    });

    it('has guests of every kind, most of them servers that run and report', () => {
        const share = (fits: (guest: GuestEntry) => boolean): number => guests.filter(fits).length / guests.length;
        for (const [least, most, fits] of [
            [0.7, 0.9, guest => guest.sku === 7 || guest.sku === 8],
            [0.005, 0.05, guest => guest.sku === 79],
            [0.005, 0.05, guest => guest.sku === 407],
            [0.01, 0.1, guest => guest.os === 'windows11' || guest.os === '20H2'],
            [0.03, 0.15, guest => guest.os === 'ubuntu' || guest.os === 'rhel'],
            [0.05, 0.2, guest => guest.state !== undefined],
            [0.03, 0.15, guest => guest.dataExchange !== undefined],
            [0.2, 0.6, guest => guest.inside?.license === 'avma'],
            [0.01, 0.1, guest => (guest.inside?.graceMinutes ?? Infinity) < 2880],
            [0.02, 0.2, guest => guest.inside?.avmaHost !== undefined],
            [0.02, 0.2, guest => guest.inside?.license === 'mak']
        ] as ReadonlyArray<readonly [number, number, (guest: GuestEntry) => boolean]>) {
            const found = share(fits);
            expect(found >= least && found <= most)
                .withContext(`${String(fits)}: ${found}`)
                .toBeTrue();
        }
    });

    it('is what an estate file could be', () => {
        const folder = mkdtempSync(join(tmpdir(), 'avma-fleet-'));
        const file = join(folder, 'fleet.json');
        writeFileSync(file, JSON.stringify(fleet(30, 20)));
        expect(() => loadEstate(file)).not.toThrow();
        rmSync(folder, { recursive: true });
    });

    it('is loaded by its size', () => {
        const estate = loadEstate('fleet:200x50');
        expect([estate.nodeNames.length, estate.node('FL200')?.machines.length]).toEqual([200, 50]);
        expect(estateContent('fleet:3x2:9')).toEqual(fleet(3, 2, 9));
        expect(estateContent('fleet:2x0').nodes.map(node => node.guests)).toEqual([[], []]);
    });

    it('takes some thousand bytes a guest', () => {
        const kept: Estate[] = [];
        global.gc?.();
        const before = process.memoryUsage().heapUsed;
        kept.push(loadEstate('fleet:200x50'));
        global.gc?.();
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(150e6);
        expect(kept.length).toBe(1);
    });

    for (const wrong of ['fleet:', 'fleet:200', 'fleet:0x50', 'fleet:1001x1', 'fleet:1x1001', 'fleet:ax5', 'fleet:2x2:x']) {
        it(`is refused as ${wrong}`, () => {
            expect(() => loadEstate(wrong)).toThrowError(
                `A fleet is written as fleet:HOSTSxGUESTS, such as fleet:200x50, with at most 1000 of each, not "${wrong}".`
            );
        });
    }
});
