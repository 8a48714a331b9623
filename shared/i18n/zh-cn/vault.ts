import type { enVault } from '../en/vault.ts';
import type { Message } from '../message.ts';

/** 创建保险库的文案，以及主进程中与保险库有关的文案：恢复单与系统对话框。 */
export const zhCNVault = {
  'vault.create.title': '创建保险库',
  'vault.create.what': '保险库使用主密码加密，在本机保存各个云的密钥。任何内容都不会离开本机。',
  'vault.create.forgotten': '主密码一旦遗忘，任何人都无法找回：已保存的密钥将不可用，需要重新录入。',
  'vault.create.thin-client': '本机是内存较小的瘦客户机',
  'vault.create.thin-client.what':
    '解锁只占用 19 MiB 内存（通常至少 64 MiB），但拿到文件的人猜测密码也会同样容易，请使用强密码。',
  'vault.create.submit': '创建保险库',
  'vault.sheet.title': 'VMDeck 恢复单',
  'vault.sheet.key': '恢复密钥',
  'vault.sheet.what':
    '忘记主密码时，可用此密钥打开保险库。同时持有此密钥和保险库文件的人，可以读取其中保存的所有密钥。',
  'vault.sheet.use': '使用方法：在锁定界面选择“使用恢复密钥”，输入密钥，然后设置新密码。',
  'vault.sheet.reading': '不区分大小写，空格和连字符可省略。密钥中不含字母 I、L、O、U。',
  'vault.sheet.void': '生成新的恢复单或移除恢复密钥后，此密钥即告失效。',
  'vault.sheet.keep': '请打印本页，与其他贵重物品一同保管，然后删除此文件。',
  'vault.sheet.vault': '保险库',
  'vault.sheet.computer': '计算机',
  'vault.sheet.made': '生成时间',
  'vault.sheet.file': 'VMDeck-恢复单',
  'vault.export.file': 'VMDeck-导出',
  'vault.file': 'VMDeck 保险库',
  'vault.destroy.title': '要销毁保险库及其在本机上的所有副本吗？',
  'vault.destroy.what': '所有连接及其密钥将永久丢失，只有导出文件可以找回。云平台和虚拟机不受影响。',
  'vault.destroy.confirm': '销毁保险库',
  'vault.destroy.cancel': '保留保险库',
} as const satisfies Record<keyof typeof enVault, Message>;
