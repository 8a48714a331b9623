import type { Messages } from '../message.ts';

/** Words for every code of shared/errors/codes: `error.<code>` says what happened, `error.<code>.do` what helps. */
export const enErrors = {
  'error.internal': 'VMDeck met a problem that it did not expect. The log has it under report {reportId}.',
  'error.internal.do': 'Try again. If it happens again, send the report number and the log to whoever supports VMDeck.',
  'error.cancelled': 'The operation was cancelled.',
  'error.cancelled.do': 'Start it again when you need it.',
  'error.ipc.invalid-input': 'A window sent a request in a form that is not allowed, so it was not carried out.',
  'error.ipc.invalid-input.do': 'Check what you entered. If it looks right, restart VMDeck and report the problem.',
  'error.ipc.forbidden': 'This window may not make that request, so it was not carried out.',
  'error.ipc.forbidden.do': 'Use the main window instead. If you already do, restart VMDeck and report the problem.',

  'error.net.unresolved': 'The name {host} was not found.',
  'error.net.unresolved.do': 'Check the spelling of the address, and that this computer can reach the DNS server.',
  'error.net.refused': '{host} answers, but nothing accepts connections on port {port}.',
  'error.net.refused.do': 'Check the port, and that the service is running. A firewall may also refuse the connection.',
  'error.net.unreachable': 'There is no route from this computer to {host}.',
  'error.net.unreachable.do': 'Check the network connection and the VPN, then try again.',
  'error.net.reset': '{host} broke the connection off.',
  'error.net.reset.do': 'Try again. If it keeps happening, a firewall or proxy on the way may be closing connections.',
  'error.net.timeout': '{host} did not answer within {seconds} seconds.',
  'error.net.timeout.do':
    'Check the network connection and the VPN. The server may also be overloaded: try again later.',
  'error.net.failed': 'The connection to {host} failed.',
  'error.net.failed.do': 'Check the network connection, then try again. The details hold the cause.',
  'error.net.no-endpoint': 'None of the addresses of this cloud answers: {hosts}.',
  'error.net.no-endpoint.do':
    'Check the network connection and the VPN, then the addresses of the connection. The details name the cause of each.',
  'error.tls.not-tls': '{host} does not speak TLS on this port: the answer came unencrypted.',
  'error.tls.not-tls.do': 'Check the port. Use an address that begins with http:// only if plain text is acceptable.',
  'error.tls.self-signed': 'The certificate of {host} is signed by itself, so its identity cannot be verified.',
  'error.tls.self-signed.do':
    'Look at the certificate and compare its SHA-256 fingerprint with the one that the administrator of the cloud tells you. If they are the same, trust it for this connection.',
  'error.tls.untrusted': 'The certificate of {host} comes from an authority that this computer does not trust.',
  'error.tls.untrusted.do':
    'Give the connection the certificate of that authority, or compare the SHA-256 fingerprint with the administrator and trust this certificate alone.',
  'error.tls.expired': 'The certificate of {host} has expired.',
  'error.tls.expired.do': 'Ask for the certificate to be renewed, and check the date and time of this computer.',
  'error.tls.wrong-host': 'The certificate that {host} shows was issued for another name.',
  'error.tls.wrong-host.do':
    'Use the name that the certificate was issued for, or ask for a certificate with this one.',
  'error.tls.failed': 'No secure connection to {host} could be agreed on.',
  'error.tls.failed.do': 'The server may offer only outdated encryption. The details hold the cause.',
  'error.tls.changed':
    'The certificate of {host} is not the one that this connection trusts. Expected SHA-256 fingerprint: {expected}. Shown: {actual}.',
  'error.tls.changed.do':
    'Ask the administrator whether the certificate was renewed, and compare the fingerprint before you trust the new one. Otherwise somebody may be intercepting the connection.',
  'error.tls.bad-authority': 'The authorities of this connection hold no certificate that can be read.',
  'error.tls.bad-authority.do':
    'Enter the certificate of the authority as PEM text, from BEGIN CERTIFICATE to END CERTIFICATE.',
  'error.proxy.unreachable': 'The proxy {proxy} cannot be reached on port {port}.',
  'error.proxy.unreachable.do': 'Check the address and the port of the proxy, and the network connection.',
  'error.proxy.not-proxy': 'What answers at {proxy} is not a proxy of the chosen kind.',
  'error.proxy.not-proxy.do': 'Check the kind, the address and the port of the proxy.',
  'error.proxy.login': 'The proxy {proxy} did not accept the login.',
  'error.proxy.login.do': 'Check the user name and the password for the proxy.',
  'error.proxy.refused': 'The proxy {proxy} did not connect to {host}.',
  'error.proxy.refused.do':
    'Check that {host} is spelled correctly and that the rules of the proxy allow it. The details hold its answer.',
  'error.http.status': 'The server answered with HTTP status {status}.',
  'error.http.status.do': 'Check that the address leads to the API. A 5xx status usually passes: try again later.',
  'error.answer.not-json': 'The server answered with something other than JSON, such as a web page.',
  'error.answer.not-json.do': 'Check that the address leads to the API, and that no proxy or login page is in between.',
  'error.answer.truncated': 'The answer broke off before it was complete.',
  'error.answer.truncated.do': 'Try again. If it keeps happening, look at the proxy or load balancer on the way.',
  'error.answer.too-large': 'The answer was larger than VMDeck accepts, so it was not read to the end.',
  'error.answer.too-large.do': 'Ask for less at once, for example by limiting the connection to one region.',
  'error.answer.unexpected':
    'The answer is not as the API documents it: the field {field} is missing or has another type.',
  'error.answer.unexpected.do':
    'The cloud may run a version that VMDeck does not know. Report it together with the details.',

  'error.cloud.bad-credentials': 'The cloud does not accept these keys.',
  'error.cloud.bad-credentials.do':
    'Check the public and the private key of the connection, and that both are still valid.',
  'error.cloud.denied': 'These keys may not do this in the cloud.',
  'error.cloud.denied.do': 'Ask an administrator of the cloud for the permission, or use keys that have it.',
  'error.cloud.login-expired': 'The login to the cloud has expired.',
  'error.cloud.login-expired.do': 'Try again: VMDeck then logs in anew.',
  'error.cloud.rate-limited': 'The cloud limits how often it may be called, and the limit is reached.',
  'error.cloud.rate-limited.do': 'Wait a moment, then try again.',
  'error.cloud.bad-state': 'The VM is in a state in which the cloud does not allow this.',
  'error.cloud.bad-state.do': 'Refresh to see the present state, then choose again.',
  'error.cloud.not-found': 'The cloud no longer has what this refers to.',
  'error.cloud.not-found.do': 'Refresh: it was probably removed by somebody else.',
  'error.cloud.invalid-parameter': 'A value of the request is not allowed.',
  'error.cloud.invalid-parameter.do': 'Check what you entered. The details name the value.',
  'error.cloud.refused': 'The cloud refused with code {code}: {message}',
  'error.cloud.refused.do': 'The documentation of the cloud, or its administrator, can explain the code.',
  'error.cloud.list-unsettled':
    'The list of VMs kept changing while it was read ({regions}), so VMs may be missing from it.',
  'error.cloud.list-unsettled.do': 'Read it again.',

  'error.vm.gone': 'This VM no longer exists in the cloud.',
  'error.vm.gone.do': 'Refresh the list. Somebody else may have removed the VM.',
  'error.action.unavailable': 'This action is not available for the VM as it is now.',
  'error.action.unavailable.do': 'Refresh to see the present state. The button tells what the action needs.',
  'error.question.unavailable': 'The interface of this cloud cannot be asked for this.',
  'error.question.unavailable.do':
    'On the command line, cloud questions lists what this cloud can be asked, and with which values.',
  'error.outcome.unknown': 'The request was sent, and no answer tells whether it was carried out.',
  'error.outcome.unknown.do': 'Refresh and look at the VM before you repeat the action.',
  'error.outcome.not-seen':
    'No answer tells what became of this change. VMDeck has read the VM again: its state is “{state}”, and nothing shows that the change was carried out.',
  'error.outcome.not-seen.do': 'If the VM is still as before, repeat the action.',
  'error.outcome.not-made':
    'No answer tells what became of this request. VMDeck has looked for the new VM and found none of this name.',
  'error.outcome.not-made.do': 'Refresh the list a little later. If the VM is still not there, ask for it again.',
  'error.task.failed': 'The cloud accepted the task, but did not complete it. The state of the VM is “{state}”.',
  'error.task.failed.do': 'Find out in the cloud what was in the way, then try again.',
  'error.task.made-gone': 'The VM that was being made is gone: somebody gave it up, or the cloud did.',
  'error.task.made-gone.do': 'Refresh the list. If the VM is still wanted, ask for it again.',
  'error.task.needs-secret': 'This task was asked for with a password, which is not kept.',
  'error.task.needs-secret.do': 'Ask for it again from the VM and enter the password.',
  'error.task.timed-out': 'The task was accepted, but the expected state was not reached in time.',
  'error.task.timed-out.do': 'Refresh and look at the VM: the cloud may still be working on it.',
  'error.task.interrupted':
    'VMDeck stopped waiting for this task, because it was locked or ended or the connection was changed. What the cloud had accepted goes on there.',
  'error.task.interrupted.do': 'Refresh and look at the VM before you repeat the action.',

  'error.console.not-rfb': 'What answers at the address of the console is not a VNC server.',
  'error.console.not-rfb.do': 'Reconnect to get a new address. If it stays so, check a proxy or firewall on the way.',
  'error.console.not-spice': 'What answers at the address of the console is not a SPICE server.',
  'error.console.not-spice.do': 'Reconnect to get a new address. If it stays so, check a proxy or firewall on the way.',
  'error.console.version': 'The console uses a version of its protocol that VMDeck does not support.',
  'error.console.version.do': 'Use the other console protocol if the VM offers it.',
  'error.console.refused': 'The console refused the connection: {reason}',
  'error.console.refused.do': 'Wait a moment, then reconnect. Somebody else may be using the console.',
  'error.console.refused-silently': 'The console refused the connection and gave no reason.',
  'error.console.refused-silently.do': 'Wait a moment, then reconnect. Somebody else may be using the console.',
  'error.console.too-many-attempts': 'The console refuses connections for a while, after too many failed ones.',
  'error.console.too-many-attempts.do': 'Wait a few minutes, then reconnect.',
  'error.console.no-picture': 'The console accepted the connection but sent no picture within {seconds} seconds.',
  'error.console.no-picture.do': 'Reconnect, or try the other protocol. If it goes on, restart the VM.',
  'error.console.wrong-password': 'The console did not accept the password that the cloud gave for it.',
  'error.console.wrong-password.do': 'Reconnect: VMDeck then asks the cloud for a new one.',
  'error.console.unsupported-security':
    'The console offers only ways to log in that VMDeck does not support ({types}).',
  'error.console.unsupported-security.do':
    'Ask the administrator of the cloud to allow VNC authentication, or use the other console protocol.',
  'error.console.anonymous-tls':
    'The console at {host} encrypts only without a certificate, so anybody on the way could answer in its place.',
  'error.console.anonymous-tls.do':
    'Ask the administrator of the cloud to give the VNC server of the hypervisor an X.509 certificate (in QEMU: tls-creds-x509 instead of tls-creds-anon), or use the other console protocol.',
  'error.console.web-unset': 'It is not known where the cloud’s web console is.',
  'error.console.web-unset.do':
    'Edit the connection: under Network, give the address that its vendor names, with {place} where the session goes (on the command line: connection edit with --web-console). Or use another kind of console.',
  'error.console.no-tls': 'The console at {host} offers no TLS, which this connection demands.',
  'error.console.no-tls.do':
    'Ask the administrator of the cloud to turn on TLS for the consoles of the hypervisor. Only if plain text is acceptable, let this connection take consoles as the cloud offers them.',
  'error.console.needs-tls': 'The console lets nobody in without TLS.',
  'error.console.needs-tls.do':
    'Edit the connection: under Network, set the encryption of consoles to “Always TLS”, then reconnect.',
  'error.console.user-needed': 'The console asks for a user name, and the cloud gave none for it.',
  'error.console.user-needed.do':
    'Ask the administrator of the cloud to let the console take its password alone (VeNCrypt X509Vnc), or use the other console protocol.',
  'error.console.handshake-ended': 'The console ended the connection before it was established.',
  'error.console.handshake-ended.do':
    'Reconnect. If it stays so, the VM may be starting, moving to another host or ending, or its SPICE port takes TLS alone: then set the encryption of consoles to “Always TLS” in the connection.',
  'error.console.handshake-timeout': 'The console accepted the connection, then said nothing for {seconds} seconds.',
  'error.console.handshake-timeout.do': 'Reconnect. If it stays so, the host of the VM may be overloaded.',
  'error.console.lost': 'The connection to the console was lost.',
  'error.console.lost.do': 'Check the network connection, then reconnect. The VM itself goes on running.',
  'error.console.closed-by-server': 'The console closed the connection.',
  'error.console.closed-by-server.do':
    'The VM may have stopped, restarted or moved, or somebody else took over. Reconnect to go on.',
  'error.console.spice-refused': 'The SPICE server refused the connection with code {code}.',
  'error.console.spice-refused.do': 'Reconnect. If it stays so, use VNC if the VM offers it.',

  'error.vault.absent': 'There is no vault yet.',
  'error.vault.absent.do': 'Create one by choosing a master password.',
  'error.vault.exists': 'There is a vault already, so no new one was created over it.',
  'error.vault.exists.do': 'Unlock it with its master password.',
  'error.vault.locked': 'The vault is locked.',
  'error.vault.locked.do': 'Unlock it with the master password.',
  'error.vault.wrong-password': 'That is not the master password of this vault.',
  'error.vault.wrong-password.do': 'Check Caps Lock and the keyboard layout, then enter it again.',
  'error.vault.weak-password': 'The master password needs at least {min} characters.',
  'error.vault.weak-password.do': 'Choose a longer one. Several unrelated words are strong and easy to remember.',
  'error.vault.corrupt': 'The vault file is damaged.',
  'error.vault.corrupt.do':
    'Restore the last good copy if one is offered, or put a backup in its place. Nothing was changed.',
  'error.vault.truncated': 'The vault file is incomplete: its end is missing.',
  'error.vault.truncated.do':
    'Restore the last good copy if one is offered, or put a backup in its place. Nothing was changed.',
  'error.vault.foreign': 'The file in the place of the vault is not a vault.',
  'error.vault.foreign.do': 'Move that file away, or put your vault back in its place. VMDeck does not overwrite it.',
  'error.vault.newer':
    'The vault was written by a newer VMDeck: it has format {version}, and this one reads up to {supported}.',
  'error.vault.newer.do': 'Update VMDeck. The vault was not changed.',
  'error.vault.kdf-out-of-bounds':
    'The vault asks for key derivation settings outside the allowed bounds, so it was not opened.',
  'error.vault.kdf-out-of-bounds.do': 'The file was probably altered. Restore the last good copy or a backup.',
  'error.vault.record-damaged': 'One entry of the vault is damaged. The others are intact.',
  'error.vault.record-damaged.do': 'Remove the damaged entry, then add the affected connection again with its keys.',
  'error.vault.busy': 'The vault is busy with another operation.',
  'error.vault.busy.do': 'Wait a moment, then try again.',
  'error.vault.in-use': 'Another program has the vault open.',
  'error.vault.in-use.do':
    'Lock the vault there or close that program, then try again. If none is running on any computer that shares this folder, remove {path}.',
  'error.vault.changed': 'Another program changed the vault file since it was opened, so this change was not saved.',
  'error.vault.changed.do': 'Lock the vault and unlock it to load the present file, then repeat the change.',
  'error.vault.wait': {
    one: 'The password was wrong several times. It can be tried again in {count} second.',
    other: 'The password was wrong several times. It can be tried again in {count} seconds.',
  },
  'error.vault.wait.do': 'Wait, check Caps Lock and the keyboard layout, then enter the password again.',
  'error.vault.recovery-absent': 'This vault has no recovery key.',
  'error.vault.recovery-absent.do': 'Unlock it with the master password, or restore a copy that has one.',
  'error.vault.recovery-invalid': 'This recovery key is not complete, or a character of it is wrong.',
  'error.vault.recovery-invalid.do':
    'Compare it with the printed sheet, group by group: it has 9 groups of 4 characters.',
  'error.vault.recovery-wrong': 'This recovery key does not open this vault.',
  'error.vault.recovery-wrong.do': 'Use the latest sheet that was printed for this vault. Earlier ones are void.',
  'error.vault.quick-absent': 'Quick unlock is not set up for this vault.',
  'error.vault.quick-absent.do': 'Unlock it with the master password. Quick unlock can then be turned on.',
  'error.vault.keychain-unavailable': 'The keychain of this computer cannot be reached, or it is locked.',
  'error.vault.keychain-unavailable.do': 'Unlock the vault with the master password. Nothing was removed.',
  'error.vault.keychain-insecure': 'The keychain of this computer would keep secrets unprotected, so it is not used.',
  'error.vault.keychain-insecure.do':
    'Use the master password. On Linux, GNOME Keyring or KWallet make quick unlock possible.',
  'error.vault.keychain-changed': 'The keychain of this computer is not the one that quick unlock was set up with.',
  'error.vault.keychain-changed.do':
    'Unlock the vault with the master password, then turn quick unlock on again. Nothing was removed.',
  'error.vault.older':
    'The vault is an older copy: it has been saved {generation} times, and the one last opened here {known} times.',
  'error.vault.older.do':
    'If you did not restore a copy yourself, lock the vault and find out who replaced the file. This is told once.',
  'error.vault.no-memory': 'Deriving the key of the vault needs {mebibytes} MiB of memory, which are not free.',
  'error.vault.no-memory.do': 'Close other programs, then try again.',
  'error.vault.own-file': 'VMDeck itself keeps something in that place, so nothing was written there.',
  'error.vault.own-file.do': 'Choose another name or another folder for the file.',
  'error.storage.full': 'The disk is full, so {path} could not be saved. The previous state is kept.',
  'error.storage.full.do': 'Free some space, then try again.',
  'error.storage.read-only': '{path} may not be written to. The previous state is kept.',
  'error.storage.read-only.do': 'Check the permissions of the file and its folder, then try again.',
  'error.storage.failed': 'A file could not be read or saved.',
  'error.storage.failed.do': 'Check the disk, then try again. The details hold the cause.',
  'error.storage.not-a-file': 'What is at {path} is not a file but a folder, a pipe or a device, so it was not used.',
  'error.storage.not-a-file.do': 'Move it away or put the file back in its place, then try again.',
  'error.clipboard.refused': 'The clipboard did not take the secret, or could not be read to check.',
  'error.clipboard.refused.do':
    'Try again. If it stays so, copy something else afterwards, to be sure that nothing is left there.',
  'error.clipboard.not-cleared': 'A secret that you copied could not be taken off the clipboard.',
  'error.clipboard.not-cleared.do':
    'Copy something else over it, and empty the history of your clipboard manager if you use one.',
  'error.settings.set-aside':
    'The settings could not be read. The file was set aside as {path}, and VMDeck started with its defaults.',
  'error.settings.set-aside.do':
    'Look through the settings, above all when VMDeck locks by itself. Connections and keys are not affected.',
  'error.settings.newer':
    'The settings were saved by a newer VMDeck. They were set aside as {path}, and VMDeck started with its defaults.',
  'error.settings.newer.do':
    'Look through the settings. Before you use the newer VMDeck again, give the file its old name, settings.json.',
  'error.settings.stuck':
    'The settings could not be read, nor could {path} be moved out of the way. VMDeck started with its defaults.',
  'error.settings.stuck.do':
    'Check the permissions of the file and its folder, then start VMDeck again. Changes are not kept until then.',
  'error.tasks.set-aside':
    'The list of tasks could not be read. The file was set aside as {path}, and VMDeck started with an empty list.',
  'error.tasks.set-aside.do':
    'What the clouds had accepted goes on there, but is no longer followed here. Check the VMs that were being worked on.',
  'error.tasks.newer':
    'The list of tasks was saved by a newer VMDeck. It was set aside as {path}, and VMDeck started with an empty list.',
  'error.tasks.newer.do':
    'What was under way is not followed here. Before you use the newer VMDeck again, give the file its old name, tasks.json.',
  'error.tasks.stuck':
    'The list of tasks could not be read, nor could {path} be moved out of the way. VMDeck started with an empty list.',
  'error.tasks.stuck.do':
    'Check the permissions of the file and its folder, then start VMDeck again. Tasks are not kept until then; check the VMs that were being worked on.',

  'error.audit.busy': 'Another VMDeck is writing to the audit log and does not finish.',
  'error.audit.busy.do': 'Try again. If it stays so, end the other program; {path} is its mark.',
  'error.audit.unwritten':
    'Deeds that are not in the audit log yet: {count}. They are kept in memory and written as soon as that is possible.',
  'error.audit.unwritten.do':
    'Make room on the disk, or check the permissions of {path}. What is done meanwhile goes on being kept.',
  'error.audit.lost': 'The audit log cannot be written. Deeds that are not in it: {count}.',
  'error.audit.lost.do':
    'Make room on the disk, or check the permissions of {path}. Once it can be written, the log tells how many are missing, unless the folder around it cannot be written either.',
  'error.audit.refused': 'The audit log cannot be written, so nothing was done.',
  'error.audit.refused.do': 'Make room on the disk, or check the permissions of {path}, then try again.',
  'error.audit.tampered': 'The audit log is not as VMDeck wrote it. Places that differ: {count}.',
  'error.audit.tampered.do':
    'Keep a copy of the folder {path} as it is now, and find out who could change it. New entries are still added.',
  'error.audit.syslog-lost': 'The audit log no longer reaches the syslog server {server}.',
  'error.audit.syslog-lost.do':
    'Check the server and the way to it. Entries are kept on this computer, and sent when the server is back, if need be by the next VMDeck that is started.',
  'error.audit.syslog-settings':
    'The settings of the audit log in {path} are not understood, so nothing is sent to syslog.',
  'error.audit.syslog-settings.do': 'Correct the file as docs/audit.md describes it, then start VMDeck again.',

  'error.connection.invalid-url': 'This is not an address that VMDeck can use.',
  'error.connection.invalid-url.do': 'Enter a complete address that begins with https:// or http://.',
  'error.connection.duplicate':
    'The connection {name} is about the same: this cloud with these keys, companies, projects and regions.',
  'error.connection.duplicate.do': 'Edit the existing connection, or give this one other keys or another scope.',
  'error.proxy.unknown':
    'The proxy settings of this computer could not be found out, or name only proxies of kinds that VMDeck does not know.',
  'error.proxy.unknown.do': 'Try again, or enter the proxy in the settings of the connection.',
  'error.connection.name-taken': 'Another connection is called {name}.',
  'error.connection.name-taken.do': 'Choose another name.',
  'error.connection.gone': 'This connection was removed.',
  'error.connection.gone.do': 'Add it again if you still need it.',
  'error.connection.key-needed':
    'The stored private key counts only for the server, public key, trust, proxy, jump host and settings of consoles that it was entered with. One of these is another now, so it was not used.',
  'error.connection.key-needed.do': 'Enter the private key again.',
  'error.connection.password-needed':
    'The stored password counts only for the proxy, user and trust that it was entered with, so it was not used.',
  'error.connection.password-needed.do': 'Enter the password of the proxy again.',
  'error.connection.pin-unseen':
    'Nobody has shown VMDeck the certificate or host key with this fingerprint just now, so it was not trusted: {sha256}',
  'error.connection.pin-unseen.do':
    'Look at the certificates and trust the right one there; open a console so that it shows its own. For a server that cannot be reached now, use the command line.',
  'error.connection.pins-full':
    'The connection keeps the certificates of at most {most} consoles, and has as many. This one was not trusted.',
  'error.connection.pins-full.do':
    'Take away those of hosts that are gone, in the settings of the connection under Trust, then trust this one again.',
  'error.connection.disabled': 'The connection {name} is switched off.',
  'error.connection.disabled.do': 'Switch it on, then try again.',

  'error.transfer.foreign': 'This is not a file of connections.',
  'error.transfer.foreign.do': 'Choose a file that VMDeck has exported.',
  'error.transfer.newer': 'A newer VMDeck has written this file: it has format {version}.',
  'error.transfer.newer.do': 'Update VMDeck, then import it again.',
  'error.transfer.damaged': 'This file of connections is damaged, so nothing was taken from it.',
  'error.transfer.damaged.do': 'Export the connections again.',
  'error.transfer.password-needed': 'The keys in this file are under a password.',
  'error.transfer.password-needed.do': 'Enter the password that was chosen when it was exported.',
  'error.transfer.wrong-password': 'The password does not open this file, or somebody has changed the file.',
  'error.transfer.wrong-password.do': 'Enter the password again. If it is right, export the connections anew.',
} as const satisfies Messages;
