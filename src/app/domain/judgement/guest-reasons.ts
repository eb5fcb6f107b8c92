/** Reasons that come from the guest itself and prevent its activation on this host. */
import { ForbiddingCode, Particulars, Reason, ReasonRemark } from './assessment';
import { familyBuild, oldestBuild, oldestBuildOnAzureLocal } from '../versions/builds';
import { GuestFacts, HostFacts } from '../facts/facts';
import { GuestIdentity } from '../facts/guest-identity';
import { coveredBuild, hostParticulars, isAzureLocal } from './host-reasons';
import { avmaKey, lastFive } from '../versions/keys';
import { standardCoreEvaluationSku, unlicensedSku } from '../versions/editions';

const workstation = 1;
const domainController = 2;

/** The values that texts about a guest need, including those about its host. */
export function guestParticulars(host: HostFacts, guest: GuestFacts, identity: GuestIdentity): Particulars {
    const key = avmaKey(identity.build, identity.sku);
    return {
        ...hostParticulars(host),
        guestName: guest.name,
        enabledState: guest.enabledState,
        osName: identity.osName,
        guestBuild: identity.build,
        guestVersion: identity.version?.name ?? null,
        guestSku: identity.sku,
        edition: identity.edition?.name ?? null,
        convertsTo: identity.edition?.convertsTo ?? null,
        keyLastFive: key ? lastFive(key.key) : null
    };
}

/** Guests that AVMA doesn't apply to. */
function outsideCodes(identity: GuestIdentity): ForbiddingCode[] {
    if (identity.windows === false) {
        return ['notWindows'];
    }
    return identity.productType === workstation || identity.edition?.kind === 'client' ? ['clientEdition'] : [];
}

function versionCodes(host: HostFacts, identity: GuestIdentity): ForbiddingCode[] {
    const { build, version } = identity;
    const oldest = isAzureLocal(host) ? oldestBuildOnAzureLocal : oldestBuild;
    if (build !== null && build < oldest) {
        return ['guestTooOld'];
    }
    if (build === null || !version) {
        return ['unknownBuild'];
    }
    const covered = coveredBuild(host);
    const newer = covered !== null && build > covered;
    if (newer && (!version.family || familyBuild(version.family) > covered)) {
        return ['guestNewerThanHost'];
    }
    return newer || !version.family ? ['buildNotDocumented'] : [];
}

function editionCodes(host: HostFacts, identity: GuestIdentity): ForbiddingCode[] {
    const documented = !!identity.version?.family;
    switch (identity.edition?.kind) {
        case undefined:
            return ['unknownEdition'];
        case 'server':
            return ['editionNotCovered'];
        case 'evaluation':
            return [identity.productType === domainController ? 'evaluationDomainController' : 'evaluationEdition'];
        case 'essentials':
            return identity.version && !avmaKey(identity.build, identity.sku) ? ['essentialsNotCovered'] : [];
        case 'azureEdition':
            if (!isAzureLocal(host)) {
                return ['azureEditionNeedsAzureLocal'];
            }
            return documented && !avmaKey(identity.build, identity.sku) ? ['editionNotCovered'] : [];
        default:
            return [];
    }
}

function remark(code: ForbiddingCode, { sku }: GuestIdentity): ReasonRemark | null {
    if (code === 'unknownEdition' && sku === unlicensedSku) {
        return 'unlicensedEdition';
    }
    return code === 'evaluationEdition' && sku === standardCoreEvaluationSku ? 'standardCoreEvaluation' : null;
}

/** The guest's own reasons, unsorted; empty if nothing prevents its activation. */
export function guestReasons(host: HostFacts, guest: GuestFacts, identity: GuestIdentity): Array<Reason<ForbiddingCode>> {
    const data = guestParticulars(host, guest, identity);
    const reason = (code: ForbiddingCode): Reason<ForbiddingCode> => {
        const found = remark(code, identity);
        return { code, data: found ? { ...data, remark: found } : data };
    };
    const reasons = (codes: readonly ForbiddingCode[]): Array<Reason<ForbiddingCode>> => codes.map(reason);
    if (identity.silence) {
        return reasons([identity.silence]);
    }
    const outside = outsideCodes(identity);
    if (outside.length > 0) {
        return reasons(outside);
    }
    const version = versionCodes(host, identity);
    // Skip the edition checks for versions that are too old: no edition would help there.
    return reasons(version.includes('guestTooOld') ? version : [...version, ...editionCodes(host, identity)]);
}
