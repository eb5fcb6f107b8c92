import { ApplyItem } from '../app/domain/apply/apply-plan';

/** A guest of HV01 that gets the AVMA key of Datacenter 2019, for specs. */
export function applyItem(n: number, change: Partial<ApplyItem> = {}): ApplyItem {
    return {
        hostName: 'HV01',
        vmId: `id-${n}`,
        name: `APP0${n}`,
        action: 'apply',
        mode: 'installAndActivate',
        channel: 'direct',
        key: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW',
        keyLastFive: 'WMBMW',
        fromClass: null,
        fromLastFive: null,
        toClass: 'avma',
        expectedBuild: 17763,
        expectedSku: 8,
        warnings: [],
        confirmation: null,
        replaceable: [],
        expectedLastFive: '',
        ...change
    };
}
