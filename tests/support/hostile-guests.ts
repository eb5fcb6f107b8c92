/** Guests that don't run what they are sent, but write what they like: the PowerShell scripts that they run instead. */

/** The first answer of an honest guest to Install-AvmaKey; the script that it is sent has its id as its first argument. */
const check = `New-Object PSObject -Property @{ step = 'check'; insideVmId = $args[0]; before = $null; after = $null }`;
const license = (description: string, lastFive = "'63DFG'"): string =>
    `@{ licenseDescription = ${description}; partialProductKey = ${lastFive}; licenseStatus = 1 }`;
const end = (outcome: string, failure = '$null', after = '$null'): string =>
    `New-Object PSObject -Property @{ step = 'end'; outcome = '${outcome}'; before = $null; after = ${after}; error = ${failure} }`;

/** The first word of an honest guest that is read. */
const id = `New-Object PSObject -Property @{ insideVmId = $args[0] }`;

/** An honest reading, as an expression; the script that it is sent has its id as its first argument. */
const reading = (more = ''): string =>
    `New-Object PSObject -Property @{ insideVmId = $args[0]; computerName = 'A'; buildNumber = 17763; operatingSystemSku = [uint32]8; productType = [uint32]3; activationComponent = 'started'; licenseStatus = [uint32]1; partialProductKey = 'WMBMW'; unread = @(); failure = $null; ${more} }`;

const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;

/** A password in the forms in which a guest can give it away. */
export function secretForms(password: string): string[] {
    const reversed = [...password].reverse().join('');
    const bytes = Buffer.from(password);
    return [password, reversed, bytes.toString('base64'), bytes.toString('hex')];
}

/** Over the network a guest is asked for its id first, without anything else; this one says it, and goes on as it likes. */
export const identified = (instead: string): string =>
    `if ($args.Count -eq 0) { return New-Object PSObject -Property @{ ownId = (Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters' -Name VirtualMachineId).VirtualMachineId } }; ${instead}`;

/** Each answers Install-AvmaKey, and must be found out. */
export const hostileInstallers: Readonly<Record<string, string>> = {
    'without end': `while ($true) { ${check} }`,
    'without end, of anything': `${check}; while ($true) { 'x' * 1000 }`,
    '3,000 steps': `${check}; 1..3000 | ForEach-Object { New-Object PSObject -Property @{ step = 'install'; before = $null; after = $null } }`,
    '3,000 steps before the first': `1..3000 | ForEach-Object { New-Object PSObject -Property @{ step = 'readBack'; before = $null; after = $null } }`,
    'an object that is too big': `${check}; 'x' * 12000000`,
    'an error that looks like one of the connection': `${check}; Write-Error -Message 'x' -ErrorId 'PSSessionStateBroken'`,
    'a failure of its own': `${check}; throw 'hyperVModuleMissing'`,
    'a text': `'check'`,
    'a number': `1`,
    nothing: `$null`,
    'an empty table': `@{}`,
    'the table of a failure': `@{ error = @{ code = 'hyperVModuleMissing'; hresult = $null; id = $null; reason = $null; message = $null } }`,
    'the table of no failure': `@{ error = $null }`,
    'the table of no failure, after a step': `${check}; @{ error = $null }`,
    'a step as a table': `@{ step = 'check'; insideVmId = $args[0]; before = $null; after = $null }`,
    'an end as a table': `${check}; @{ step = 'end'; outcome = 'activated'; before = $null; after = $null; error = $null }`,
    'a table of tables': `${check}; @{ step = @{ step = @{ step = 'end' } } }`,
    'a list of steps': `${check}; , @(${check}, ${check})`,
    'an end without a check': end('activated'),
    'an end without an outcome': `${check}; New-Object PSObject -Property @{ step = 'end'; outcome = $null; before = $null; after = $null; error = $null }`,
    'an outcome that is none': `${check}; ${end('done')}`,
    'steps out of order': `${check}; New-Object PSObject -Property @{ step = 'readBack'; before = $null; after = $null }; New-Object PSObject -Property @{ step = 'install'; before = $null; after = $null }`,
    'the same step twice': `${check}; ${check}`,
    'a code of its own': `${check}; ${end('failed', `@{ code = 'everythingIsFine'; hresult = 5; id = $null; reason = $null; message = $null }`)}`,
    'a code of the host': `${check}; ${end('failed', `@{ code = 'hyperVModuleMissing'; hresult = 5; id = $null; reason = $null; message = $null }`)}`,
    'texts for numbers': `${check}; ${end('activated', '$null', `@{ licenseDescription = 'x'; partialProductKey = 'WMBMW'; licenseStatus = '1' }`)}`,
    'a table for a text': `${check}; ${end('activated', '$null', `@{ licenseDescription = @{ a = 1 }; partialProductKey = 'WMBMW'; licenseStatus = 1 }`)}`
};

