/** Calls an estate like the engine does. */
import { Estate } from '../../../dev-gateway/estate/estate';
import { NodeEntry } from '../../../dev-gateway/estate/estate-file';
import { CimObject, WindowsCall, WindowsError, WindowsFailure, WindowsObject, WindowsValue } from '../../../dev-gateway/windows-call';

export const virtualization = 'root/virtualization/v2';

/** Bound parameters of a call. */
export type Parameters = Readonly<Record<string, WindowsValue>>;

/** An estate with the given nodes; by default each is a 2019 host named HV. */
export function estateOf(...nodes: ReadonlyArray<Partial<NodeEntry>>): Estate {
    return new Estate({ domain: 'contoso.com', nodes: nodes.map(node => ({ name: 'HV', os: '2019', ...node })) }, 0);
}

export function windowsCall(node: string, command: string, parameters: Parameters): WindowsCall {
    return { site: { node, machine: null, account: null }, module: 'CimCmdlets', command, parameterSet: '', parameters };
}

export async function callWindows(estate: Estate, node: string, command: string, parameters: Parameters = {}): Promise<WindowsObject[]> {
    const objects: WindowsObject[] = [];
    for await (const object of estate.answer(windowsCall(node, command, parameters), new AbortController().signal)) {
        objects.push(object);
    }
    return objects;
}

/** Get-CimInstance on a node, which returns instances. */
export async function instances(estate: Estate, node: string, parameters: Parameters): Promise<CimObject[]> {
    return (await callWindows(estate, node, 'Get-CimInstance', parameters)) as CimObject[];
}

/** The failure of a call that must fail. */
export async function failure(work: Promise<unknown>): Promise<WindowsFailure> {
    try {
        await work;
    } catch (error) {
        if (error instanceof WindowsError) {
            return error.failure;
        }
        throw error;
    }
    throw new Error('The call did not fail.');
}

/** One property of each instance. */
export function values(objects: readonly CimObject[], property: string): unknown[] {
    return objects.map(object => object.properties[property].value);
}
