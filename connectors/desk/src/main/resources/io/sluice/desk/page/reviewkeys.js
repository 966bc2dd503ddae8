// The keys of a review. Alt and Ctrl, since most of the time somebody is typing.

import * as dialogs from './dialogs.js';

export function shortcuts(desk) {
  const inDialog = () => document.querySelector('dialog[open]');
  const alt = {
    ArrowDown: () => desk.neighbour(1),
    ArrowUp: () => desk.neighbour(-1),
    KeyX: () => desk.cursor && !desk.cell && !desk.readOnly && desk.absent(desk.cursor),
    KeyZ: () => desk.cursor && !desk.readOnly && desk.restore(desk.cursor),
    KeyW: () => desk.viewer?.enter(desk.viewer.focused),
    KeyI: () => (desk.items.body.querySelector('input') || desk.items.add).focus(),
    KeyT: () => desk.typeChoice.focus(),
    KeyC: () => desk.comment.focus(),
    KeyR: () => desk.readOnly || dialogs.reject(desk),
    KeyS: () => desk.readOnly || desk.actions[1].hidden || dialogs.split(desk),
    KeyM: () => desk.readOnly || desk.actions[2].hidden || dialogs.merge(desk),
    KeyH: () => desk.readOnly || dialogs.handover(desk),
    KeyL: () => desk.readOnly || dialogs.release(desk),
    Equal: () => desk.viewer?.zoom(1.25),
    NumpadAdd: () => desk.viewer?.zoom(1.25),
    BracketRight: () => desk.viewer?.zoom(1.25),
    Minus: () => desk.viewer?.zoom(1 / 1.25),
    NumpadSubtract: () => desk.viewer?.zoom(1 / 1.25),
    Digit0: () => desk.viewer?.fit(),
    PageDown: () => desk.viewer?.scroller.scrollBy(0, desk.viewer.scroller.clientHeight * 0.8),
    PageUp: () => desk.viewer?.scroller.scrollBy(0, -desk.viewer.scroller.clientHeight * 0.8),
  };
  const listener = (event) => {
    desk.keeper.alive();
    if (inDialog()) return;
    const ctrl = event.ctrlKey || event.metaKey;
    let action = null;
    if (ctrl && !event.altKey) {
      if (event.key === 'Enter') action = () => desk.submit();
      else if (event.code === 'KeyZ') action = () => desk.travel(event.shiftKey ? 'redo' : 'undo');
      else if (event.code === 'KeyY') action = () => desk.travel('redo');
    } else if (event.altKey && !ctrl) {
      const digit = /^Digit([1-9])$/.exec(event.code);
      action = digit ? () => desk.cursor && desk.takeSaid(desk.cursor, Number(digit[1]) - 1) : alt[event.code];
    }
    if (!action) return;
    event.preventDefault();
    action();
  };
  const alive = () => desk.keeper.alive();
  addEventListener('keydown', listener);
  addEventListener('pointerdown', alive);
  return () => {
    removeEventListener('keydown', listener);
    removeEventListener('pointerdown', alive);
  };
}