/** Each is taken, by what is right about it. */
export const wordyInstallers = {
    /** 1.1 MB, which PowerShell Direct takes and our WinRM sessions don't. */
    megabyte: `${check}; 'x' * 1100000`,
    longTexts: `${check}; ${end('failed', `@{ code = 'licensingError'; hresult = 5; id = 'x' * 60000; reason = 'x' * 60000; message = 'x' * 60000 }`, license(`'x' * 60000`, `'x' * 60000`))}`,
    /** Writes more after its end. */
    talkative: `${check}; ${end('checked')}; while ($true) { ${end('activated')} }`
} as const;

/** Answers to Install-AvmaKey that give a password away in every field that has a text: in each of its forms, and one half in each of two fields. */
export function revealingInstallers(password: string): string[] {
    const half = Math.floor(password.length / 2);
    const pairs = [
        ...secretForms(password).map(form => [quoted(form), quoted(form)] as const),
        [quoted(password.slice(0, half)), quoted(password.slice(half))] as const
    ];
    return pairs.map(
        ([one, other]) =>
            `${check}; ${end('failed', `@{ code = 'licensingError'; hresult = 5; id = ${one}; reason = ${other}; message = ${one} }`, license(one, other))}`
    );
}

/** Each answers Get-AvmaActivation, and must be found out. */
export const hostileReaders: Readonly<Record<string, string>> = {
    'without end': `${id}; while ($true) { ${reading()} }`,
    'two readings': `${id}; ${reading()}; ${reading()}`,
    'a reading and a text': `${id}; ${reading()}; 'x'`,
    'an object that is too big': `'x' * 12000000`,
    'the table of no failure': `@{ error = $null }`,
    'the table of a failure': `@{ error = @{ code = 'credentialRefused'; hresult = $null; id = $null; reason = $null; message = $null } }`,
    'an id as a table': `@{ insideVmId = $args[0] }; ${reading()}`,
    'a reading as a table': `${id}; @{ insideVmId = $args[0]; buildNumber = 17763; licenseStatus = 1; unread = @(); failure = $null }`,
    'an empty table': `@{}`,
    'a text': `'x'`,
    'a number': `1`,
    nothing: `$null`,
    'an id and nothing else': `${id}; New-Object PSObject -Property @{ insideVmId = $args[0] }`,
    'no failure and nothing else': `${id}; New-Object PSObject -Property @{ insideVmId = $args[0]; error = $null; unread = @(); failure = $null }`,
    'a text for a number': `${id}; ${reading(`gracePeriodMinutes = '5'`)}`,
    'a number that is too large': `${id}; ${reading(`gracePeriodMinutes = 99999999999`)}`,
    'a table for a text': `${id}; ${reading(`licenseName = @{ a = 1 }`)}`,
    'a component that is none': `${id}; New-Object PSObject -Property @{ insideVmId = $args[0]; computerName = 'A'; buildNumber = 17763; operatingSystemSku = 8; productType = 3; activationComponent = 'perhaps'; unread = @(); failure = $null }`,
    'an unread field that is none': `${id}; ${reading().replace('unread = @()', `unread = @(@{ field = 'password'; code = 'notSeen' })`)}`,
    'an unread field without a code': `${id}; ${reading().replace('unread = @()', `unread = @(@{ field = 'iaid'; code = 'words' })`)}`,
    'an error that looks like one of the connection': `Write-Error -Message 'x' -ErrorId 'PSSessionStateBroken'`,
    'a failure of its own': `throw 'x'`
};

/** An answer to Get-AvmaActivation that is taken, with these fields in addition. */
export const wordyReader = (more = ''): string => `${id}; ${reading(more)}`;
