// Settings for a VS Code that nobody has used before: no welcome, no tips, nothing that moves by itself.

/** @type {Record<string, unknown>} */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'workbench.list.smoothScrolling': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'editor.cursorBlinking': 'solid',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'terminal.integrated.shellIntegration.enabled': false,
};
