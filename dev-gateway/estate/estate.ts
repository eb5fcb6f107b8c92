/** Simulated hosts and guests. They answer like Windows, as far as Microsoft documents it. */
import { randomUUID } from 'node:crypto';
import { setImmediate as yieldToEvents, setTimeout as delay } from 'node:timers/promises';
import { EnteredMachine, MachineConnection, WindowsAnswerer, WindowsCall, WindowsObject } from '../windows-call';
import { invokeMethod } from './cim-methods';
import { cimInstances, insideInstances, queriedClass } from './cim-queries';
import { canTake, formClusters, isRole } from './clusters';
import { EstateFile } from './estate-file';
import { estateContent } from './estate-source';
import { logsInside, logsOfNode } from './event-writer';
import { notSimulated } from './failures';
import { methodOf } from './fault-plan';
import { enterMachine, findMachine, Logon } from './guest-entry';
import { connectionLost, strike, Struck } from './guest-faults';
import { ActivationRequest, GuestSite, invokeInside, invokeWmiMethod, KeyWrite, wmiObjects } from './guest-methods';
import { inventoryOf, NodeInventory } from './inventory';
import { growNode, Machine, Node } from './machines';
import { failOver, holder, moveMachine } from './moves';
import { namedMutex } from './named-mutexes';
import { endpointOf, windowsModulesOf } from './node-modules';
import { winEvents } from './providers/events';
import { registryValues, removeValues } from './registry';

/** The result of signing in to a node. `jea`: only its JEA endpoint accepts the account. */
export type NodeAccess = 'ok' | 'credentialsNeeded' | 'forbidden' | 'jea' | 'unreachable' | 'unknownNode';

/** Numbers of calls to a node by command, and of CIM queries by class. */
export interface NodeStatistics {
    readonly calls: Readonly<Record<string, number>>;
    readonly cimQueries: Readonly<Record<string, number>>;
}

/** The properties of a node that can change at run time. */
export type NodeChange = Partial<Pick<Node, 'access' | 'clusterState'>>;

const minuteMs = 60_000;
/** After this many objects of one answer, the event loop gets control, so that the reader can cancel. */
const batchSize = 256;

export class Estate implements WindowsAnswerer {
    private readonly nodes: readonly Node[];
    private readonly id = randomUUID();
    private readonly logonRecord: Logon[] = [];
    private readonly keyRecord: KeyWrite[] = [];
    private readonly activationRecord: ActivationRequest[] = [];
    private readonly counted = new Map<string, { calls: Map<string, number>; cimQueries: Map<string, number> }>();

    constructor(
        file: EstateFile,
        /** Added to each call. */
        public latencyMs: number
    ) {
        const now = file.now === undefined ? Math.floor(Date.now() / minuteMs) * minuteMs : Date.parse(file.now);
        this.nodes = file.nodes.map(entry => growNode(entry, file.domain, now, file.keys));
        formClusters(this.nodes);
    }

    /** The computer names of all nodes, in the file's order. */
    public get nodeNames(): readonly string[] {
        return this.nodes.map(node => node.entry.name);
    }

    /** The names of all clusters. */
    public get clusterNames(): readonly string[] {
        return [...new Set(this.nodes.flatMap(node => node.cluster?.name ?? []))];
    }

    /** The full names of a cluster's nodes, which its connection stores as aliases. Servers have none. */
    public aliases(name: string): readonly string[] {
        const members = this.nodes.filter(node => node.cluster?.name.toLowerCase() === name.toLowerCase());
        return members.map(node => `${node.entry.name}.${node.domain}`.toLowerCase());
    }

    /** @param name computer name or full name, case-insensitive; the name of a cluster that resolves returns one of its nodes */
    public node(name: string): Node | null {
        const wanted = name.toLowerCase();
        const bears = (own: string | undefined, { domain }: Node): boolean => [own?.toLowerCase(), `${own?.toLowerCase()}.${domain}`].includes(wanted);
        return (
            this.nodes.find(node => bears(node.entry.name, node)) ??
            this.nodes.find(node => node.clusterState === 'up' && node.cluster?.resolves && bears(node.cluster.name, node)) ??
            null
        );
    }

