/** Invoke-CimMethod on a node: the methods that change something in the estate. */
import { randomUUID } from 'node:crypto';
import { CimObject, WindowsCall, WindowsObject, WindowsValue } from '../windows-call';
import { exchangeSettingId } from './providers/virtualization';
import { cimFailure, notSimulated } from './failures';
import { Machine, Node } from './machines';
import { namespaceName, PublishedClass, publishedClass } from './surface';

const virtualization = 'root/virtualization/v2';
/** Return values of the method's page. */
const completed = 0;
const invalidParameter = 4;
const jobStarted = 4096;
/** Msvm_ConcreteJob.JobState */
const jobRunning = 4;
const jobCompleted = 7;
const jobException = 10;
/** Vendor reserved on the page of the class; clients of Hyper-V (such as OpenStack's os-win) take it as completed with warnings. */
const jobCompletedWithWarnings = 32768;
/** How long a job takes. */
const jobMs = 400;
/** The ErrorCode of a failed job (the code of the same meaning on the pages of other methods). */
const jobErrorCode = 32768;
/** On the page "What's new" the method is among those of Windows Server 2016. */
const guestServiceSettingsSince = 2016;

/** What the cmdlet writes: the return value and the method's out parameters. */
export function methodResult(values: Readonly<Record<string, WindowsValue>>): WindowsObject {
    return {
        kind: 'object',
        typeNames: ['Microsoft.Management.Infrastructure.CimMethodResult', 'System.Object'],
        properties: { ...values, PSComputerName: null }
    };
}

const unescapeXml = (text: string): string => text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '');

/** The properties of one embedded instance (CIM-XML), or null where it is none of this class, with properties and types that are published. */
export function readEmbeddedInstance(text: string, type: PublishedClass): Map<string, string> | null {
    const instance = /^<INSTANCE CLASSNAME="(\w+)">((?:<PROPERTY NAME="\w+" TYPE="\w+"><VALUE>[^<>]*<\/VALUE><\/PROPERTY>)*)<\/INSTANCE>$/.exec(text.trim());
    if (!instance || instance[1] !== type.class) {
        return null;
    }
    const values = new Map<string, string>();
    for (const [, name, cimType, value] of instance[2].matchAll(/<PROPERTY NAME="(\w+)" TYPE="(\w+)"><VALUE>([^<>]*)<\/VALUE>/g)) {
        const property = type.properties.find(one => one.name === name);
        if (!property || property.array || property.cimType !== cimType || values.has(name)) {
            return null;
        }
        values.set(name, unescapeXml(value));
    }
    return values;
}

interface Change {
    readonly machine: Machine;
    readonly enabled: boolean;
}

/** Which machine is to change to what; null where the method would not accept it. */
function requestedChange(node: Node, text: WindowsValue): Change | null {
    const type = publishedClass(virtualization, 'Msvm_KvpExchangeComponentSettingData') as PublishedClass;
    const values = typeof text === 'string' ? readEmbeddedInstance(text, type) : null;
    const state = values?.get('EnabledState') ?? '';
    const machine = node.machines.find(one => exchangeSettingId(one) === values?.get('InstanceID'));
    const published = type.properties.find(one => one.name === 'EnabledState')?.values ?? {};
    return machine && Object.keys(published).includes(state) ? { machine, enabled: state === '2' } : null;
}

function apply({ machine, enabled }: Change): void {
    machine.dataExchangeEnabled = enabled;
    if (machine.inside && !machine.inside.entry.dataExchangeService) {
        machine.inside.dataExchange = enabled ? 'Running' : 'Stopped';
    }
}

/** Starts a job that makes the change a moment later, or not. @returns a reference to it */
function startJob(node: Node, change: Change): CimObject {
    const id = randomUUID().toUpperCase();
    const job = { InstanceID: id, Name: 'Msvm_ConcreteJob', JobState: jobRunning, ErrorCode: 0, PercentComplete: 0 };
    node.jobs.set(id, job);
    const kind = change.machine.entry.dataExchangeChange;
    const end = (): void => {
        if (kind === 'job' || kind === 'jobWarns') {
            apply(change);
            node.jobs.set(id, { ...job, JobState: kind === 'job' ? jobCompleted : jobCompletedWithWarnings, PercentComplete: 100 });
        } else {
            const ErrorDescription = node.language === 'de' ? 'Fehler beim \u00c4ndern der Einstellungen.' : 'Failed to modify settings.';
            node.jobs.set(id, { ...job, JobState: jobException, ErrorCode: jobErrorCode, ErrorDescription });
        }
    };
    if (kind !== 'jobHangs') {
        setTimeout(end, jobMs).unref();
    }
    return {
        kind: 'cim',
        namespace: virtualization,
        className: 'Msvm_ConcreteJob',
        derivedFrom: ['CIM_ConcreteJob'],
        properties: { InstanceID: { type: 'string', key: true, value: id } }
    };
}

function modifyGuestServiceSettings(node: Node, settings: WindowsValue): WindowsObject {
    if (!Array.isArray(settings) || settings.length !== 1) {
        throw notSimulated('ModifyGuestServiceSettings of more or less than one setting');
    }
    const change = requestedChange(node, settings[0]);
    const out = { ResultingGuestServiceSettings: null, Job: null };
    if (!change) {
        return methodResult({ ...out, ReturnValue: invalidParameter });
    }
    const kind = change.machine.entry.dataExchangeChange;
    if (typeof kind === 'number') {
        return methodResult({ ...out, ReturnValue: kind });
    }
    if (kind === undefined) {
        apply(change);
    }
    return kind === undefined || kind === 'ignored'
        ? methodResult({ ...out, ReturnValue: completed })
        : methodResult({ ...out, Job: startJob(node, change), ReturnValue: jobStarted });
}

/** @throws WindowsError as WMI would fail, or for a method that the estate has no answer for */
export function invokeMethod(node: Node, call: WindowsCall): WindowsObject {
    const { InputObject, MethodName, Arguments } = call.parameters;
    const beyond = ['CimSession', 'ComputerName', 'ResourceUri', 'Query', 'CimClass', 'ClassName'].find(name => name in call.parameters);
    if (beyond || !InputObject || typeof InputObject !== 'object' || Array.isArray(InputObject) || InputObject.kind !== 'cim') {
        throw notSimulated(`Invoke-CimMethod${beyond ? ` -${beyond}` : ' without an instance'}`);
    }
    const name = String(MethodName);
    const type = publishedClass(InputObject.namespace, InputObject.className);
    const method = type?.methods?.find(one => one.name.toLowerCase() === name.toLowerCase());
    if (!method || (method.name === 'ModifyGuestServiceSettings' && node.system.serverYear < guestServiceSettingsSince)) {
        throw cimFailure('invalidMethod', node.language);
    }
    if (namespaceName(InputObject.namespace) === virtualization && node.entry.hyperV === 'stopped') {
        throw cimFailure('providerFailure', node.language);
    }
    const given = (Arguments ?? {}) as unknown as Readonly<Record<string, WindowsValue>>;
    const taken = (method.parameters ?? []).filter(one => one.direction.includes('in')).map(one => one.name.toLowerCase());
    if (Object.keys(given).some(one => !taken.includes(one.toLowerCase()))) {
        throw cimFailure('invalidParameter', node.language);
    }
    if (method.name !== 'ModifyGuestServiceSettings') {
        throw notSimulated(`${type?.class ?? ''}.${method.name}`);
    }
    return modifyGuestServiceSettings(node, Object.entries(given).find(([one]) => one.toLowerCase() === 'guestservicesettings')?.[1] ?? null);
}
