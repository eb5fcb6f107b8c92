/** Invoke-CimMethod: what the estate accepts, and how it refuses the rest. */
import { Estate } from '../../dev-gateway/estate/estate';
import { exchangeSettingId } from '../../dev-gateway/estate/providers/virtualization';
import { PlainObject, WindowsValue } from '../../dev-gateway/windows-call';
import { callWindows, estateOf, failure, instances, virtualization } from './support/ask';

const estateWithGuest = (os = '2022'): Estate => estateOf({ os, guests: [{ name: 'A', os: '2022', dataExchange: 'off' }] });

const embedded = (id: string, state: string, className = 'Msvm_KvpExchangeComponentSettingData', type = 'uint16'): string =>
    `<INSTANCE CLASSNAME="${className}"><PROPERTY NAME="InstanceID" TYPE="string"><VALUE>${id}</VALUE></PROPERTY>` +
    `<PROPERTY NAME="EnabledState" TYPE="${type}"><VALUE>${state}</VALUE></PROPERTY></INSTANCE>`;

async function invoke(estate: Estate, MethodName: string, Arguments: Readonly<Record<string, WindowsValue>>): Promise<unknown> {
    const [InputObject] = await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_VirtualSystemManagementService', KeyOnly: true });
    const [result] = await callWindows(estate, 'HV', 'Invoke-CimMethod', { InputObject, MethodName, Arguments: Arguments as unknown as WindowsValue });
    return (result as PlainObject).properties.ReturnValue;
}

describe('Invoke-CimMethod', () => {
    it('changes Data Exchange by an embedded instance', async () => {
        const estate = estateWithGuest();
        const machine = estate.node('HV')?.machines[0];
        const id = machine ? exchangeSettingId(machine) : '';
        expect(await invoke(estate, 'ModifyGuestServiceSettings', { GuestServiceSettings: [embedded(id, '2')] })).toBe(0);
        expect([machine?.dataExchangeEnabled, machine?.inside?.dataExchange]).toEqual([true, 'Running']);
    });

    it('takes no other class, instance, state or type, and no broken text', async () => {
        const estate = estateWithGuest();
        const machine = estate.node('HV')?.machines[0];
        const id = machine ? exchangeSettingId(machine) : '';
        const refused = [
            embedded(id, '2', 'Msvm_HeartbeatComponentSettingData'),
            embedded(id, '7'),
            embedded(id, '2', undefined, 'string'),
            embedded(`${id}x`, '2'),
            embedded(id, '2').replace('EnabledState', 'State'),
            embedded(id, '2').replace('</INSTANCE>', ''),
            ''
        ];
        for (const text of refused) {
            expect(await invoke(estate, 'ModifyGuestServiceSettings', { GuestServiceSettings: [text] }))
                .withContext(text)
                .toBe(4);
        }
        expect(machine?.dataExchangeEnabled).toBeFalse();
    });

    it('fails for methods and parameters that are not published, or came later than the host', async () => {
        const settings = { GuestServiceSettings: [''] };
        expect((await failure(invoke(estateWithGuest(), 'ChangeEverything', settings))).nativeErrorCode).toBe('MethodNotFound');
        expect((await failure(invoke(estateWithGuest(), 'ModifyGuestServiceSettings', { Settings: [''] }))).nativeErrorCode).toBe('InvalidParameter');
        expect((await failure(invoke(estateWithGuest('2012 R2'), 'ModifyGuestServiceSettings', settings))).nativeErrorCode).toBe('MethodNotFound');
        expect((await failure(invoke(estateWithGuest(), 'ModifyKvpItems', {}))).errorId).toBe('NotSimulated');
    });

    it('shows nothing but keys where only keys are wanted', async () => {
        const [service] = await instances(estateWithGuest(), 'HV', {
            Namespace: virtualization,
            ClassName: 'Msvm_VirtualSystemManagementService',
            KeyOnly: true
        });
        expect(service.properties.Name.value === 'vmms').toBeTrue();
        expect(service.properties.EnabledState.value === null).toBeTrue();
    });
});
