/** The classes inside a guest: root/cimv2 of its Windows. */
import { Inside } from '../inside';
import { InstanceValues } from '../instance-values';
import { licenseForms, never, notification } from '../inside-licenses';
import { InstalledLicense } from '../installed-license';
import { editionSuffix, licenseFamily } from '../systems';
import { otherApplicationInstances } from './license';
import { service } from './system';

const windowsApplication = '55c92734-d682-4d71-983e-d6ec3f16059f';

/** The guest device "Microsoft Hyper-V Activation Component". */
const activationDevice = 'VMBUS\\{3375baf4-9e15-4b30-b765-67acb10d607b}';
const keyboardDevice = 'VMBUS\\{f912ad6d-2b17-48ea-bd65-f927a61c7684}';
const deviceDisabled = 22;

const evaluationEnd = '2027-03-01T10:00:00Z';

function* operatingSystem(inside: Inside): Iterable<InstanceValues> {
    const german = inside.language === 'de';
    yield {
        Caption: inside.productType === 1 ? inside.caption : `${inside.caption}${editionSuffix(inside.sku)}`,
        BuildNumber: String(inside.build),
        Version: inside.version,
        OperatingSystemSKU: inside.sku,
        ProductType: inside.productType,
        CSName: inside.computerName,
        Manufacturer: 'Microsoft Corporation',
        OSLanguage: german ? 1031 : 1033,
        MUILanguages: [german ? 'de-DE' : 'en-US']
    };
}

function* computerSystem(inside: Inside): Iterable<InstanceValues> {
    yield {
        Name: inside.computerName,
        DNSHostName: inside.computerName.toLowerCase(),
        Domain: inside.domain,
        PartOfDomain: true,
        Manufacturer: 'Microsoft Corporation',
        Model: 'Virtual Machine',
        HypervisorPresent: true
    };
}

/** Each channel is a separate product, whether activated or not. */
export function productId({ kind }: InstalledLicense): string {
    return `windows-${licenseForms[kind].channel ?? kind}`;
}

function* products(inside: Inside): Iterable<InstanceValues> {
    const family = licenseFamily(inside.sku);
    const product = { ApplicationID: windowsApplication, LicenseIsAddon: false, EvaluationEndDate: never, AutomaticVMActivationLastActivationTime: never };
    yield {
        ...product,
        ID: 'no-key',
        Name: 'Windows(R), ServerStandard edition',
        Description: 'Windows(R) Operating System, RETAIL channel',
        LicenseStatus: 0,
        PartialProductKey: null
    };
    yield {
        ...product,
        ID: 'esu',
        Name: 'Windows(R), Server-ESU-Year1 add-on',
        Description: 'Windows(R) Operating System, VOLUME_MAK channel',
        LicenseIsAddon: true,
        LicenseStatus: 1,
        PartialProductKey: '4C6R8'
    };
    yield* otherApplicationInstances();
    if (inside.entry.secondKey) {
        yield {
            ...product,
            ID: 'second-key',
            Name: `Windows(R), ${family} edition`,
            Description: 'Windows(R) Operating System, RETAIL channel',
            LicenseFamily: family,
            LicenseStatus: 0,
            LicenseStatusReason: 0xc004f034,
            GracePeriodRemaining: 0,
            PartialProductKey: '2NDKY',
            ProductKeyChannel: 'Retail',
            AutomaticVMActivationHostMachineName: null,
            IAID: null
        };
    }
    const { installed } = inside;
    if (!installed) {
        return;
    }
    const form = licenseForms[installed.kind];
    const late = inside.readsBeforeLicensed > 0;
    if (late) {
        inside.readsBeforeLicensed--;
    }
    yield {
        ...product,
        ID: productId(installed),
        Name: `Windows(R), ${family} edition`,
        Description: form.channel && `Windows(R) Operating System, ${form.channel} channel`,
        LicenseFamily: family,
        LicenseStatus: late ? notification : installed.status,
        LicenseStatusReason: installed.reason,
        GracePeriodRemaining: installed.graceMinutes,
        EvaluationEndDate: installed.kind === 'evaluation' ? evaluationEnd : never,
        PartialProductKey: installed.lastFive,
        ProductKeyChannel: form.keyChannel,
        AutomaticVMActivationHostMachineName: installed.avmaHost,
        AutomaticVMActivationLastActivationTime: installed.lastActivation,
        IAID: installed.kind.startsWith('avma') ? inside.iaid : null
    };
}

function* licensingService(inside: Inside): Iterable<InstanceValues> {
    yield { Version: inside.version, IsKeyManagementServiceMachine: inside.license === 'kmsHost' ? 1 : 0, RemainingWindowsReArmCount: 5 };
}

function* services(inside: Inside): Iterable<InstanceValues> {
    const german = inside.language === 'de';
    const startMode = inside.entry.licensingService ?? 'Auto';
    yield service('sppsvc', 'Stopped', startMode, german ? 'Software Protection-Dienst' : 'Software Protection');
    yield service('vmickvpexchange', inside.dataExchange, 'Manual', german ? 'Hyper-V-Datenaustauschdienst' : 'Hyper-V Data Exchange Service');
}

function* devices(inside: Inside): Iterable<InstanceValues> {
    const device = (id: string, name: string, error: number): InstanceValues => ({
        DeviceID: `${id}\\5&1F7C2F6&0&${id.slice(-38)}`,
        PNPDeviceID: `${id}\\5&1F7C2F6&0&${id.slice(-38)}`,
        HardwareID: [id],
        Name: name,
        Caption: name,
        ConfigManagerErrorCode: error,
        Status: error === 0 ? 'OK' : 'Error',
        Present: true
    });
    yield device(keyboardDevice, 'Microsoft Hyper-V Virtual Keyboard', 0);
    const component = inside.entry.activationComponent ?? 'started';
    if (component !== 'absent') {
        yield device(activationDevice, 'Microsoft Hyper-V Activation Component', component === 'started' ? 0 : deviceDisabled);
    }
}

/** By namespace and class in lower case, like in instances.ts. */
export const insideProviders: Readonly<Record<string, (inside: Inside) => Iterable<InstanceValues>>> = {
    'root/cimv2:win32_operatingsystem': operatingSystem,
    'root/cimv2:win32_computersystem': computerSystem,
    'root/cimv2:win32_service': services,
    'root/cimv2:win32_pnpentity': devices,
    'root/cimv2:softwarelicensingproduct': products,
    'root/cimv2:softwarelicensingservice': licensingService
};
