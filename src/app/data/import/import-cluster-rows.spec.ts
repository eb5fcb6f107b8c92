import { ImportError } from './field-readers';
import { importClusterGuestRow } from './import-cluster-guest-row';
import { importClusterNodeRow } from './import-cluster-node-row';

const node = { collectedAt: null, clusterName: 'CL01', nodeName: 'HV11', nodeId: '1', state: 0, drainStatus: 0, buildNumber: 20348, unread: [] };

const guest = {
    collectedAt: '2026-11-01T08:00:00.0000000Z',
    vmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607',
    name: 'Virtual Machine WEB01',
    groupName: 'WEB01',
    ownerNode: 'HV11',
    state: 2,
    possibleOwners: ['HV11', 'HV12'],
    preferredOwners: [],
    unread: []
};

function pathOf(read: () => unknown): string {
    try {
        read();
    } catch (error) {
        if (error instanceof ImportError) {
            return error.path;
        }
    }
    return 'no ImportError';
}

describe('importClusterNodeRow', () => {
    it('takes a row, also of a node whose state nobody knows', () => {
        expect(importClusterNodeRow(node)).toEqual(node);
        expect(importClusterNodeRow({ ...node, state: -1 }).state).toBe(-1);
    });

    it('takes no row without a name, and names what is wrong', () => {
        expect(pathOf(() => importClusterNodeRow({ ...node, nodeName: undefined }))).toBe('clusterNode.nodeName');
        expect(pathOf(() => importClusterNodeRow({ ...node, state: 'Up' }))).toBe('clusterNode.state');
        expect(pathOf(() => importClusterNodeRow({ ...node, unread: [{ field: 'clusterName' }] }, 'nodes[1]'))).toBe('nodes[1].unread[0].code');
    });
});

describe('importClusterGuestRow', () => {
    it('takes a row, with the id in the form that all rows have', () => {
        expect(importClusterGuestRow(guest)).toEqual({ ...guest, vmId: guest.vmId.toLowerCase() });
    });

    it('tells lists that could not be read from empty ones', () => {
        expect(importClusterGuestRow({ ...guest, possibleOwners: null }).possibleOwners).toBeNull();
        expect(importClusterGuestRow({ ...guest, possibleOwners: [] }).possibleOwners).toEqual([]);
    });

    it('takes a machine whose id is not known, but none whose id is no id, and names what is wrong', () => {
        expect(importClusterGuestRow({ ...guest, vmId: null }).vmId).toBeNull();
        expect(pathOf(() => importClusterGuestRow({ ...guest, vmId: 'WEB01' }))).toBe('clusterGuest.vmId');
        expect(pathOf(() => importClusterGuestRow({ ...guest, name: null }))).toBe('clusterGuest.name');
        expect(pathOf(() => importClusterGuestRow({ ...guest, possibleOwners: ['HV11', 12] }))).toBe('clusterGuest.possibleOwners[1]');
    });
});
