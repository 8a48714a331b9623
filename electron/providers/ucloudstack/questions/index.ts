import type { QuestionHandlers } from '../../verbs.ts';
import type { Tools } from '../verbs/tools.ts';
import { choiceHandlers } from './choices.ts';
import { foreignQuestions } from './foreign.ts';
import { inventoryQuestions } from './inventory.ts';
import { priceQuestions } from './prices.ts';
import { listUsbDevices } from './usb.ts';

/** What document 000 can be asked besides VMs. */
export const questionHandlers = (tools: Tools): QuestionHandlers => ({
  'usb-devices': ({ region }, signal) => listUsbDevices(tools, region, signal),
  ...choiceHandlers(tools),
  ...inventoryQuestions(tools),
  ...priceQuestions(tools),
  ...foreignQuestions(tools),
});
