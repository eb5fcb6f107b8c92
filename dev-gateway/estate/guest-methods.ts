/** Methods inside a guest: of CIM instances through Invoke-CimMethod, and of objects that Get-WmiObject returns. */
import { CimObject, WindowsCall, WindowsObject, WindowsValue, WmiObject } from '../windows-call';
import { methodResult } from './cim-methods';
import { cimFailure, licensingFailure, notSimulated, wmiFailure } from './failures';
import { accountOf, Inside } from './inside';
import { activate, codes, installKey } from './licensing';
import { Machine, Node } from './machines';
import { productId } from './providers/inside';
import { namespaceName, PublishedClass, publishedClass, PublishedMethod } from './surface';

/** One call of InstallProductKey. Contains only the part of the key that WMI itself shows. */
export interface KeyWrite {
    readonly node: string;
    readonly vmId: string;
    readonly account: string | null;
    readonly lastFive: string;
    /** The HRESULT, unsigned; 0 is success. */
    readonly code: number;
}

/** One call of Activate. */
export interface ActivationRequest {
    readonly node: string;
    readonly vmId: string;
    readonly account: string | null;
    readonly code: number;
}

/** The guest that is called, with the recorders of changes. */
export interface GuestSite {
    readonly node: Node;
    readonly machine: Machine;
    readonly inside: Inside;
    readonly keyWritten: (write: KeyWrite) => void;
    readonly activationRequested: (request: ActivationRequest) => void;
}

const service = 'SoftwareLicensingService';
const product = 'SoftwareLicensingProduct';

/**
 * Runs a published method of a licensing class.
 * @returns its HRESULT
 */
function perform(
    site: GuestSite,
    call: WindowsCall,
    type: PublishedClass,
    method: PublishedMethod,
    values: readonly WindowsValue[],
    id: string | null
): number {
    const { node, machine, inside } = site;
    const record = { node: node.entry.name, vmId: machine.id, account: call.site.account };
    const name = `${type.class}.${method.name}`;
    switch (name) {
        case `${service}.InstallProductKey`: {
            const key = String(values[0] ?? '');
            const code = accountOf(inside, call.site.account)?.rights ? codes.notElevated : installKey(node, inside, key);
            site.keyWritten({ ...record, lastFive: key.slice(-5), code });
            return code;
        }
        case `${service}.RefreshLicenseStatus`:
            return inside.entry.licensingService === 'Disabled' ? codes.serviceDisabled : codes.success;
        case `${product}.Activate`: {
            if (!inside.installed || id !== productId(inside.installed)) {
                throw cimFailure('notFound', inside.language);
            }
            const code = activate(node, machine, inside);
            site.activationRequested({ ...record, code });
            return code;
        }
        default:
            throw notSimulated(name);
    }
}

const lower = (one: { readonly name: string }): string => one.name.toLowerCase();
const takenBy = (method: PublishedMethod): string[] => (method.parameters ?? []).filter(one => one.direction.includes('in')).map(lower);

function methodOf(type: PublishedClass | null, name: string): PublishedMethod | undefined {
    return type?.methods?.find(one => lower(one) === name.toLowerCase());
}

/** @throws WindowsError like WMI */
export function invokeInside(site: GuestSite, call: WindowsCall): WindowsObject {
    const { language } = site.inside;
    const { InputObject, MethodName, Arguments } = call.parameters;
    const beyond = ['CimSession', 'ComputerName', 'ResourceUri', 'Query', 'CimClass', 'ClassName'].find(name => name in call.parameters);
    const instance = InputObject as CimObject | undefined;
    if (beyond || instance?.kind !== 'cim') {
        throw notSimulated(`Invoke-CimMethod${beyond ? ` -${beyond}` : ' without an instance'} inside a guest`);
    }
    const type = publishedClass(instance.namespace, instance.className);
    const method = methodOf(type, String(MethodName));
    if (!type || !method) {
        throw cimFailure('invalidMethod', language);
    }
    const given = Object.entries((Arguments ?? {}) as unknown as Readonly<Record<string, WindowsValue>>);
    const taken = takenBy(method);
    if (given.some(([name]) => !taken.includes(name.toLowerCase()))) {
        throw cimFailure('invalidParameter', language);
    }
    const values = taken.map(name => given.find(([one]) => one.toLowerCase() === name)?.[1] ?? null);
    const code = perform(site, call, type, method, values, String(instance.properties.ID?.value ?? ''));
    if (code !== codes.success) {
        throw licensingFailure(code, language);
    }
    return methodResult({ ReturnValue: 0 });
}

/** Get-WmiObject for the only class that scripts need as an object with methods. @throws WindowsError for everything else */
export function wmiObjects({ inside }: GuestSite, call: WindowsCall): WmiObject[] {
    const rights = accountOf(inside, call.site.account)?.rights;
    const { Class, Namespace, Property } = call.parameters;
    const known = ['Class', 'Namespace', 'Property'];
    const beyond = Object.keys(call.parameters).find(name => !known.includes(name));
    const type = publishedClass(String(Namespace ?? 'root/cimv2'), String(Class));
    if (beyond || type?.class !== service) {
        throw notSimulated(`Get-WmiObject${beyond ? ` -${beyond}` : ` of ${String(Class)}`}`);
    }
    if (rights?.denied?.includes(type.class)) {
        throw wmiFailure('query', accessDenied, inside.language);
    }
    const named = Array.isArray(Property) ? Property.map(one => String(one).toLowerCase()) : [];
    if (named.some(name => !type.properties.some(one => lower(one) === name))) {
        throw wmiFailure('query', invalidQuery, inside.language);
    }
    return [
        {
            kind: 'wmi',
            namespace: namespaceName(type.namespace),
            className: type.class,
            path: type.class,
            properties: { Version: inside.version },
            methods: (type.methods ?? []).map(one => one.name)
        }
    ];
}

/** WBEM_E_INVALID_QUERY, WBEM_E_ACCESS_DENIED */
const invalidQuery = 0x80041017;
const accessDenied = 0x80041003;

/** Calls a method of an object that Get-WmiObject returned. @throws WindowsError with the method's HRESULT */
export function invokeWmiMethod(site: GuestSite, call: WindowsCall): WindowsObject {
    const { Path, MethodName, Arguments } = call.parameters;
    const type = publishedClass('root/cimv2', String(Path));
    const method = methodOf(type, String(MethodName));
    const values = Array.isArray(Arguments) ? Arguments : [];
    if (!type || !method || values.length !== takenBy(method).length) {
        throw notSimulated(`${String(Path)}.${String(MethodName)} with ${values.length} values`);
    }
    const code = perform(site, call, type, method, values, null);
    if (code !== codes.success) {
        throw wmiFailure('method', code, site.inside.language);
    }
    return { kind: 'object', typeNames: ['System.Management.ManagementBaseObject#\\__PARAMETERS', 'System.Object'], properties: { ReturnValue: 0 } };
}
