/** The event logs of nodes and of guests, generated on first access and extended afterwards. */
import { createHash } from 'node:crypto';
import { ActivationEntry, LogState, LogStates } from './estate-file';
import { applicationBackground, hugeLog, keyManagementBackground } from './event-background';
import { EventLog, GeneratedEvents, LogEvent, logNames, sppProvider } from './event-log';
import { activationLayout, ActivationLayout, activationLayouts, ActivationSubject } from './event-layouts';
import { Inside } from './inside';
import { Machine, Node } from './machines';
import { MachineLogs } from './providers/events';

const hourMs = 60 * 60 * 1000;
const days = 60;
/** Hours since a cleared log was cleared, and since a disabled log was disabled. */
const clearedHours = 6;
const disabledHours = 240;
const defaultMaximum = 20_971_520;
const firstRecordIds: Readonly<Record<LogState, number>> = { ok: 4711, disabled: 4711, empty: 1, missing: 1, denied: 1, cleared: 90_001, huge: 1_204_001 };

/** The level of 12309 and 12310 is unknown, so it rotates: information, log always, error, warning. */
const activationLevels = [4, 0, 2, 3];

/** One activation request, to be written on host and guest. */
interface Activation {
    readonly time: number;
    readonly level: number;
    readonly data: readonly string[];
    /** Null for a guest that no longer exists. */
    readonly machine: Machine | null;
    readonly log: 'application' | 'keyManagementService';
}

/** The serial of a node's last request, which selects its layout and level. */
const serials = new WeakMap<Node, { next: number }>();
const nodeLogs = new WeakMap<Node, MachineLogs>();
const insideLogs = new WeakMap<Inside, MachineLogs>();

