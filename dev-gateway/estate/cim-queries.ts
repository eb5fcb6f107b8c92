/** Get-CimInstance: from the parameters to the instances that fit. */
import { CimObject, CimPropertyValue, WindowsCall, WindowsObject, WindowsValue } from '../windows-call';
import { cimFailure, notSimulated } from './failures';
import { InstanceValues } from './instance-values';
import { providers } from './instances';
import { Node } from './machines';
import { namespaceName, PublishedClass, publishedClass, publishedNamespace } from './surface';
import { Condition, conditionProperties, matches, parseCondition, parseQuery, Query, WqlSyntaxError, WqlValue } from './wql';

/** An undocumented property that older systems lack: a query that names it fails there. */
const youngProperties: Readonly<Record<string, number>> = { ProductKeyChannel: 2012 };

function readQuery(call: WindowsCall): Query & { readonly namespace: string } {
    const { ClassName, Namespace, Query: text, Filter, Property } = call.parameters;
    const namespace = typeof Namespace === 'string' ? Namespace : 'root/cimv2';
    if (typeof text === 'string') {
        return { ...parseQuery(text), namespace };
    }
    if (typeof ClassName !== 'string') {
        throw notSimulated(`Get-CimInstance with the parameter set ${call.parameterSet}`);
    }
    const where = typeof Filter === 'string' && Filter !== '' ? parseCondition(Filter) : null;
    const names = Array.isArray(Property) ? Property.map(String) : null;
    return { className: ClassName, properties: names, where, namespace };
}

/** The class where this node has it: namespaces come with roles, classes with versions. */
function findClass(node: Node, namespace: string, name: string): PublishedClass {
    const published = publishedNamespace(namespace);
    const folder = namespaceName(namespace);
    const role = folder === 'root/virtualization/v2' ? node.entry.hyperV !== 'absent' : folder === 'root/mscluster' ? !!node.entry.cluster : true;
    if (!published || !role) {
        throw cimFailure('invalidNamespace', node.language);
    }
    const found = publishedClass(namespace, name);
    if (!found || Number(/\d{4}/.exec(found.documentedSince ?? '')?.[0] ?? 0) > node.system.serverYear) {
        throw cimFailure('invalidClass', node.language);
    }
    return found;
}

function checkProperties(node: Node, type: PublishedClass, query: Query): void {
    const named = [...(query.properties ?? []), ...(query.where ? conditionProperties(query.where) : [])];
    for (const name of named) {
        const property = type.properties.find(one => one.name.toLowerCase() === name.toLowerCase());
        if (!property || (youngProperties[property.name] ?? 0) > node.system.serverYear) {
            throw cimFailure('invalidQuery', node.language);
        }
    }
}

function toInstance(type: PublishedClass, values: InstanceValues, wanted: readonly string[] | null): CimObject {
    const lower = wanted?.map(name => name.toLowerCase());
    const properties: Record<string, CimPropertyValue> = {};
    for (const property of type.properties) {
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

function fits(where: Condition | null, values: InstanceValues): boolean {
    const byName = new Map(Object.entries(values).map(([name, value]): [string, WindowsValue] => [name.toLowerCase(), value]));
    return !where || matches(where, property => byName.get(property.toLowerCase()) as WqlValue | undefined);
}

/** What a query is counted as. */
export function queriedClass(call: WindowsCall): string {
    const { ClassName, Query: text } = call.parameters;
    return typeof ClassName === 'string' ? ClassName : (/\bFROM\s+(\w+)/i.exec(String(text))?.[1] ?? '?');
}

/** @throws WindowsError as WMI would fail */
export function* cimInstances(node: Node, call: WindowsCall): Iterable<WindowsObject> {
    let query: Query & { readonly namespace: string };
    try {
        query = readQuery(call);
    } catch (error) {
        throw error instanceof WqlSyntaxError ? cimFailure('invalidQuery', node.language) : error;
    }
    const type = findClass(node, query.namespace, query.className);
    checkProperties(node, type, query);
    if (namespaceName(query.namespace) === 'root/virtualization/v2') {
        if (node.entry.hyperV === 'stopped') {
            // What exactly WMI answers while vmms is stopped is documented nowhere; scripts go by the state of the service.
            throw cimFailure('providerFailure', node.language);
        }
        if (node.entry.hyperVRights === false) {
            return;
        }
    }
    for (const values of providers[`${namespaceName(query.namespace)}:${query.className.toLowerCase()}`]?.(node) ?? []) {
        if (fits(query.where, values)) {
            yield toInstance(type, values, query.properties);
        }
    }
}
