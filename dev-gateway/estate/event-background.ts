/** Events besides activations: the provider's recorded daily routine, and events of other providers with the same ids. */
import { GeneratedEvents, LogEvent, sppProvider } from './event-log';
import { activationLayouts, activationOutcomes, ActivationSubject } from './event-layouts';

const hourMs = 60 * 60 * 1000;
const minuteMs = 60 * 1000;
/** Hours since the latest run of the service, which even a log that was cleared today contains. */
const lastRunHours = 4;
const windowsApplication = '55c92734-d682-4d71-983e-d6ec3f16059f';

const spp = (id: number, level: number, ...data: string[]): Omit<LogEvent, 'time'> => ({ provider: sppProvider, id, level, data });

/** One run of the licensing service, with ids, levels and strings as recorded (tests/fixtures/recorded/spp-events). */
const serviceRun: ReadonlyArray<Omit<LogEvent, 'time'>> = [
    spp(900, 4, 'TriggerStarted:6'),
    spp(16394, 4),
    spp(1066, 4, 'C:\\Windows\\system32\\sppobjs.dll, msft:rm/algorithm/inherited/1.0, 0x00000000, 0x00000000\n'),
    spp(1003, 4, windowsApplication, '\n1: 0567073a-7d74-403b-b2d5-6b35da372d8d, 1, 0 [(0 [0xC004F014, 0, 0], [(?)(?)(?)(?)(?)(?)(?)(?)])(1 )(2 )(3 )]\n\n'),
    spp(902, 0, '10.0.17763.1697'),
    spp(16384, 4, '2022-04-28T19:48:52Z', 'RulesEngine'),
    spp(903, 0)
];

/** Events of other providers with the ids of activation events (windows-surface/events: idsUsedByOtherProviders). */
const sameIds: ReadonlyArray<Omit<LogEvent, 'time'>> = [
    { provider: 'Microsoft-Windows-Hyper-V-Hypervisor', id: 12309, level: 4, data: ['0x00000000'] },
    { provider: 'Microsoft-Windows-Hyper-V-Hypervisor', id: 12310, level: 2, data: ['0xC004FD01'] },
    { provider: 'Microsoft-Windows-AppXDeployment-Server', id: 12310, level: 4, data: ['0x00000000', 'Microsoft.WindowsStore'] }
];

const kmsRequest =
    '0x00000000, 0x00000000, kms.contoso.com:1688, 0f3fb4a2-b604-4b8c-9a48-99d4348fcf37, 2026/10/04 07:06, 0, 2, 972, 63f5b60a-8a5c-427c-8e6a-836a982589dc, 5';
const kmsAnswer = '0x00000000, 0x00000000, 1, 0, 10, 120, 10080, 2026/10/04 07:06';
const ruleFailure =
    'RuleId=31e71c49-8da7-4a2f-ad92-45d98a1c79ba;Action=AutoActivate;AppId=55c92734-d682-4d71-983e-d6ec3f16059f;NotificationInterval=1440;Trigger=NetworkAvailable';

const weekly = (events: ReadonlyArray<Omit<LogEvent, 'time'>>, day: number): ReadonlyArray<Omit<LogEvent, 'time'>> => (day % 7 === 3 ? events : []);

/**
 * Events of the Application log: one run of the service each day, and once a week the same ids from other providers.
 * @param client whether it contacts a key management service, sometimes without success
 */
export function applicationBackground(now: number, days: number, client: boolean): LogEvent[] {
    const asking = [spp(12288, 4, kmsRequest), spp(12289, 4, kmsAnswer), spp(8198, 2, 'hr=0x800704CF', ruleFailure)];
    return Array.from({ length: days }, (_, index) => days - index).flatMap(day =>
        [...serviceRun, ...weekly(sameIds, day), ...weekly(client ? asking : [], day)].map((event, index) => ({
            ...event,
            time: now - (day - 1) * 24 * hourMs - lastRunHours * hourMs + index * minuteMs
        }))
    );
}

/** Events of the Key Management Service log on a KMS host: requests of clients. */
export function keyManagementBackground(now: number, days: number): LogEvent[] {
    return Array.from({ length: days }, (_, index) => ({ ...spp(12290, 4, kmsRequest), time: now - (days - index) * 24 * hourMs }));
}

const hugeCount = 100_000;
const betweenMs = 5 * minuteMs;
/** Every 50th record is an activation request. */
const activationEach = 50;

/** 100,000 records, of which 2,000 are activation requests of all subjects in turn, in every layout and with every outcome. */
export function hugeLog(now: number, id: 12309 | 12310, subject: (index: number) => ActivationSubject): GeneratedEvents {
    return {
        count: hugeCount,
        event: index => {
            const time = now - (hugeCount - index) * betweenMs;
            if (index % activationEach === 0) {
                const cycle = index / activationEach;
                const code = activationOutcomes[cycle % activationOutcomes.length];
                return { time, provider: sppProvider, id, level: 4, data: activationLayouts[cycle % activationLayouts.length].write(code, subject(cycle)) };
            }
            const of = index % (activationEach * 2) === 1 ? sameIds : serviceRun;
            return { ...of[index % of.length], time };
        }
    };
}
