/** The shell's side of the SDK's message protocol: sends packets to the tool, and answers its requests. */

export interface Packet {
    readonly command: string;
    readonly version: string;
    readonly data: unknown;
    readonly srcName: string;
    readonly srcSubName: string;
    readonly srcDepth: number;
    readonly destName: string;
    readonly destSubName: string;
    readonly signature: string;
    readonly sequence: number;
    /** 0 request, 1 response, 2 error */
    readonly type: number;
}

export const signature = 'version 0.0.0';
const shellName = 'msft.sme.shell';
const shellSubName = '##';
const pingMs = 250;

type Waiting = { readonly resolve: (data: unknown) => void; readonly reject: (error: Error) => void };

/** One tool in one frame. */
export class ToolChannel {
    private readonly subName = `#${Date.now()}+0`;
    private readonly waiting = new Map<number, Waiting>();
    private sequence = 0;
    private readonly listener = (event: MessageEvent): void => void this.receive(event);

    /** @param answer returns the reply to a request of the tool */
    constructor(
        private readonly frame: HTMLIFrameElement,
        private readonly toolName: string,
        private readonly answer: (packet: Packet) => unknown
    ) {
        addEventListener('message', this.listener);
    }

    public close(): void {
        removeEventListener('message', this.listener);
    }

    public request(command: string, data: unknown): Promise<unknown> {
        const sequence = this.sequence++;
        return new Promise((resolve, reject) => {
            this.waiting.set(sequence, { resolve, reject });
            this.post(this.packet(command, data, sequence));
        });
    }

    /** Pings until the tool's script has started. */
    public async connect(): Promise<void> {
        const sequence = this.sequence++;
        await new Promise<void>((resolve, reject) => {
            const timer = setInterval(() => this.post(this.packet('Ping', { name: 'ping' }, sequence)), pingMs);
            const done = (finish: () => void) => (): void => {
                clearInterval(timer);
                finish();
            };
            this.waiting.set(sequence, { resolve: done(resolve), reject: error => done(() => reject(error))() });
        });
    }

    private packet(command: string, data: unknown, sequence: number): Packet {
        return {
            command,
            version: '0.1.0',
            data,
            srcName: shellName,
            srcSubName: shellSubName,
            srcDepth: 0,
            destName: this.toolName,
            destSubName: this.subName,
            signature,
            sequence,
            type: 0
        };
    }

    private post(packet: Packet): void {
        this.frame.contentWindow?.postMessage(packet, location.origin);
    }

    private async receive(event: MessageEvent): Promise<void> {
        const packet = event.data as Packet | null;
        if (event.source !== this.frame.contentWindow || !packet?.command) {
            return;
        }
        if (packet.type !== 0) {
            const waiting = this.waiting.get(packet.sequence);
            this.waiting.delete(packet.sequence);
            if (packet.type === 1) {
                waiting?.resolve(packet.data);
            } else {
                waiting?.reject(new Error(JSON.stringify(packet.data)));
            }
            return;
        }
        const data = await this.answer(packet);
        this.post({
            ...packet,
            srcName: shellName,
            srcSubName: shellSubName,
            srcDepth: 0,
            destName: packet.srcName,
            destSubName: packet.srcSubName,
            signature,
            type: 1,
            data
        });
    }
}
