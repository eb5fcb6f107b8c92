/** What a host needs: what isn't met is told in full with what changes it, the rest is one line. */
import { importHostRow } from '../data/import/import-host-row';
import { HostFacts } from '../domain/facts/facts';
import { AvmaStrings, avmaStrings, fillText } from './texts';
import { HostChecksView, toHostChecksView } from './host-checks-view';

const row = {
    computerName: 'HV01',
    buildNumber: 20348,
    operatingSystemSku: 8,
    licenseStatus: 1,
    sppsvcStartMode: 'Manual',
    vmmsState: 'Running',
    hyperVRights: true
};

describe('the requirements of a host', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));
    const hostOf = (change: object): HostFacts => importHostRow({ ...row, ...change });
    const view = (change: object = {}): HostChecksView => toHostChecksView(hostOf(change), strings);

    it('are one line where all are met', () => {
        const { open, met, metText } = view();
        expect([open, met.map(({ id }) => id), metText]).toEqual([
            [],
            ['hyperV', 'edition', 'activated', 'licensingService', 'rights'],
            fillText(strings.CheckCounts.allMet, { count: 5 })
        ]);
        expect(metText).toBe('All 5 requirements met');
        expect(met.every(({ fix, command, state }) => fix === '' && command === '' && state === strings.CheckStates.ok)).toBeTrue();
    });

    it('that are not met come with what changes them, and the others are counted', () => {
        const cases: ReadonlyArray<readonly [change: object, id: string, fix: string, command: string]> = [
            [{ licenseStatus: 0 }, 'activated', strings.Checks.activated.fix, 'slmgr /ato'],
            [{ vmmsState: 'Stopped' }, 'hyperV', strings.Checks.hyperV.fix, 'Start-Service vmms'],
            [{ vmmsState: 'Absent' }, 'hyperV', strings.Reasons.hyperVMissing.fix, 'Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart'],
            [{ sppsvcStartMode: 'Disabled' }, 'licensingService', strings.Checks.licensingService.fix, 'sc.exe config sppsvc start= delayed-auto'],
            [{ hyperVRights: false }, 'rights', strings.Checks.rights.fix, 'Add-LocalGroupMember -SID S-1-5-32-578 -Member DOMAIN\\user']
        ];
        for (const [change, id, fix, command] of cases) {
            const { open, metText } = view(change);
            expect(open.map(one => [one.id, one.fix, one.command])).toEqual([[id, fix, command]]);
            expect(metText).toBe('4 other requirements met');
        }
    });

    it('that could not be read say why, and who could read them or that reading again may help', () => {
        const [denied] = view({ sppsvcStartMode: null, unread: [{ field: 'sppsvcStartMode', code: '0x80041003' }] }).open;
        expect(denied.text).toBe(`${strings.Checks.licensingService.unknown} ${fillText(strings.Unread.denied, { code: '0x80041003' })}`);
        expect([denied.fix, denied.command]).toEqual([strings.Unread.checkFix, '']);
        const [failed] = view({ sppsvcStartMode: null, unread: [{ field: 'sppsvcStartMode', code: '0x80041001' }] }).open;
        expect(failed.fix).toBe(strings.Unread.checkRetry);
        const [silent] = view({ sppsvcStartMode: null }).open;
        expect([silent.text, silent.fix]).toEqual([strings.Checks.licensingService.unknown, '']);
    });
});
