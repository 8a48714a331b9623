/**
 * What the app, its tests and the demo need from a Linux system beside Node.
 *
 * @typedef {object} Requirement
 * @property {Probe} probe how to see whether it is there
 * @property {string[]} apt package names, the first that the archive knows is taken (Ubuntu 24.04 and Debian 13
 *   renamed some to `…t64`); empty where another requirement's package brings it
 * @property {string} [dnf]
 * @property {string} [pacman]
 * @property {true} [testsOnly] neither the app nor the demo needs it
 * @property {true} [optional] comes along when something else is installed anyway; never a reason to stop
 */

/**
 * @typedef {{ library: string } | { program: string } | { fileIn: { folders: string[], name: string } }
 *   | { fontLanguage: string } | { fontFamily: string }} Probe
 */

/** Where distributions keep the modules that QEMU loads at run time. */
const qemuModules = [
  '/usr/lib/x86_64-linux-gnu/qemu',
  '/usr/lib/aarch64-linux-gnu/qemu',
  '/usr/lib64/qemu-kvm',
  '/usr/lib64/qemu',
  '/usr/lib/qemu',
];

/** @type {readonly Requirement[]} */
export const linuxRequirements = [
  { probe: { library: 'libnss3.so' }, apt: ['libnss3'], dnf: 'nss', pacman: 'nss' },
  { probe: { library: 'libatk-1.0.so.0' }, apt: ['libatk1.0-0t64', 'libatk1.0-0'], dnf: 'atk', pacman: 'at-spi2-core' },
  {
    probe: { library: 'libatk-bridge-2.0.so.0' },
    apt: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    dnf: 'at-spi2-atk',
    pacman: 'at-spi2-core',
  },
  { probe: { library: 'libcups.so.2' }, apt: ['libcups2t64', 'libcups2'], dnf: 'cups-libs', pacman: 'libcups' },
  { probe: { library: 'libdrm.so.2' }, apt: ['libdrm2'], dnf: 'libdrm', pacman: 'libdrm' },
  { probe: { library: 'libgtk-3.so.0' }, apt: ['libgtk-3-0t64', 'libgtk-3-0'], dnf: 'gtk3', pacman: 'gtk3' },
  { probe: { library: 'libgbm.so.1' }, apt: ['libgbm1'], dnf: 'mesa-libgbm', pacman: 'mesa' },
  { probe: { library: 'libasound.so.2' }, apt: ['libasound2t64', 'libasound2'], dnf: 'alsa-lib', pacman: 'alsa-lib' },
  { probe: { library: 'libXss.so.1' }, apt: ['libxss1'], dnf: 'libXScrnSaver', pacman: 'libxss' },
  { probe: { library: 'libXtst.so.6' }, apt: ['libxtst6'], dnf: 'libXtst', pacman: 'libxtst' },
  { probe: { program: 'Xvfb' }, apt: ['xvfb'], dnf: 'xorg-x11-server-Xvfb', pacman: 'xorg-server-xvfb' },
  { probe: { program: 'xauth' }, apt: ['xauth'], dnf: 'xorg-x11-xauth', pacman: 'xorg-xauth' },
  { probe: { program: 'dbus-daemon' }, apt: ['dbus'], dnf: 'dbus-daemon', pacman: 'dbus' },
  { probe: { library: 'libsecret-1.so.0' }, apt: ['libsecret-1-0'], dnf: 'libsecret', pacman: 'libsecret' },
  {
    probe: { program: 'gnome-keyring-daemon' },
    apt: ['gnome-keyring'],
    dnf: 'gnome-keyring',
    pacman: 'gnome-keyring',
  },
  {
    probe: { fontLanguage: 'zh-cn' },
    apt: ['fonts-noto-cjk'],
    dnf: 'google-noto-sans-cjk-fonts',
    pacman: 'noto-fonts-cjk',
  },
  { probe: { fontFamily: 'Inter' }, apt: ['fonts-inter'], optional: true },
  { probe: { fontFamily: 'JetBrains Mono' }, apt: ['fonts-jetbrains-mono'], optional: true },
  {
    probe: { program: 'qemu-system-x86_64' },
    apt: ['qemu-system-x86'],
    dnf: 'qemu-system-x86-core',
    pacman: 'qemu-system-x86',
  },
  {
    probe: { fileIn: { folders: qemuModules, name: 'ui-spice-core.so' } },
    apt: ['qemu-system-modules-spice', 'qemu-system-common'],
    dnf: 'qemu-ui-spice-core',
    pacman: 'qemu-ui-spice-core',
  },
  {
    probe: { fileIn: { folders: qemuModules, name: 'hw-display-qxl.so' } },
    apt: ['qemu-system-modules-spice', 'qemu-system-common'],
    dnf: 'qemu-device-display-qxl',
    pacman: 'qemu-hw-display-qxl',
  },
  {
    probe: {
      fileIn: { folders: ['/usr/share/seabios', '/usr/share/qemu', '/usr/share/seavgabios'], name: 'vgabios-qxl.bin' },
    },
    apt: ['seabios'],
    dnf: 'seavgabios-bin',
    pacman: 'seabios',
  },
  // Fedora and Arch have no ready-made GRUB rescue image; the simulator's consoles fall back there.
  {
    probe: { fileIn: { folders: ['/usr/lib/grub-rescue'], name: 'grub-rescue-cdrom.iso' } },
    apt: ['grub-rescue-pc'],
  },
  { probe: { fileIn: { folders: ['/usr/lib/ipxe/qemu'], name: 'efi-e1000.rom' } }, apt: ['ipxe-qemu'] },
  {
    probe: { program: 'Xvnc' },
    apt: ['tigervnc-standalone-server'],
    dnf: 'tigervnc-server-minimal',
    pacman: 'tigervnc',
  },
  { probe: { program: 'tinyproxy' }, apt: ['tinyproxy-bin', 'tinyproxy'], dnf: 'tinyproxy', pacman: 'tinyproxy' },
  // Arch has it among its users' packages only.
  { probe: { program: 'microsocks' }, apt: ['microsocks'], dnf: 'microsocks' },
  // Debian's package starts a server that everybody can reach: a demo must not bring that about.
  {
    testsOnly: true,
    probe: { fileIn: { folders: ['/usr/sbin', '/usr/bin', '/usr/local/sbin'], name: 'sshd' } },
    apt: ['openssh-server'],
    dnf: 'openssh-server',
    pacman: 'openssh',
  },
];
