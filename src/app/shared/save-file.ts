/** Hands a text, or bytes in an encoding of their own, to the browser as a file to save. Nothing leaves the browser. */
export function saveFile(name: string, type: string, content: string | Uint8Array): void {
    const address = URL.createObjectURL(new Blob([content], { type: typeof content === 'string' ? `${type};charset=utf-8` : type }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // The browser has taken the content over when the click returns.
    setTimeout(() => URL.revokeObjectURL(address));
}
