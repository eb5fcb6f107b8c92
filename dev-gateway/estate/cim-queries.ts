/** Get-CimInstance: returns the instances that match its parameters. */
import { CimObject, CimPropertyValue, WindowsCall, WindowsObject, WindowsValue } from '../windows-call';
import { ReadingRights } from './estate-file';
import { cimFailure, notSimulated } from './failures';
import { InstanceValues } from './instance-values';
import { accountOf, Inside } from './inside';
import { providers } from './instances';
import { Node } from './machines';
import { insideProviders } from './providers/inside';
import { namespaceName, PublishedClass, publishedClass, publishedNamespace } from './surface';
import { Condition, conditionProperties, matches, parseCondition, parseQuery, Query, WqlSyntaxError, WqlValue } from './wql';

const defaultNamespace = 'root/cimv2';

/** Parameters that address another machine or change the form of the result. Rejected, because ignoring them would return a wrong result. */
const unanswered = ['CimSession', 'ComputerName', 'InputObject', 'QueryDialect', 'ResourceUri'];

function readQuery(call: WindowsCall): Query & { readonly namespace: string } {
    const beyond = unanswered.find(name => name in call.parameters);
    if (beyond) {
        throw notSimulated(`Get-CimInstance -${beyond}`);
    }
    const { ClassName, Namespace, Query: text, Filter, Property, KeyOnly } = call.parameters;
    const namespace = typeof Namespace === 'string' ? Namespace : defaultNamespace;
    if (typeof text === 'string') {
        return { ...parseQuery(text), namespace };
    }
    if (typeof ClassName !== 'string') {
        throw notSimulated(`Get-CimInstance with the parameter set ${call.parameterSet}`);
    }
    const where = typeof Filter === 'string' && Filter !== '' ? parseCondition(Filter) : null;
    // Keys are always included, so an empty list of properties returns only them.
    const names = KeyOnly === true ? [] : Array.isArray(Property) ? Property.map(String) : null;
    return { className: ClassName, properties: names, where, namespace };
}

/** The queried system: a node, or the Windows inside a guest. */
interface QueryTarget {
    /** Rights of the querying account; undefined for an administrator. */
    readonly rights: ReadingRights | undefined;
    readonly language: 'en' | 'de';
    readonly serverYear: number;
    /** Whether a namespace exists, which depends on roles. */
    hasNamespace(folder: string): boolean;
    /** Whether this system lacks a property that no page documents. */
    lacks(type: PublishedClass, property: string): boolean;
    instances(id: string): Iterable<InstanceValues>;
}

function nodeTarget(node: Node): QueryTarget {
    return {
        rights: node.entry.rights,
        language: node.language,
        serverYear: node.system.serverYear,
        hasNamespace: folder =>
            folder === 'root/virtualization/v2' ? node.entry.hyperV !== 'absent' : folder === 'root/mscluster' ? !!node.entry.cluster : true,
        lacks: (_, property) => node.entry.withoutKeyChannel === true && property === 'productkeychannel',
        instances: id => providers[id]?.(node) ?? []
    };
}

function insideTarget(inside: Inside, account: string | null): QueryTarget {
    return {
        rights: accountOf(inside, account)?.rights,
        language: inside.language,
        serverYear: inside.serverYear,
        hasNamespace: folder => folder === 'root/cimv2',
        // Automatic activation was added in 2012 R2.
        lacks: (type, property) => inside.os === '2012' && type.properties.find(one => one.name.toLowerCase() === property)?.documented === false,
        instances: id => insideProviders[id]?.(inside) ?? []
    };
}

/** Finds an existing class. Namespaces depend on roles, classes on the version. */
function findClass(target: QueryTarget, namespace: string, name: string): PublishedClass {
    const published = publishedNamespace(namespace);
    if (!published || !target.hasNamespace(namespaceName(namespace))) {
        throw cimFailure('invalidNamespace', target.language);
    }
    const found = publishedClass(namespace, name);
    if (!found || Number(/\d{4}/.exec(found.documentedSince ?? '')?.[0] ?? 0) > target.serverYear) {
        throw cimFailure('invalidClass', target.language);
    }
    return found;
}

