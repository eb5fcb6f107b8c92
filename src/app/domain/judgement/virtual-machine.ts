/** Recognizes a host that is itself a virtual machine by its firmware's strings, which aren't localized. */
import { HostFacts } from '../facts/facts';

/**
 * systemd's table of manufacturers and products (systemd/systemd src/basic/virt.c, dmi_vendor_table), which compares each name with the beginning of each
 * string; here no letter may follow, since "Xen" is no "Xenon". Without "Oracle Corporation": Oracle's servers have that manufacturer, too, and VirtualBox
 * names itself in the model.
 */
const hypervisorNames =
    /^(KVM|OpenStack|KubeVirt|QEMU|VMware|VMW|innotek GmbH|VirtualBox|Xen|Bochs|Parallels|BHYVE|Hyper-V|Apple Virtualization|Google Compute Engine)(?![a-z])/i;

/** Names that need both strings, since the manufacturer or the model also occurs on physical machines. */
const virtualMachineModels: ReadonlyArray<{ readonly manufacturer: RegExp; readonly model: RegExp }> = [
    { manufacturer: /^Microsoft Corporation$/i, model: /^Virtual Machine$/i },
    { manufacturer: /^Red Hat$/i, model: /./ },
    // Nutanix' own servers have its name as manufacturer (product name "AHV": ansible/ansible lib/ansible/module_utils/facts/virtual/linux.py).
    { manufacturer: /^Nutanix$/i, model: /^AHV$/i },
    // canonical/cloud-init tools/ds-identify identifies Hetzner Cloud by the manufacturer, and Alibaba Cloud by the product.
    { manufacturer: /^Hetzner$/i, model: /^vServer$/i },
    { manufacturer: /./, model: /^Alibaba Cloud ECS$/i }
];

/** Instances such as "m5.metal" and "m7i.metal-24xl" are physical; systemd reads the product name in the same way. */
const physicalInstance = /\.metal(-.*)?$/i;

/** Whether a host's firmware identifies it as a virtual machine. */
export function isVirtualMachine(host: HostFacts): boolean {
    const manufacturer = host.manufacturer?.trim() ?? '';
    const model = host.model?.trim() ?? '';
    if (/^Amazon EC2$/i.test(manufacturer)) {
        return !physicalInstance.test(model);
    }
    return (
        hypervisorNames.test(manufacturer) ||
        hypervisorNames.test(model) ||
        virtualMachineModels.some(one => one.manufacturer.test(manufacturer) && one.model.test(model))
    );
}