    /**
     * Moves a machine like live migration does: it continues on the other node without noticing.
     * @throws Error if its cluster or the other node would reject it
     */
    public move(vmId: string, toNode: string): void {
        const machine = this.nodes.flatMap(node => node.machines).find(one => one.id.toLowerCase() === vmId.toLowerCase());
        const from = machine && holder(this.nodes, machine);
        const to = this.node(toNode);
        if (!machine || !from || !to || from === to || !this.takes(from, machine, to)) {
            throw new Error(`${machine?.entry.name ?? vmId} cannot move to ${toNode}.`);
        }
        moveMachine(this.nodes, machine, to);
    }

    private takes(from: Node, machine: Machine, to: Node): boolean {
        return from.cluster && isRole(from, machine) ? canTake(from.cluster, machine, to) : to.entry.hyperV !== 'absent';
    }

    /**
     * Changes a node at run time. Unless the change says otherwise, a node that becomes unreachable is down in its cluster, which starts its roles elsewhere,
     * and a node that becomes reachable is up.
     */
    public setNode(name: string, change: NodeChange): void {
        const node = this.node(name);
        if (!node) {
            throw new Error(`There is no node ${name}.`);
        }
        const wasUnreachable = node.access === 'unreachable';
        node.access = change.access ?? node.access;
        const unreachable = node.access === 'unreachable';
        node.clusterState = change.clusterState ?? (wasUnreachable === unreachable ? node.clusterState : unreachable ? 'down' : 'up');
        if (node.clusterState === 'down') {
            failOver(this.nodes, node);
        }
    }

    /** @param credential null for the account that the gateway runs as */
    public access(name: string, credential: { readonly user: string; readonly password: string } | null): NodeAccess {
        const node = this.node(name);
        if (!node) {
            return 'unknownNode';
        }
        switch (node.access) {
            case 'unreachable':
            case 'forbidden':
            case 'jea':
                return node.access;
            case 'credentials': {
                const known = node.entry.accounts ?? [];
                const accepted = known.some(one => one.user.toLowerCase() === credential?.user.toLowerCase() && one.password === credential.password);
                return accepted ? 'ok' : 'credentialsNeeded';
            }
            default:
                return 'ok';
        }
    }

    public inventory(name: string): NodeInventory | null {
        const node = this.node(name);
        return node && inventoryOf(node);
    }

    /** The JEA endpoint and the account's groups on a node with access `jea`. */
    public endpoint(name: string): { readonly kind: 'tool' | 'gateway'; readonly groups: readonly string[] } {
        return endpointOf(this.node(name));
    }

    /** Whether a node that runs only module commands has the tool's module, and trusts it. */
    public moduleTrust(name: string): 'trusted' | 'untrusted' | 'absent' {
        return this.node(name)?.entry.toolModule ?? 'trusted';
    }

    /** The language mode that a node's policy enforces. */
    public languageMode(name: string): 'full' | 'constrained' {
        return this.node(name)?.entry.powershell ?? 'full';
    }

    /** The Windows modules on a node. */
    public windowsModules(name: string): readonly string[] {
        return windowsModulesOf(this.node(name));
    }

    public statistics(name: string): NodeStatistics {
        const counted = this.counted.get(this.node(name)?.entry.name ?? '');
        return { calls: Object.fromEntries(counted?.calls ?? []), cimQueries: Object.fromEntries(counted?.cimQueries ?? []) };
    }

    /** All user names and passwords that reached a guest, valid or not, in order. */
    public get logons(): readonly Logon[] {
        return this.logonRecord;
    }

    /** Number of logons for each account, by user name in lower case. */
    public logonsByAccount(): Readonly<Record<string, { readonly succeeded: number; readonly failed: number }>> {
        const counts: Record<string, { succeeded: number; failed: number }> = {};
        for (const { user, success } of this.logonRecord) {
            const count = (counts[user.toLowerCase()] ??= { succeeded: 0, failed: 0 });
            count[success ? 'succeeded' : 'failed']++;
        }
        return counts;
    }

