/** Get-CimInstance: from the parameters to the instances that fit. */
import { CimObject, CimPropertyValue, WindowsCall, WindowsObject, WindowsValue } from '../windows-call';
import { cimFailure, notSimulated } from './failures';
import { InstanceValues } from './instance-values';
import { providers } from './instances';
import { Node } from './machines';
import { namespaceName, PublishedClass, publishedClass, publishedNamespace } from './surface';
import { Condition, conditionProperties, matches, parseCondition, parseQuery, Query, WqlSyntaxError, WqlValue } from './wql';

const defaultNamespace = 'root/cimv2';

/** Parameters that ask another machine, or for another form of answer: to ignore them would be a wrong answer. */
const unanswered = ['CimSession', 'ComputerName', 'InputObject', 'KeyOnly', 'QueryDialect', 'ResourceUri'];

function readQuery(call: WindowsCall): Query & { readonly namespace: string } {
    const beyond = unanswered.find(name => name in call.parameters);
    if (beyond) {
        throw notSimulated(`Get-CimInstance -${beyond}`);
    }
    const { ClassName, Namespace, Query: text, Filter, Property } = call.parameters;
    const namespace = typeof Namespace === 'string' ? Namespace : defaultNamespace;
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
        if (!type.properties.some(one => one.name.toLowerCase() === name.toLowerCase())) {
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

/** What a query is counted as: its class in the published spelling, whichever way it was asked for. */
export function queriedClass(call: WindowsCall): string {
    const { ClassName, Namespace, Query: text } = call.parameters;
    const name = typeof ClassName === 'string' ? ClassName : (/\bFROM\s+(\w+)/i.exec(String(text))?.[1] ?? '?');
    return publishedClass(typeof Namespace === 'string' ? Namespace : defaultNamespace, name)?.class ?? name;
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
