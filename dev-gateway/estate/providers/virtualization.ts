/** The classes of root/virtualization/v2. */
import { ItemEntry } from '../estate-file';
import { InstanceValues } from '../instance-values';
import { Machine, Node } from '../machines';

/** A fixed time, so that every start of the estate returns the same values. */
const now = Date.parse('2026-11-01T08:00:00Z');
const hourMs = 60 * 60 * 1000;
const running = 2;
/** OperationalStatus: OK, no contact */
const ok = 2;
const noContact = 12;

const hoursAgo = (hours: number): string => new Date(now - hours * hourMs).toISOString();

/** Captions are localized; for display only (recorded/localized/terms.json; the German ones follow its pattern). */
const captions = {
    en: { host: 'Hosting Computer System', machine: 'Virtual Machine' },
    de: { host: 'Hostcomputersystem', machine: 'Virtueller Computer' }
} as const;

export function* virtualSystemInstances(node: Node): Iterable<InstanceValues> {
    // The host itself is an instance, too. Its InstallDate is empty, and its Name is the computer name.
    yield {
        Name: node.entry.name,
        ElementName: node.entry.name,
        Caption: captions[node.language].host,
        EnabledState: running,
        OperationalStatus: [ok],
        OnTimeInMilliseconds: null
    };
    for (const machine of node.machines) {
        yield {
            Name: machine.id,
            ElementName: machine.entry.name,
            Caption: captions[node.language].machine,
            InstallDate: hoursAgo(machine.age + 2000),
            EnabledState: machine.enabledState,
            OperationalStatus: [ok],
            TimeOfLastStateChange: hoursAgo(machine.age),
            OnTimeInMilliseconds: machine.enabledState === running ? machine.age * hourMs : 0,
            ReplicationState: machine.entry.replicationState ?? 0
        };
    }
}

export function* settingInstances(node: Node): Iterable<InstanceValues> {
    for (const machine of node.machines) {
        const checkpoint = `Microsoft:${machine.id.replace(/^.{4}/, 'C4EC')}`;
        const common = {
            VirtualSystemIdentifier: machine.id,
            ElementName: machine.entry.name,
            VirtualSystemSubType: `Microsoft:Hyper-V:SubType:${machine.entry.generation ?? 2}`,
            Version: node.system.serverYear < 2016 ? '5.0' : node.system.serverYear < 2019 ? '8.0' : '9.0',
            Notes: machine.entry.notes === undefined ? [''] : machine.entry.notes.split('\n'),
            CreationTime: hoursAgo(machine.age + 2000)
        };
        if (machine.entry.checkpoint) {
            yield { ...common, InstanceID: checkpoint, VirtualSystemType: 'Microsoft:Hyper-V:Snapshot:Realized', ElementName: 'before update' };
        }
        yield {
            ...common,
            InstanceID: `Microsoft:${machine.id}`,
            VirtualSystemType: 'Microsoft:Hyper-V:System:Realized',
            Parent: machine.entry.checkpoint ? `Msvm_VirtualSystemSettingData.InstanceID="${checkpoint}"` : null
        };
    }
}

const xmlEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string): string => text.replace(/[&<>]/g, one => xmlEscapes[one]);

/** One item in Hyper-V's format (recorded/kvp/items.json): one line, six properties, and Source 2 for every pool. */
export function itemXml(item: ItemEntry): string {
    const empty = (name: string): string => `<PROPERTY NAME="${name}" PROPAGATED="true" TYPE="string"></PROPERTY>`;
    const value = (name: string, text: string): string => `<PROPERTY NAME="${name}" TYPE="string"><VALUE>${escapeXml(text)}</VALUE></PROPERTY>`;
    return (
        `<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem">${empty('Caption')}${value('Data', item.data)}${empty('Description')}${empty('ElementName')}` +
        `${value('Name', item.name)}<PROPERTY NAME="Source" TYPE="uint16"><VALUE>2</VALUE></PROPERTY></INSTANCE>`
    );
}

export function* exchangeInstances(node: Node): Iterable<InstanceValues> {
    for (const machine of node.machines) {
        const { intrinsic } = machine;
        const talks = intrinsic.length > 0;
        yield {
            SystemName: machine.id,
            InstanceID: `Microsoft:${machine.id}\\2A34B1C2-FD73-4043-8A5B-DD2159BC743F`,
            EnabledState: machine.dataExchangeEnabled ? 2 : 3,
            // Components of machines that are off have no status (recorded/hyperv).
            OperationalStatus: machine.enabledState === running && machine.dataExchangeEnabled ? [talks ? ok : noContact] : null,
            GuestIntrinsicExchangeItems: intrinsic.map(itemXml),
            GuestExchangeItems: talks ? [...machine.guestItems.map(itemXml), ...(machine.entry.malformed ?? [])] : []
        };
    }
}

/** Key of Msvm_KvpExchangeComponentSettingData: machine and component. */
export const exchangeSettingId = (machine: Machine): string => `Microsoft:${machine.id}\\2A34B1C2-FD73-4043-8A5B-DD2159BC743F`;

export function* exchangeSettingInstances(node: Node): Iterable<InstanceValues> {
    for (const machine of node.machines) {
        yield {
            InstanceID: exchangeSettingId(machine),
            EnabledState: machine.dataExchangeEnabled ? 2 : 3,
            HostExchangeItems: (machine.entry.hostItems ?? []).map(itemXml),
            HostOnlyItems: (machine.entry.hostOnlyItems ?? []).map(itemXml)
        };
    }
}

export function* heartbeatInstances(node: Node): Iterable<InstanceValues> {
    for (const machine of node.machines) {
        yield {
            SystemName: machine.id,
            InstanceID: `Microsoft:${machine.id}\\84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47`,
            EnabledState: 2,
            OperationalStatus: machine.enabledState === running ? [machine.entry.os ? ok : noContact] : null
        };
    }
}

export function* securityInstances(node: Node): Iterable<InstanceValues> {
    for (const machine of node.machines) {
        yield { SystemName: machine.id, Shielded: machine.entry.shielded ?? false };
    }
}

/** The instance whose methods scripts call. */
export function* managementServiceInstances(node: Node): Iterable<InstanceValues> {
    yield {
        CreationClassName: 'Msvm_VirtualSystemManagementService',
        Name: 'vmms',
        SystemCreationClassName: 'Msvm_ComputerSystem',
        SystemName: node.entry.name,
        EnabledState: running,
        OperationalStatus: [ok]
    };
}
