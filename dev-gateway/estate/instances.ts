/** The instances of each class on a node, as plain values by published property name. windows-surface defines properties and types. */
import { InstanceValues } from './instance-values';
import { clusterInstances, clusterNodeInstances, clusterResourceInstances, possibleOwnerInstances, preferredNodeInstances } from './providers/cluster';
import { licenseInstances } from './providers/license';
import { computerSystemInstances, operatingSystemInstances, serviceInstances } from './providers/system';
import {
    exchangeInstances,
    exchangeSettingInstances,
    heartbeatInstances,
    managementServiceInstances,
    securityInstances,
    settingInstances,
    virtualSystemInstances
} from './providers/virtualization';
import { Node } from './machines';

/** By namespace and class in lower case. Other published classes have no instances in the estate. */
export const providers: Readonly<Record<string, (node: Node) => Iterable<InstanceValues>>> = {
    'root/cimv2:win32_operatingsystem': operatingSystemInstances,
    'root/cimv2:win32_computersystem': computerSystemInstances,
    'root/cimv2:win32_service': serviceInstances,
    'root/cimv2:softwarelicensingproduct': licenseInstances,
    'root/virtualization/v2:msvm_computersystem': virtualSystemInstances,
    'root/virtualization/v2:msvm_virtualsystemsettingdata': settingInstances,
    'root/virtualization/v2:msvm_kvpexchangecomponent': exchangeInstances,
    'root/virtualization/v2:msvm_kvpexchangecomponentsettingdata': exchangeSettingInstances,
    'root/virtualization/v2:msvm_heartbeatcomponent': heartbeatInstances,
    'root/virtualization/v2:msvm_securityelement': securityInstances,
    'root/virtualization/v2:msvm_virtualsystemmanagementservice': managementServiceInstances,
    'root/virtualization/v2:msvm_concretejob': node => node.jobs.values(),
    'root/mscluster:mscluster_cluster': clusterInstances,
    'root/mscluster:mscluster_node': clusterNodeInstances,
    'root/mscluster:mscluster_resource': clusterResourceInstances,
    'root/mscluster:mscluster_resourcetopossibleowner': possibleOwnerInstances,
    'root/mscluster:mscluster_resourcegrouptopreferrednode': preferredNodeInstances
};
