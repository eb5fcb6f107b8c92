/** Commands contain the right keys and editions, and nothing that a guest could have written. */
import { noteCodes, reasonCodes } from '../judgement/assessment';
import { HostCheckId, hostCheckIds } from '../judgement/host-checks';
import { importHostRow } from '../../data/import/import-host-row';
import {
    CommandStep,
    conversionSteps,
    hostCheckCommand,
    installSteps,
    kmsClientSteps,
    stepsForGuest,
    stepsForInsideFailure,
    stepsForNote,
    stepsForReason
} from './commands';
import { kmsClientKey } from '../versions/kms-client-keys';

const vmId = '11111111-2222-3333-4444-555555555555';
const lines = (steps: readonly CommandStep[]): string[] => steps.flatMap(step => step.lines);

describe('the commands', () => {
    it('convert an evaluation with the KMS client key, restart, then install the AVMA key', () => {
        expect(lines(conversionSteps(17763, 80))).toEqual([
            'dism /online /Get-TargetEditions',
            'dism /online /Set-Edition:ServerDatacenter /ProductKey:WMDGN-G9PQG-XVVXX-R3X43-63DFG /AcceptEula',
            'shutdown /r /t 0',
            'slmgr /ipk H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW',
            'slmgr /ato',
            'slmgr /dlv'
        ]);
        expect(lines(conversionSteps(20348, 79))[1]).toBe('dism /online /Set-Edition:ServerStandard /ProductKey:VDYBN-27WPP-V4HQT-9VMD4-VMK7H /AcceptEula');
        expect(lines(conversionSteps(20348, 160))[1]).toBe(
            'dism /online /Set-Edition:ServerDatacenterCor /ProductKey:WX4NM-KYWYW-QJJR4-XV3QB-6VM33 /AcceptEula'
        );
        expect(lines(conversionSteps(25398, 80))).toEqual(['dism /online /Get-TargetEditions']);
    });

    it('convert an evaluation host to Datacenter, with the installation option that it has', () => {
        const conversion = (hostSku: number): string => lines(stepsForReason('hostEvaluation', { hostSku }, vmId))[1];
        for (const desktop of [79, 80]) {
            expect(conversion(desktop)).toContain('/Set-Edition:ServerDatacenter ');
        }
        for (const core of [159, 160]) {
            expect(conversion(core)).toContain('/Set-Edition:ServerDatacenterCor ');
        }
    });

    it('install, activate and read back: an accepted key is no activation', () => {
        expect(lines(installSteps('A'))).toEqual(['slmgr /ipk A', 'slmgr /ato', 'slmgr /dlv']);
        expect(lines(stepsForGuest(9600, 7))[0]).toBe('slmgr /ipk DBGBW-NPF86-BJVTX-K3WKJ-MTB6V');
        expect(stepsForGuest(19042, 7)).toEqual([]);
        expect(lines(kmsClientSteps(kmsClientKey(14393, 50)))[0]).toBe('slmgr /ipk JCKRF-N37P4-C2D82-9YXRT-4M63B');
        expect(kmsClientSteps(null)).toEqual([]);
    });

    it('find Data Exchange by its id and the machine by its own', () => {
        const [line] = lines(stepsForReason('dataExchangeDisabled', {}, vmId));
        expect(line).toContain(`Get-VM -Id '${vmId}'`);
        expect(line).toContain('2A34B1C2-FD73-4043-8A5B-DD2159BC743F');
    });

    it('resume a paused machine and start any other', () => {
        expect(lines(stepsForReason('notRunning', { enabledState: 9 }, vmId))[0]).toContain('Resume-VM');
        expect(lines(stepsForReason('notRunning', { enabledState: 3 }, vmId))[0]).toContain('Start-VM');
    });

    it('help against failures of looking inside where a command does', () => {
        expect(lines(stepsForInsideFailure('hyperVModuleMissing'))).toEqual(['Install-WindowsFeature -Name Hyper-V-PowerShell']);
        expect(stepsForInsideFailure('noAnswer')[0].place).toBe('guest');
        expect(stepsForInsideFailure('credentialRefused')).toEqual([]);
    });

    it('of a failing check of the host change something, and turn only editions into Datacenter that can become it', () => {
        const of = (id: HostCheckId, operatingSystemSku: number | null = 7): string => hostCheckCommand(id, importHostRow({ operatingSystemSku }));
        const commands = hostCheckIds.map(id => of(id)).filter(line => line !== '');
        expect(commands.filter(line => /^Get-|\/dlv|\/Get-/.test(line))).toEqual([]);
        expect(commands.length).toBe(6);
        expect(of('edition', 7)).toBe('dism /online /Set-Edition:ServerDatacenter /ProductKey:XXXXX-XXXXX-XXXXX-XXXXX-XXXXX /AcceptEula');
        expect([13, 160].map(sku => of('edition', sku).split(' ')[2])).toEqual(['/Set-Edition:ServerDatacenterCor', '/Set-Edition:ServerDatacenterCor']);
        expect([8, 42, null].map(sku => of('edition', sku))).toEqual(['', '', '']);
        const hyperV = ['Absent', 'Stopped'].map(vmmsState => hostCheckCommand('hyperV', importHostRow({ vmmsState })));
        expect(hyperV).toEqual(['Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart', 'Start-Service vmms']);
    });

    it('exist for every code, even with nothing known, and never contain what a guest says', () => {
        const hostile = "x'; Remove-VM *; '";
        const data = {
            guestName: hostile,
            osName: hostile,
            edition: hostile,
            otherHost: hostile,
            keyLastFive: 'WMBMW',
            guestBuild: 17763,
            guestSku: 80,
            hostName: hostile
        };
        const all = [
            ...reasonCodes.flatMap(code => [...stepsForReason(code, data, vmId), ...stepsForReason(code, {}, vmId)]),
            ...noteCodes.flatMap(code => [...stepsForNote(code, data, vmId), ...stepsForNote(code, {}, vmId)])
        ];
        expect(all.length).toBeGreaterThan(40);
        expect(lines(all).filter(line => line.includes('Remove-VM') || /[^\x20-\x7e]/.test(line))).toEqual([]);
    });
});
