/** Win32_OperatingSystem, Win32_ComputerSystem and Win32_Service of a host. */
import { InstanceValues } from '../instance-values';
import { Node } from '../machines';
import { editionSuffix } from '../systems';

const serverProduct = 3;

export function* operatingSystemInstances(node: Node): Iterable<InstanceValues> {
    yield {
        Caption: node.entry.os === 'azureLocal' ? node.system.caption : `${node.system.caption}${editionSuffix(node.sku)}`,
        BuildNumber: String(node.system.build),
        Version: node.system.version,
        OperatingSystemSKU: node.sku,
        ProductType: serverProduct,
        CSName: node.entry.name,
        Manufacturer: 'Microsoft Corporation',
        OSLanguage: node.language === 'de' ? 1031 : 1033,
        Locale: node.language === 'de' ? '0407' : '0409',
        MUILanguages: [node.language === 'de' ? 'de-DE' : 'en-US'],
        OSArchitecture: node.language === 'de' ? '64-Bit' : '64-bit'
    };
}

export function* computerSystemInstances(node: Node): Iterable<InstanceValues> {
    yield {
        Name: node.entry.name,
        DNSHostName: node.entry.name.toLowerCase(),
        Domain: node.domain,
        PartOfDomain: true,
        Manufacturer: node.entry.manufacturer ?? 'Contoso',
        Model: node.entry.model ?? 'Rack 2U',
        HypervisorPresent: node.entry.hyperV !== 'absent'
    };
}

/** State and StartMode are WMI keywords and not localized; Caption and DisplayName are. */
export function service(name: string, state: string, startMode: string, display: string): InstanceValues {
    return { Name: name, State: state, StartMode: startMode, Caption: display, DisplayName: display, Started: state === 'Running', Status: 'OK' };
}

export function* serviceInstances(node: Node): Iterable<InstanceValues> {
    const german = node.language === 'de';
    yield service('sppsvc', 'Stopped', node.entry.licensingService ?? 'Auto', german ? 'Software Protection-Dienst' : 'Software Protection');
    if (node.entry.hyperV !== 'absent') {
        const state = node.entry.hyperV === 'stopped' ? 'Stopped' : 'Running';
        yield service('vmms', state, 'Auto', german ? 'Hyper-V-Verwaltung f\u00fcr virtuelle Computer' : 'Hyper-V Virtual Machine Management');
    }
    if (node.entry.cluster) {
        yield service('ClusSvc', node.clusterState === 'down' ? 'Stopped' : 'Running', 'Auto', german ? 'Clusterdienst' : 'Cluster Service');
    }
}
