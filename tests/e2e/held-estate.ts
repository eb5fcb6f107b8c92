/** Guests that a spec holds at a step: what a second tab or a reload meets is then certain on every machine. */
import { Estate } from '../../dev-gateway/estate/estate';
import { methodOf } from '../../dev-gateway/estate/fault-plan';
import { WindowsCall, WindowsObject } from '../../dev-gateway/windows-call';

/** An estate where a guest that was told to install a key, or to activate it, stays there until a spec lets it go on. */
export class HeldEstate extends Estate {
    private readonly held = new Map<string, Promise<void>>();

    /** @returns what lets the guest go on */
    public hold(node: string, guest: string, method: 'InstallProductKey' | 'Activate'): () => void {
        const vmId = this.node(node)?.machines.find(machine => machine.entry.name === guest)?.id ?? '';
        let release: () => void = () => undefined;
        this.held.set(`${vmId.toLowerCase()} ${method}`, new Promise<void>(resolve => (release = resolve)));
        return release;
    }

    public override async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        const { machine } = call.site;
        await this.held.get(`${machine && 'vmId' in machine ? machine.vmId.toLowerCase() : ''} ${methodOf(call) ?? ''}`);
        yield* super.answer(call, signal);
    }
}
