/** The inventory that a Windows Admin Center shell reads before it offers a tool on a node. */
import { Node } from './machines';

/** Windows Admin Center's own inventory of a node: the properties that a manifest's conditions can use. */
export interface NodeInventory {
    readonly computerManufacturer: string;
    readonly computerModel: string;
    readonly operatingSystemSKU: number;
    readonly operatingSystemVersion: string;
    readonly productType: number;
    readonly isHyperVRoleInstalled: boolean;
    readonly isHyperVPowershellInstalled: boolean;
}

/** The SDK queries the service VMMS, which an account that can't list services doesn't see. */
function seesService({ entry: { rights } }: Node, name: string): boolean {
    return !rights?.denied?.includes('Win32_Service') && (rights?.services?.some(one => one.toLowerCase() === name) ?? true);
}

export function inventoryOf(node: Node): NodeInventory {
    const { entry, sku, system } = node;
    const hasRole = entry.hyperV !== 'absent';
    return {
        computerManufacturer: entry.manufacturer ?? 'Contoso',
        computerModel: entry.model ?? 'Rack 2U',
        operatingSystemSKU: sku,
        operatingSystemVersion: system.version,
        productType: 3,
        isHyperVRoleInstalled: hasRole && seesService(node, 'vmms'),
        isHyperVPowershellInstalled: hasRole && entry.hyperVModule !== false
    };
}
