/** Dialogs that the tool can show through the shell, and the credential prompt. */

interface ConfirmationRequest {
    readonly title?: string;
    readonly message?: string;
    readonly confirmButtonText?: string;
    readonly cancelButtonText?: string;
    readonly checkboxText?: string;
    readonly choices?: ReadonlyArray<{ readonly name: string; readonly value: unknown }>;
}

export interface DialogPacket {
    readonly dialogId: string;
    /** 1 confirm, 2 list, 3 message, 4 close, 5 poll, 6 choice */
    readonly type: number;
    readonly request?: ConfirmationRequest;
}

const closed = 2;

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text = ''): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
}

function input(form: HTMLFormElement, label: string, type: string): HTMLInputElement {
    const field = element('label', label);
    const box = element('input');
    box.type = type;
    field.append(box);
    form.append(field);
    return box;
}

/** Fills and shows the only dialog element; resolves with the chosen button's value. */
function ask<T>(
    title: string,
    fill: (form: HTMLFormElement) => void,
    buttons: ReadonlyArray<{ readonly text: string; readonly value: () => T }>,
    cancelled: T
): Promise<T> {
    const dialog = document.getElementById('dialog') as HTMLDialogElement;
    const form = element('form');
    form.method = 'dialog';
    const heading = element('h2', title);
    heading.id = 'dialog-title';
    dialog.setAttribute('aria-labelledby', heading.id);
    form.append(heading);
    fill(form);
    const row = element('div');
    row.className = 'buttons';
    form.append(row);
    dialog.replaceChildren(form);
    return new Promise(resolve => {
        let result = cancelled;
        for (const button of buttons) {
            const made = element('button', button.text);
            made.addEventListener('click', () => (result = button.value()));
            row.append(made);
        }
        dialog.addEventListener('close', () => resolve(result), { once: true });
        dialog.showModal();
    });
}

/** Confirmation, message and choice dialogs of the SDK's frame service. */
export async function answerDialog(packet: DialogPacket): Promise<object> {
    const request = packet.request;
    if (!request) {
        return { dialogId: packet.dialogId, type: packet.type, state: closed };
    }
    let check: HTMLInputElement | null = null;
    const fill = (form: HTMLFormElement): void => {
        form.append(element('p', request.message ?? ''));
        check = request.checkboxText ? input(form, request.checkboxText, 'checkbox') : null;
    };
    const choices = request.choices ?? [{ name: request.confirmButtonText ?? 'OK', value: true }];
    const buttons = choices.map(choice => ({ text: choice.name, value: (): object => ({ confirmed: true, choice, checkboxResult: check?.checked ?? false }) }));
    const no = { confirmed: false, checkboxResult: false };
    const all = request.cancelButtonText ? [...buttons, { text: request.cancelButtonText, value: (): object => no }] : buttons;
    return { dialogId: packet.dialogId, type: packet.type, state: closed, response: await ask<object>(request.title ?? '', fill, all, no) };
}

export interface EnteredCredential {
    readonly username: string;
    readonly password: string;
    readonly domain: string;
}

/** Prompts for the account for a host; null if canceled. */
export function askCredential(host: string): Promise<EnteredCredential | null> {
    let user: HTMLInputElement;
    let password: HTMLInputElement;
    const fill = (form: HTMLFormElement): void => {
        form.append(element('p', `${host} needs an account that may manage it.`));
        user = input(form, 'User name', 'text');
        user.autocomplete = 'off';
        password = input(form, 'Password', 'password');
    };
    const entered = (): EnteredCredential => {
        const [domain, name] = user.value.includes('\\') ? user.value.split('\\') : ['', user.value];
        return { username: name, password: password.value, domain };
    };
    const buttons = [
        { text: 'Continue', value: entered },
        { text: 'Cancel', value: () => null }
    ];
    return ask<EnteredCredential | null>('Specify your credentials', fill, buttons, null);
}
