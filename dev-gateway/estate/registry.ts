/** The registry inside a guest: the key that Data Exchange writes, and the key with the guest's own items. */
import { WindowsCall, WindowsError, WindowsObject } from '../windows-call';
import { notSimulated } from './failures';
import { Machine } from './machines';

const guestKey = 'hklm:\\software\\microsoft\\virtual machine\\guest';
const parametersKey = 'hklm:\\software\\microsoft\\virtual machine\\guest\\parameters';

const texts = {
    path: { en: "Cannot find path '{0}' because it does not exist.", de: 'Der Pfad "{0}" kann nicht gefunden werden, da er nicht vorhanden ist.' },
    property: {
        en: 'Property {1} does not exist at path {0}.',
        de: 'Die Eigenschaft "{1}" ist im Pfad "{0}" nicht vorhanden.'
    }
} as const;

function missing(what: 'path' | 'property', language: 'en' | 'de', path: string, property = ''): WindowsError {
    return new WindowsError({
        message: texts[what][language].replace('{0}', path).replace('{1}', property),
        errorId: what === 'path' ? 'PathNotFound' : 'System.Management.Automation.PSArgumentException',
        category: what === 'path' ? 'ObjectNotFound' : 'InvalidArgument',
        exceptionType: `System.Management.Automation.${what === 'path' ? 'ItemNotFoundException' : 'PSArgumentException'}`,
        hresult: null,
        terminating: false
    });
}

function listOf(value: unknown): string[] | null {
    return Array.isArray(value) ? value.map(String) : null;
}

/** The values of a key; null if it doesn't exist. */
function valuesOf(path: string, machine: Machine | null, vmId: string | null): Readonly<Record<string, string>> | null {
    const key = path.toLowerCase().replace(/\\$/, '');
    if (!machine?.inside) {
        return null;
    }
    if (key === parametersKey) {
        return vmId === null ? null : { VirtualMachineId: vmId };
    }
    return key === guestKey ? Object.fromEntries(machine.guestItems.map(({ name, data }) => [name, data])) : null;
}

interface Target {
    readonly path: string;
    readonly names: string[] | null;
    readonly values: Readonly<Record<string, string>>;
}

/** Names are exact with -LiteralPath, and otherwise patterns, which aren't simulated. */
function target({ command, parameters }: WindowsCall, machine: Machine | null, vmId: string | null, language: 'en' | 'de'): Target {
    const [path, more] = listOf(parameters.LiteralPath ?? parameters.Path) ?? [];
    const names = listOf(parameters.Name);
    if (path === undefined || more !== undefined || (!parameters.LiteralPath && names?.some(name => /[*?[]/.test(name)))) {
        throw notSimulated(`${command} of several keys or by wildcards`);
    }
    const values = valuesOf(path, machine, vmId);
    if (!values) {
        throw missing('path', language, path);
    }
    const unknown = names?.find(name => !Object.keys(values).some(known => known.toLowerCase() === name.toLowerCase()));
    if (unknown !== undefined) {
        throw missing('property', language, path, unknown);
    }
    return { path, names, values };
}

/**
 * Get-ItemProperty.
 * @param machine null for a node, which has none of these keys
 * @param vmId the id that Data Exchange wrote into the guest; null if it wrote none
 */
export function* registryValues(call: WindowsCall, machine: Machine | null, vmId: string | null, language: 'en' | 'de'): Iterable<WindowsObject> {
    const { names, values } = target(call, machine, vmId, language);
    const shown = Object.entries(values).filter(([name]) => !names || names.some(one => one.toLowerCase() === name.toLowerCase()));
    yield { kind: 'object', typeNames: ['System.Management.Automation.PSCustomObject', 'System.Object'], properties: Object.fromEntries(shown) };
}

/** Remove-ItemProperty for the guest's own items. Data Exchange stops reporting removed items. */
export function removeValues(call: WindowsCall, machine: Machine, language: 'en' | 'de'): void {
    const { path, names } = target(call, machine, null, language);
    if (path.toLowerCase().replace(/\\$/, '') !== guestKey) {
        throw notSimulated(`Remove-ItemProperty of ${path}`);
    }
    const gone = (names ?? []).map(name => name.toLowerCase());
    machine.guestItems = machine.guestItems.filter(item => !gone.includes(item.name.toLowerCase()));
}
