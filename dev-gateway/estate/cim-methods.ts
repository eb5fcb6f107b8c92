/** Invoke-CimMethod on a node: the methods that change the estate. */
import { randomUUID } from 'node:crypto';
import { CimObject, WindowsCall, WindowsObject, WindowsValue } from '../windows-call';
import { exchangeSettingId } from './providers/virtualization';
import { cimFailure, notSimulated } from './failures';
import { Machine, Node } from './machines';
import { namespaceName, PublishedClass, publishedClass } from './surface';

const virtualization = 'root/virtualization/v2';
/** Return values, from the method's page. */
const completed = 0;
const invalidParameter = 4;
const jobStarted = 4096;
/** Msvm_ConcreteJob.JobState */
const jobRunning = 4;
const jobCompleted = 7;
const jobException = 10;
/** "Vendor reserved" on the class's page; Hyper-V clients such as OpenStack's os-win treat it as completed with warnings. */
const jobCompletedWithWarnings = 32768;
/** Duration of a job. */
const jobMs = 400;
/** ErrorCode of a failed job; the code with the same meaning on other methods' pages. */
const jobErrorCode = 32768;
/** The page "What's new" lists the method for Windows Server 2016. */
const guestServiceSettingsSince = 2016;

/** Builds the cmdlet's output: the return value and the method's out parameters. */
export function methodResult(values: Readonly<Record<string, WindowsValue>>): WindowsObject {
    return {
        kind: 'object',
        typeNames: ['Microsoft.Management.Infrastructure.CimMethodResult', 'System.Object'],
        properties: { ...values, PSComputerName: null }
    };
}

const unescapeXml = (text: string): string => text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '');

/** The properties of an embedded instance (CIM-XML). Null if it isn't an instance of this class, or if its properties or types aren't published. */
function readEmbeddedInstance(text: string, type: PublishedClass): Map<string, string> | null {
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

/** The machine and its requested state; null if the method would reject the request. */
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

/**
 * Starts a job that makes the change shortly afterwards, or fails.
 * @returns a reference to the job
 */
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

/** @throws WindowsError like WMI, and for methods that aren't simulated */
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
