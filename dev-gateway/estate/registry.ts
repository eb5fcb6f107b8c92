/** Get-ItemProperty on the registry: the one key that Data Exchange writes inside a guest. */
import { WindowsCall, WindowsError, WindowsObject } from '../windows-call';
import { notSimulated } from './failures';
import { Inside } from './inside';

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

/**
 * @param inside null on a node, which has no such key
 * @param vmId what the key holds, null where Data Exchange has written nothing
 */
export function* registryValues(call: WindowsCall, inside: Inside | null, vmId: string | null, language: 'en' | 'de'): Iterable<WindowsObject> {
    const [path, more] = listOf(call.parameters.LiteralPath ?? call.parameters.Path) ?? [];
    const names = listOf(call.parameters.Name);
    if (path === undefined || more !== undefined || names?.some(name => /[*?[]/.test(name))) {
        throw notSimulated('Get-ItemProperty of several keys or by wildcards');
    }
    if (!inside || vmId === null || path.toLowerCase().replace(/\\$/, '') !== parametersKey) {
        throw missing('path', language, path);
    }
    const values: Readonly<Record<string, string>> = { VirtualMachineId: vmId };
    const unknown = names?.find(name => !Object.keys(values).some(known => known.toLowerCase() === name.toLowerCase()));
    if (unknown !== undefined) {
        throw missing('property', language, path, unknown);
    }
    const shown = Object.entries(values).filter(([name]) => !names || names.some(one => one.toLowerCase() === name.toLowerCase()));
    yield { kind: 'object', typeNames: ['System.Management.Automation.PSCustomObject', 'System.Object'], properties: Object.fromEntries(shown) };
}
