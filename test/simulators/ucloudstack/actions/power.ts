import { rowsOf, type Actions } from '../../ucloud/action.ts';
import { FLAG, PASSWORD, BASE64_SCRIPT, GPU_TYPE, MEMORY, POSITIVE } from '../../ucloud/rules.ts';
import { powerOff, reinstall, remove, resetPassword, resize, restart, start, stop } from '../../ucloud/verbs.ts';

const { must, may, region } = rowsOf('000');

/** Power, and what changes a VM as a whole. */
export const powerActions: Actions = {
  StartVMInstance: {
    source: '000:556',
    parameters: {
      Region: region(562),
      CompanyID: may('integer', 563),
      VMID: must('string', 564),
    },
    run: start,
  },
  StopVMInstance: {
    source: '000:572',
    parameters: {
      Region: region(578),
      CompanyID: may('integer', 579),
      VMID: must('string', 580),
    },
    run: stop,
  },
  PoweroffVMInstance: {
    source: '000:464',
    parameters: {
      Region: region(470),
      CompanyID: may('integer', 471),
      VMID: must('string', 472),
    },
    run: powerOff,
  },
  RestartVMInstance: {
    source: '000:540',
    parameters: {
      Region: region(546),
      CompanyID: may('integer', 547),
      VMID: must('string', 548),
    },
    run: restart,
  },
  DeleteVMInstance: {
    source: '000:301',
    parameters: {
      Region: region(307),
      CompanyID: may('integer', 308),
      DelBindResource: may('integer', 309, FLAG),
      VMID: must('string', 310),
    },
    run: remove,
  },
  ReinstallVMInstance: {
    source: '000:480',
    parameters: {
      Region: region(486),
      CompanyID: may('integer', 487),
      VMID: must('string', 488),
      ImageID: must('string', 489),
      Password: may('string', 490, PASSWORD),
      UserData: may('string', 491, BASE64_SCRIPT),
    },
    run: reinstall,
  },
  ResetVMInstancePassword: {
    source: '000:499',
    parameters: {
      Region: region(505),
      CompanyID: may('integer', 506),
      VMID: must('string', 507),
      Password: must('string', 508, PASSWORD),
    },
    run: resetPassword,
  },
  ResizeVMConfig: {
    source: '000:516',
    parameters: {
      Region: region(522),
      CompanyID: may('integer', 523),
      ApplicationName: may('string', 524),
      ApplicationReason: may('string', 525),
      VMID: must('string', 526),
      CPU: must('integer', 527, POSITIVE),
      Memory: must('integer', 528, MEMORY),
      GPUType: may('string', 529, GPU_TYPE),
      GPUMdevName: may('string', 530),
      GPU: may('integer', 531, POSITIVE),
      MdevName: may('string', 532),
    },
    run: resize,
  },
};
