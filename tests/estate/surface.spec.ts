/** Holds every instance of every node to what Microsoft publishes: class, property, type and value. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { providers } from '../../dev-gateway/estate/instances';
import { Node } from '../../dev-gateway/estate/machines';
import { PublishedClass, publishedClass, PublishedProperty } from '../../dev-gateway/estate/surface';
import { guestSystems, nodeSystems } from '../../dev-gateway/estate/systems';
import { WindowsValue } from '../../dev-gateway/windows-call';

const surface = join(__dirname, '../../windows-surface');
const read = <T>(file: string): T => JSON.parse(readFileSync(join(surface, file), 'utf8')) as T;

const skus = new Set(read<{ skus: Array<{ sku: number }> }>('sku/operating-system-sku.json').skus.map(one => one.sku));

/** The page of Win32_OperatingSystem stops at older editions; the list of SKUs goes on. Captions are localized. */
const notByPage = ['Win32_OperatingSystem.OperatingSystemSKU', 'Msvm_ComputerSystem.Caption'];

function hasType(type: string, value: WindowsValue): boolean {
    const [, unsigned, bits] = /^(u|s)int(8|16|32|64)$/.exec(type) ?? [];
    if (bits) {
        const greatest = 2 ** (unsigned === 'u' ? Number(bits) : Number(bits) - 1);
        return Number.isInteger(value) && Number(value) < greatest && Number(value) >= (unsigned === 'u' ? 0 : -greatest);
    }
    switch (type) {
        case 'string':
            return typeof value === 'string';
        case 'boolean':
            return typeof value === 'boolean';
        case 'datetime':
            return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
        default:
            return typeof value === 'object' && value !== null && 'className' in value && value.className === type.replace(/ REF$/, '');
    }
}

function isPublishedValue(property: PublishedProperty, value: WindowsValue): boolean {
    const keys = Object.keys(property.values ?? {});
    return keys.length === 0 || keys.includes(String(value));
}

/** What is wrong with one property of one instance, or null. */
function complaint(type: PublishedClass, name: string, value: WindowsValue): string | null {
    const property = type.properties.find(one => one.name === name);
    const path = `${type.class}.${name}`;
    if (!property) {
        return `${path} is not published`;
    }
    if (value === null) {
        return null;
    }
    if (Array.isArray(value) !== property.array) {
        return `${path} is ${property.array ? 'an' : 'no'} array`;
    }
    const wrong = (Array.isArray(value) ? value : [value]).find(
        one => !hasType(property.cimType, one) || (!notByPage.includes(path) && !isPublishedValue(property, one))
    );
    return wrong === undefined ? null : `${path} (${property.cimType}) cannot be ${JSON.stringify(wrong)}`;
}

describe('What the estate answers', () => {
    const estate = loadEstate();
    const nodes = estate.nodeNames.map(name => estate.node(name) as Node);

    it('belongs to published classes, each under its namespace', () => {
        for (const id of Object.keys(providers)) {
            const [namespace, name] = id.split(':');
            const type = publishedClass(namespace, name);
            expect(type === null ? 'not published' : `${type.namespace}:${type.class}`.toLowerCase())
                .withContext(id)
                .toBe(id);
        }
    });

    for (const [id, provider] of Object.entries(providers)) {
        it(`has published properties, types and values: ${id}`, () => {
            const type = publishedClass(...(id.split(':') as [string, string])) as PublishedClass;
            const complaints = new Set<string>();
            let count = 0;
            for (const node of nodes) {
                for (const instance of provider(node)) {
                    count++;
                    for (const [name, value] of Object.entries(instance)) {
                        const found = complaint(type, name, value);
                        if (found) {
                            complaints.add(`${node.entry.name}: ${found}`);
                        }
                    }
                }
            }
            expect([...complaints]).toEqual([]);
            // There are no jobs until a method starts one.
            expect(count > 0 || id.endsWith(':msvm_concretejob')).toBeTrue();
        });
    }

    it('names only editions that exist, on hosts and in guests', () => {
        const used = nodes.flatMap(node => [node.sku, ...node.machines.map(machine => machine.entry.sku ?? 8)]);
        const known = [...Object.values(nodeSystems), ...Object.values(guestSystems)].flatMap(system => ('sku' in system ? [system.sku] : []));
        expect([...used, ...known].filter(sku => !skus.has(sku))).toEqual([]);
    });

    it('contains only documented items that a guest publishes by itself', () => {
        const { items } = read<{ items: Array<{ name: string }> }>('kvp/intrinsic.json');
        const documented = items.map(item => item.name);
        const reported = new Set(nodes.flatMap(node => node.machines.flatMap(machine => machine.intrinsic.map(item => item.name))));
        expect([...reported].filter(name => !documented.includes(name))).toEqual([]);
        expect(reported.size).toBe(documented.length);
    });

    it('explains the state of a license with published codes', () => {
        const { codes } = read<{ codes: Array<{ unsigned: number }> }>('errors/spp.json');
        const published = codes.map(one => one.unsigned);
        const reasons = nodes.flatMap(node => [...providers['root/cimv2:softwarelicensingproduct'](node)].map(one => one.LicenseStatusReason));
        expect(new Set(reasons.filter(reason => typeof reason === 'number' && !published.includes(reason)))).toEqual(new Set());
        // Its own license, and that of another application.
        expect(reasons.filter(reason => typeof reason === 'number').length).toBe(2 * nodes.length);
    });
});