function guidOf(text: string): string {
    const hex = createHash('sha256').update(text).digest('hex').toUpperCase();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The guest's values in an event; for a guest that no longer exists, derived from its name. */
function subjectOf(node: Node, machine: Machine | null, name: string): ActivationSubject {
    const inside = machine?.inside;
    return {
        vmId: machine?.id ?? guidOf(`gone/${name}`),
        computerName: inside?.computerName ?? name,
        fqdn: inside?.fqdn ?? `${name.toLowerCase()}.${node.domain}`,
        hostFqdn: node.fqdn,
        language: node.language
    };
}

function activationOf(node: Node, machine: Machine | null, name: string, code: number, time: number, layout: ActivationLayout | null): Activation {
    const serial = serials.get(node) ?? { next: 0 };
    serials.set(node, { next: serial.next + 1 });
    const chosen = layout ?? activationLayouts[serial.next % activationLayouts.length];
    return {
        time,
        level: activationLevels[serial.next % activationLevels.length],
        data: chosen.write(code, subjectOf(node, machine, name)),
        machine,
        log: 'application'
    };
}

const plannedOf = new WeakMap<Node, readonly Activation[]>();

/** The requests in the estate file. Created once, so that host and guest contain the same ones. */
function planned(node: Node): readonly Activation[] {
    let found = plannedOf.get(node);
    if (!found) {
        found = (node.entry.activations ?? []).flatMap((entry: ActivationEntry) => {
            const machine = node.machines.filter(one => one.entry.name === entry.guest)[entry.nth ?? 0] ?? null;
            const layout = entry.layout === undefined ? null : activationLayout(entry.layout);
            return entry.hoursAgo.map(hours => ({
                ...activationOf(node, machine, entry.guest, Number(entry.code), node.now - hours * hourMs, layout),
                log: entry.log ?? 'application'
            }));
        });
        plannedOf.set(node, found);
    }
    return found;
}

const written = (id: 12309 | 12310, { time, level, data }: Activation): LogEvent => ({ time, provider: sppProvider, id, level, data });

/** The events that a log in this state still contains. */
function remaining(state: LogState, events: readonly LogEvent[], now: number): LogEvent[] {
    const sorted = [...events].sort((a, b) => a.time - b.time);
    switch (state) {
        case 'ok':
            return sorted;
        case 'cleared':
            return sorted.filter(event => event.time >= now - clearedHours * hourMs);
        case 'disabled':
            return sorted.filter(event => event.time < now - disabledHours * hourMs);
        default:
            return [];
    }
}

function growLogs(
    states: LogStates | undefined,
    now: number,
    application: readonly LogEvent[],
    keyManagement: readonly LogEvent[],
    huge: GeneratedEvents
): EventLog[] {
    const applicationState = states?.application ?? 'ok';
    // Requests in this log are only visible if its state isn't empty.
    const keyManagementState = states?.keyManagementService ?? (keyManagement.length > 0 ? 'ok' : 'empty');
    const grow = (name: string, state: LogState, events: readonly LogEvent[]): EventLog[] =>
        state === 'missing'
            ? []
            : [
                  new EventLog(
                      name,
                      {
                          enabled: state !== 'disabled',
                          denied: state === 'denied',
                          maximumBytes: defaultMaximum,
                          firstRecordId: firstRecordIds[state],
                          ...(state === 'huge' ? { generated: huge } : {})
                      },
                      remaining(state, events, now)
                  )
              ];
    const background = states?.keyManagementService === 'ok' ? keyManagementBackground(now, days) : [];
    return [
        ...grow(logNames.application, applicationState, application),
        ...grow(logNames.keyManagementService, keyManagementState, [...background, ...keyManagement])
    ];
}

/** The logs of a node. */
export function logsOfNode(node: Node): MachineLogs {
    let found = nodeLogs.get(node);
    if (!found) {
        const requests = (log: Activation['log']): LogEvent[] =>
            planned(node)
                .filter(one => one.log === log)
                .map(one => written(12310, one));
        const { machines } = node;
        const huge = hugeLog(node.now, 12310, index => {
            const machine = machines[index % machines.length] ?? null;
            return subjectOf(node, machine, machine?.entry.name ?? 'GONE');
        });
        const background = applicationBackground(node.now, days, node.entry.license === 'kms');
        found = {
            machineName: node.fqdn,
            language: node.language,
            logs: growLogs(node.entry.eventLogs, node.now, [...background, ...requests('application')], requests('keyManagementService'), huge)
        };
        nodeLogs.set(node, found);
    }
    return found;
}

/** Earlier Windows versions don't write event 12309. */
const firstWithActivation = 2012;

/** The logs inside a machine. */
export function logsInside(node: Node, machine: Machine, inside: Inside): MachineLogs {
    let found = insideLogs.get(inside);
    if (!found) {
        const own = planned(node).filter(one => one.machine === machine && inside.serverYear >= firstWithActivation);
        const background = applicationBackground(node.now, days, inside.license === 'kmsClient' || inside.license === 'kmsClientLicensed');
        const huge = hugeLog(node.now, 12309, () => subjectOf(node, machine, machine.entry.name));
        found = {
            machineName: inside.fqdn,
            language: inside.language,
            logs: growLogs(inside.entry.eventLogs, node.now, [...background, ...own.map(one => written(12309, one))], [], huge)
        };
        insideLogs.set(inside, found);
    }
    return found;
}

function append({ logs }: MachineLogs, event: LogEvent): void {
    const log = logs.find(one => one.name === logNames.application);
    if (log?.options.enabled) {
        log.append(event);
    }
}

/**
 * Writes a guest's activation request: 12310 on the host, and 12309 in a guest whose Windows supports it.
 * @param code result code, unsigned
 * @param time milliseconds since 1970
 * @param layout the next of all layouts by default
 */
export function writeActivation(node: Node, machine: Machine, code: number, time: number, layout?: ActivationLayout): void {
    // Generate the logs from the estate file before adding to them.
    const host = logsOfNode(node);
    const guest = machine.inside && logsInside(node, machine, machine.inside);
    const request = activationOf(node, machine, machine.entry.name, code, time, layout ?? null);
    append(host, written(12310, request));
    if (guest && machine.inside && machine.inside.serverYear >= firstWithActivation) {
        append(guest, written(12309, request));
    }
}