    /** All calls of InstallProductKey in a guest, whatever their result, in order. */
    public get keyWrites(): readonly KeyWrite[] {
        return this.keyRecord;
    }

    /** Number of InstallProductKey calls for each guest, by guest id. */
    public keyWritesByGuest(): Readonly<Record<string, number>> {
        const counts: Record<string, number> = {};
        for (const { vmId } of this.keyRecord) {
            counts[vmId] = (counts[vmId] ?? 0) + 1;
        }
        return counts;
    }

    /** All calls of Activate in a guest, with their results. */
    public get activationRequests(): readonly ActivationRequest[] {
        return this.activationRecord;
    }

    public async connect(connection: MachineConnection, signal: AbortSignal): Promise<EnteredMachine> {
        const node = this.node(connection.site.node);
        if (!node || connection.site.machine) {
            throw notSimulated(node ? 'a machine inside a machine' : `the node ${connection.site.node}`);
        }
        await this.pause(this.latencyMs, signal);
        return enterMachine(this.nodes, node, connection, logon => this.logonRecord.push(logon), signal);
    }

    public async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        const node = this.node(call.site.node);
        if (!node) {
            throw notSimulated(`the node ${call.site.node}`);
        }
        const machine = call.site.machine && findMachine(this.nodes, node, call.site.machine);
        if (call.site.machine && !machine?.inside) {
            throw notSimulated('a machine that nobody has entered');
        }
        if (!machine) {
            this.count(node, call);
        }
        if (machine && call.module === 'System.Threading') {
            // The guest's kernel handles mutexes, so no latency and no faults apply.
            return yield namedMutex(call, machine, this.id);
        }
        if (machine?.inside) {
            return yield* this.answerGuest({ nodes: this.nodes, node, machine, inside: machine.inside, direct: isDirect(call) }, call, signal);
        }
        await this.pause(this.latencyMs + (node.entry.latencyMs ?? 0), signal);
        yield* this.inBatches(this.answerOn(node, call), signal);
    }

    /** Answers a call inside a guest, unless a fault of the estate file occurs. */
    private async *answerGuest(site: Struck, call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        const { inside } = site;
        const { begins, faults } = inside.faults.before(call);
        for (const fault of faults) {
            await strike(fault, site, signal);
        }
        await this.pause(this.latencyMs + (inside.entry.latencyMs ?? 0) + (begins ? (inside.entry.stepMs ?? 0) : 0), signal);
        const answer = this.answerInside(site, call);
        if (methodOf(call) === null && !inside.entry.faults) {
            return yield* this.inBatches(answer, signal);
        }
        const objects: WindowsObject[] = [];
        let failure: unknown;
        try {
            objects.push(...answer);
        } catch (error) {
            failure = error;
        }
        for (const fault of inside.faults.during(call)) {
            await strike(fault, site, signal);
        }
        yield* objects;
        if (failure) {
            throw failure;
        }
    }

    private async *inBatches(objects: Iterable<WindowsObject>, signal: AbortSignal): AsyncIterable<WindowsObject> {
        let count = 0;
        for (const object of objects) {
            signal.throwIfAborted();
            yield object;
            if (++count % batchSize === 0) {
                await yieldToEvents();
            }
        }
    }

    private async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
        if (milliseconds > 0) {
            await delay(milliseconds, undefined, { signal });
        }
    }

    private *answerInside({ node, machine, inside, direct }: Struck, call: WindowsCall): Iterable<WindowsObject> {
        if (direct && inside.entry.direct === 'lost') {
            throw connectionLost({ node, inside, direct });
        }
        const site: GuestSite = {
            node: holder(this.nodes, machine) ?? node,
            machine,
            inside,
            keyWritten: write => this.keyRecord.push(write),
            activationRequested: request => this.activationRecord.push(request)
        };
        switch (call.command) {
            case 'Get-CimInstance':
                return yield* insideInstances(inside, call);
            case 'Invoke-CimMethod':
                return yield invokeInside(site, call);
            case 'Get-WmiObject':
                return yield* wmiObjects(site, call);
            case 'ManagementObject.InvokeMethod':
                return yield invokeWmiMethod(site, call);
            case 'Get-WinEvent':
                return yield* winEvents(logsInside(node, machine, inside), call);
            case 'Get-ItemProperty':
                // A name leads to whichever machine answers to it, but an id only to this one.
                return yield* registryValues(call, machine, direct ? inside.vmId : (inside.entry.insideVmId ?? inside.vmId), inside.language);
            case 'Remove-ItemProperty':
                return removeValues(call, machine, inside.language);
            default:
                throw notSimulated(`${call.command} inside a guest`);
        }
    }

    private *answerOn(node: Node, call: WindowsCall): Iterable<WindowsObject> {
        switch (call.command) {
            case 'Get-CimInstance':
                return yield* cimInstances(node, call);
            case 'Invoke-CimMethod':
                return yield invokeMethod(node, call);
            case 'Get-WinEvent':
                return yield* winEvents(logsOfNode(node), call);
            case 'Get-ItemProperty':
                return yield* registryValues(call, null, null, node.language);
            case 'Get-Module':
                return yield* listedModules(node, call);
            case 'Get-VM':
                return yield* virtualMachines(node, call);
            case 'Get-VMAutomaticActivation':
                return yield* (node.entry.azureLocalAnswer ?? []).map(values => plainObject('System.Management.Automation.PSCustomObject', values));
            default:
                throw notSimulated(call.command);
        }
    }

    private count(node: Node, call: WindowsCall): void {
        let counted = this.counted.get(node.entry.name);
        if (!counted) {
            counted = { calls: new Map(), cimQueries: new Map() };
            this.counted.set(node.entry.name, counted);
        }
        const add = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
        add(counted.calls, call.command);
        if (call.command === 'Get-CimInstance') {
            add(counted.cimQueries, queriedClass(call));
        }
    }
}

