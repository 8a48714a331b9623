import {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Menu,
  Modal,
  NativeSelect,
  PasswordInput,
  Portal,
  Radio,
  Select,
  Textarea,
  TextInput,
  Tooltip,
  type MantineThemeOverride,
} from '@mantine/core';

/** Where menus, tooltips and notifications are drawn: a landmark, so that a screen reader finds them. */
export const layersId = 'layers';

const shadow = 'var(--shadow)';

/** Sizes and manners of the library's controls: dense, quiet, the same everywhere. */
export const componentDefaults: NonNullable<MantineThemeOverride['components']> = {
  Button: Button.extend({
    defaultProps: { variant: 'default', size: 'xs' },
    vars: () => ({ root: { '--button-height': '28px', '--button-padding-x': '12px', '--button-fz': 'var(--fs-13)' } }),
  }),
  ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
  TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
  PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs' } }),
  NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs' } }),
  Radio: Radio.extend({ defaultProps: { size: 'xs' } }),
  Select: Select.extend({ defaultProps: { size: 'xs' } }),
  Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
  Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
  Portal: Portal.extend({ defaultProps: { target: `#${layersId}` } }),
  Tooltip: Tooltip.extend({
    defaultProps: {
      openDelay: 350,
      multiline: true,
      maw: 320,
      withinPortal: true,
      events: { hover: true, focus: true, touch: false },
    },
  }),
  Menu: Menu.extend({
    defaultProps: {
      withInitialFocusPlaceholder: false,
      shadow,
      position: 'bottom-start',
      offset: 4,
      transitionProps: { duration: 90 },
    },
  }),
  Modal: Modal.extend({
    defaultProps: {
      centered: true,
      shadow,
      radius: 'lg',
      padding: 'lg',
      overlayProps: { backgroundOpacity: 0.45 },
      transitionProps: { duration: 90, transition: 'fade' },
    },
  }),
  Drawer: Drawer.extend({
    defaultProps: { shadow, overlayProps: { backgroundOpacity: 0.25 }, transitionProps: { duration: 120 } },
  }),
};
