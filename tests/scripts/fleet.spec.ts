/** What the tool makes of a fleet that is made up: hosts and verdicts of many kinds. */
import { loadEstate } from '../../dev-gateway/estate/estate';
import { importGuestRow } from '../../src/app/data/import/import-guest-row';
import { importHostRow } from '../../src/app/data/import/import-host-row';
import { assess } from '../../src/app/domain/judgement/assess';
import { runScript } from './support/script-runner';

describe('A fleet of made-up hosts', () => {
    it('answers in rows that the importers accept, with guests of most verdicts', async () => {
        const estate = loadEstate('fleet:8x25');
        const verdicts = new Set<string>();
        const builds = new Set<number | null>();
        for (const node of estate.nodeNames) {
            const host = importHostRow((await runScript('Get-AvmaHost', node, { estate })).rows[0]);
            builds.add(host.buildNumber);
            const { rows } = await runScript('Get-AvmaGuest', node, { estate });
            expect([host.computerName, rows.length]).toEqual([node, 25]);
            rows.forEach(row => verdicts.add(assess(host, importGuestRow(row)).verdict));
        }
        expect(builds.size).toBeGreaterThan(2);
        expect([...verdicts].sort()).toEqual(['eligible', 'needsConversion', 'notApplicable', 'notEligible', 'unknown']);
    });
});
