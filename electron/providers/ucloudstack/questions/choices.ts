import { choiceHandler } from '../../ucloud/choose.ts';
import { listSchema } from '../../ucloud/envelope.ts';
import type { QuestionHandlers } from '../../verbs.ts';
import type { Tools } from '../verbs/tools.ts';
import { listUsbDevices } from './usb.ts';

/** What both generations list, and the devices that only this one knows. */
export const choiceHandlers = (tools: Tools): Pick<QuestionHandlers, 'choices'> => {
  const { client, tenancy } = tools;
  const choose = choiceHandler({
    tenancy,
    list: (call, values, signal) => client.call(call, values, listSchema, signal),
  });
  return {
    choices: async (about, signal) => {
      if (about.kind !== 'usb-device') return choose(about, signal);
      const devices = await listUsbDevices(tools, about.region, signal);
      return devices.map(({ id, name, host }) => ({ id, name, note: host }));
    },
  };
};