/** Whether a call comes from inside a guest that was entered by id. */
function isDirect(call: WindowsCall): boolean {
    return call.site.machine !== null && 'vmId' in call.site.machine;
}

function plainObject(typeName: string, properties: Readonly<Record<string, string>>): WindowsObject {
    return { kind: 'object', typeNames: [typeName, 'System.Object'], properties };
}

function listedModules(node: Node, call: WindowsCall): WindowsObject[] {
    const wanted = (call.parameters.Name as readonly string[] | undefined)?.map(name => name.toLowerCase());
    return windowsModulesOf(node)
        .filter(name => !wanted || wanted.includes(name.toLowerCase()))
        .map(name => plainObject('System.Management.Automation.PSModuleInfo', { Name: name }));
}

function virtualMachines(node: Node, call: WindowsCall): WindowsObject[] {
    // Reject filters that aren't simulated: returning other machines than Windows would is worse than an error.
    const narrowing = ['Name', 'Id', 'ComputerName', 'CimSession', 'ClusterObject'].find(name => name in call.parameters);
    if (narrowing || node.entry.hyperV === 'stopped') {
        throw notSimulated(narrowing ? `Get-VM -${narrowing}` : 'Get-VM without the management service');
    }
    return node.entry.hyperVRights === false
        ? []
        : node.machines.map(machine => plainObject('Microsoft.HyperV.PowerShell.VirtualMachine', { Name: machine.entry.name, Id: machine.id.toLowerCase() }));
}

/**
 * Loads an estate.
 * @param source a file, or `fleet:HOSTSxGUESTS`; by default Contoso, which is part of the project
 * @param latencyMs added to each call; by default the file's value
 * @throws Error with one line about an invalid source
 */
export function loadEstate(source?: string, latencyMs?: number): Estate {
    const content = estateContent(source);
    return new Estate(content, latencyMs ?? content.latencyMs ?? 0);
}
