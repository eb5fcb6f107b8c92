/** Signing in to a guest: over VMBus by id, or over the network by name. */
import { setTimeout as delay } from 'node:timers/promises';
import { CallSite, EnteredMachine, MachineConnection, WindowsError } from '../windows-call';
import { directFailure, winRmFailure } from './connection-failures';
import { FaultEntry } from './estate-file';
import { hang, strike, Struck } from './guest-faults';
import { Inside, knows } from './inside';
import { Machine, Node } from './machines';

/** A user name and password that reached a guest. */
export interface Logon {
    /** The node that the guest was entered from. */
    readonly node: string;
    /** The guest that was reached, under whatever name. */
    readonly vmId: string;
    readonly channel: 'direct' | 'winrm';
    readonly user: string;
    readonly success: boolean;
}

const restarts = (inside: Inside | null): boolean => inside !== null && inside.restartsUntil > Date.now();

/** The first server version with PowerShell Direct, for host and guest. */
const firstWithDirect = 2016;
const running = 2;
/** Matches `DOMAIN\\user` or `user@domain`. */
const ofDomain = /^[^.\\]+\\|@/;
const ipAddress = /^\d{1,3}(\.\d{1,3}){3}$|:/;

/** Finds a guest of the node by id, or any guest by computer name; the first match wins. */
export function findMachine(nodes: readonly Node[], node: Node, target: NonNullable<CallSite['machine']>): Machine | null {
    if ('vmId' in target) {
        return node.machines.find(machine => machine.id.toLowerCase() === target.vmId.toLowerCase()) ?? null;
    }
    const wanted = target.computerName.toLowerCase();
    const bears = ({ inside }: Machine): boolean => inside !== null && [inside.computerName.toLowerCase(), inside.fqdn].includes(wanted);
    return [node, ...nodes].flatMap(one => one.machines).find(bears) ?? null;
}

/** Waits for the guest's latency; forever if it hangs. */
async function wait(inside: Inside, hangs: boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (hangs) {
        await hang(signal);
    }
    const milliseconds = (inside.entry.latencyMs ?? 0) + (inside.entry.stepMs ?? 0);
    if (milliseconds > 0) {
        await delay(milliseconds, undefined, { signal });
    }
}

/** A session that breaks while it is opened is reported as a failure to open. */
async function strikeAll(faults: readonly FaultEntry[], struck: Struck, signal: AbortSignal): Promise<void> {
    for (const fault of faults) {
        try {
            await strike(fault, struck, signal);
        } catch (error) {
            throw error instanceof WindowsError ? new WindowsError({ ...error.failure, endsConnection: false }) : error;
        }
    }
}

const entered = ({ entry }: Inside): EnteredMachine => (entry.instead === undefined ? {} : { instead: entry.instead });

async function enterDirectly(
    nodes: readonly Node[],
    node: Node,
    connection: MachineConnection,
    record: (logon: Logon) => void,
    signal: AbortSignal
): Promise<EnteredMachine> {
    const { target } = connection;
    const language = node.language;
    if (node.entry.hyperV === 'absent' || node.entry.hyperVModule === false) {
        throw directFailure('moduleMissing', language);
    }
    const machine = node.entry.hyperVRights === false ? null : findMachine([], node, { vmId: target });
    if (!machine) {
        throw directFailure('notFound', language, target);
    }
    if (machine.enabledState !== running) {
        throw directFailure('notRunning', language, machine.entry.name);
    }
    const user = connection.user ?? '';
    if (user === '') {
        throw directFailure('userEmpty', language);
    }
    const { inside } = machine;
    const silent = machine.entry.shielded || inside?.entry.direct === 'noAnswer' || restarts(inside);
    if (!inside || silent || inside.serverYear < firstWithDirect || node.system.serverYear < firstWithDirect) {
        throw directFailure('noAnswer', language);
    }
    const struck = { nodes, node, machine, inside, direct: true };
    await strikeAll(inside.faults.enter(), struck, signal);
    await wait(inside, inside.entry.direct === 'hangs', signal);
    const success = knows(inside, user, connection.password ?? '');
    record({ node: node.entry.name, vmId: machine.id, channel: 'direct', user, success });
    if (!success) {
        throw directFailure('credentialInvalid', language);
    }
    await strikeAll(inside.faults.entered(), struck, signal);
    return entered(inside);
}

async function enterByName(
    nodes: readonly Node[],
    node: Node,
    connection: MachineConnection,
    record: (logon: Logon) => void,
    signal: AbortSignal
): Promise<EnteredMachine> {
    const { target, useSsl, authentication } = connection;
    const fail = (name: Parameters<typeof winRmFailure>[0]): never => {
        throw winRmFailure(name, node.language, target);
    };
    if (ipAddress.test(target)) {
        return useSsl ? fail('unreachable') : fail('ipAddress');
    }
    const machine = findMachine(nodes, node, { computerName: target });
    if (!machine?.inside) {
        return fail('nameUnknown');
    }
    const { inside } = machine;
    if (machine.enabledState !== running || inside.entry.winrm === 'unreachable' || restarts(inside)) {
        return fail('unreachable');
    }
    if (inside.entry.winrm === 'notTrusted' && !useSsl) {
        return fail('notTrusted');
    }
    if (inside.entry.winrm === 'certificateNotTrusted' && useSsl) {
        return fail('certificate');
    }
    const struck = { nodes, node, machine, inside, direct: false };
    await strikeAll(inside.faults.enter(), struck, signal);
    await wait(inside, false, signal);
    const user = connection.user ?? '';
    if (authentication === 'Kerberos' && !ofDomain.test(user)) {
        return fail('noLogonServers');
    }
    const known = knows(inside, user, connection.password ?? '');
    record({ node: node.entry.name, vmId: machine.id, channel: 'winrm', user, success: known && inside.entry.winrm !== 'accessDenied' });
    if (known && inside.entry.winrm === 'accessDenied') {
        return fail('accessDenied');
    }
    if (!known) {
        // Domains report a wrong password. For local accounts, both failures were observed; the estate uses the other one.
        return fail(ofDomain.test(user) ? 'logonFailure' : 'accessDenied');
    }
    await strikeAll(inside.faults.entered(), struck, signal);
    return entered(inside);
}

/** @param record called with every user name and password that reaches a guest, valid or not @throws WindowsError like PowerShell */
export function enterMachine(
    nodes: readonly Node[],
    node: Node,
    connection: MachineConnection,
    record: (logon: Logon) => void,
    signal: AbortSignal
): Promise<EnteredMachine> {
    return connection.channel === 'direct' ? enterDirectly(nodes, node, connection, record, signal) : enterByName(nodes, node, connection, record, signal);
}