function checkProperties(target: QueryTarget, type: PublishedClass, query: Query): void {
    const named = [...(query.properties ?? []), ...(query.where ? conditionProperties(query.where) : [])].map(name => name.toLowerCase());
    if (named.some(name => !type.properties.some(one => one.name.toLowerCase() === name) || target.lacks(type, name))) {
        throw cimFailure('invalidQuery', target.language);
    }
}

/** Without the properties that the system lacks: reading one of those is an error in strict mode. */
function toInstance(target: QueryTarget, type: PublishedClass, values: InstanceValues, wanted: readonly string[] | null): CimObject {
    const lower = wanted?.map(name => name.toLowerCase());
    const properties: Record<string, CimPropertyValue> = {};
    for (const property of type.properties.filter(one => !target.lacks(type, one.name.toLowerCase()))) {
        const shown = !lower || property.key || lower.includes(property.name.toLowerCase());
        properties[property.name] = {
            type: property.cimType,
            array: property.array,
            key: property.key === true,
            value: shown ? (values[property.name] ?? null) : null
        };
    }
    return { kind: 'cim', namespace: type.namespace, className: type.class, derivedFrom: type.derivedFrom ? [type.derivedFrom] : [], properties };
}

/** Access to services can be denied, or their own descriptors can hide single ones. */
function isHidden({ rights }: QueryTarget, type: PublishedClass, values: InstanceValues): boolean {
    return type.class === 'Win32_Service' && !!rights?.services && !rights.services.includes(String(values.Name));
}

function isDenied({ rights }: QueryTarget, namespace: string, type: PublishedClass): boolean {
    return !!rights?.denied?.some(name => name === type.class || namespaceName(name) === namespace);
}

function fits(where: Condition | null, values: InstanceValues): boolean {
    const byName = new Map(Object.entries(values).map(([name, value]): [string, WindowsValue] => [name.toLowerCase(), value]));
    return !where || matches(where, property => byName.get(property.toLowerCase()) as WqlValue | undefined);
}

/** The published name of the class in a query, for statistics. */
export function queriedClass(call: WindowsCall): string {
    const { ClassName, Namespace, Query: text } = call.parameters;
    const name = typeof ClassName === 'string' ? ClassName : (/\bFROM\s+(\w+)/i.exec(String(text))?.[1] ?? '?');
    return publishedClass(typeof Namespace === 'string' ? Namespace : defaultNamespace, name)?.class ?? name;
}

/** @throws WindowsError like WMI */
function* find(target: QueryTarget, call: WindowsCall, mayList: (namespace: string) => boolean): Iterable<WindowsObject> {
    let query: Query & { readonly namespace: string };
    try {
        query = readQuery(call);
    } catch (error) {
        throw error instanceof WqlSyntaxError ? cimFailure('invalidQuery', target.language) : error;
    }
    const type = findClass(target, query.namespace, query.className);
    checkProperties(target, type, query);
    const namespace = namespaceName(query.namespace);
    if (isDenied(target, namespace, type)) {
        throw cimFailure('accessDenied', target.language);
    }
    if (!mayList(namespace)) {
        return;
    }
    for (const values of target.instances(`${namespace}:${query.className.toLowerCase()}`)) {
        if (!isHidden(target, type, values) && fits(query.where, values)) {
            yield toInstance(target, type, values, query.properties);
        }
    }
}

/** Queries a node. @throws WindowsError like WMI */
export function cimInstances(node: Node, call: WindowsCall): Iterable<WindowsObject> {
    return find(nodeTarget(node), call, namespace => {
        const hyperV = namespace === 'root/virtualization/v2';
        if (hyperV ? node.entry.hyperV === 'stopped' : namespace === 'root/mscluster' && node.clusterState === 'down') {
            // WMI's result while the service behind it is stopped isn't documented anywhere, so scripts check the service's state.
            throw cimFailure('providerFailure', node.language);
        }
        return !hyperV || node.entry.hyperVRights !== false;
    });
}

/** Queries the inside of a guest. @throws WindowsError like WMI */
export function insideInstances(inside: Inside, call: WindowsCall): Iterable<WindowsObject> {
    return find(insideTarget(inside, call.site.account), call, () => true);
}
